import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent where no PostgreSQL could be started: what needs it is skipped. */
    readonly postgresUrl: string | undefined;
  }
}

let postgres: Awaited<ReturnType<typeof startPostgres>>;

/** One PostgreSQL serves the whole run; every test file makes databases of its own on it. */
export async function setup(project: TestProject): Promise<void> {
  postgres = await startPostgres();
  project.provide('postgresUrl', postgres?.url);
}

export async function teardown(): Promise<void> {
  await postgres?.[Symbol.asyncDispose]();
}
