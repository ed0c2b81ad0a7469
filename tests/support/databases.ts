import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { openDatabase, type Db, type Storage } from '../../src/db/engine/open.ts';

export interface Engine {
  readonly name: string;
  /** Why it cannot be used here; absent when it can. */
  readonly skipped?: string;
  readonly create: () => Promise<Storage>;
}

const postgresUrl = inject('postgresUrl');

/** Both engines: what holds on one must hold on the other. */
export const engines: readonly Engine[] = [
  { name: 'SQLite', create: () => Promise.resolve({ kind: 'sqlite', path: ':memory:' }) },
  {
    name: 'PostgreSQL',
    ...(postgresUrl === undefined ? { skipped: 'no PostgreSQL for this platform' } : {}),
    create: () => createPostgresDatabase(postgresUrl ?? ''),
  },
];

/** Opens a fresh, empty database that is closed with the scope. */
export async function openFresh(engine: Engine): Promise<Db & AsyncDisposable> {
  const db = await openDatabase(await engine.create());
  return Object.assign(db, { [Symbol.asyncDispose]: () => db.destroy() });
}

async function createPostgresDatabase(url: string): Promise<Storage> {
  const { default: pg } = await import('pg');
  const name = `vigia_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return { kind: 'postgres', url: `${url}/${name}` };
}
