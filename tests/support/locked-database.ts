import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '../../src/db/engine/open.ts';

/** Keeps everybody else from writing for a while, as a backup tool or a person with a console does. */
export async function lockDatabase(storage: Storage, ms: number): Promise<void> {
  await (storage.kind === 'sqlite' ? lockFile(storage.path, ms) : lockTable(storage.url, ms));
}

async function lockFile(path: string, ms: number): Promise<void> {
  const database = new DatabaseSync(path, { timeout: 1_000 });
  try {
    database.exec('begin immediate');
    await sleep(ms);
    database.exec('rollback');
  } finally {
    database.close();
  }
}

async function lockTable(url: string, ms: number): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('lock table outbox in access exclusive mode');
    await sleep(ms);
    await client.query('rollback');
  } finally {
    await client.end();
  }
}
