import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent where no PostgreSQL could be started: what needs it is skipped. */
    readonly postgresUrl: string | undefined;
  }
}

/** One PostgreSQL serves the whole run; every test file makes databases of its own on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  project.provide('postgresUrl', postgres?.url);
  return async () => {
    await postgres?.[Symbol.asyncDispose]();
  };
}
