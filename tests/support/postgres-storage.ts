import type { Storage } from '../../src/db/engine/open.ts';
import { startPostgres } from './postgres.ts';

/** Starts a PostgreSQL with one empty database, for what runs outside the tests. Throws where there is none to start. */
export async function openPostgresStorage(
  name: string,
): Promise<AsyncDisposable & { readonly storage: Storage }> {
  const server = await startPostgres();
  if (server === undefined) throw new Error('no PostgreSQL for this platform');
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: `${server.url}/postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return {
    storage: { kind: 'postgres', url: `${server.url}/${name}` },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
