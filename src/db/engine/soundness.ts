import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Storage } from './open.ts';

/** What is wrong with a database before anything is entrusted to it. */
export type Unsoundness =
  /** Pages that do not fit together: what SQLite found first. */
  | { readonly kind: 'damaged'; readonly what: string }
  /** A setting of the server with which a power cut loses what was acknowledged. */
  | { readonly kind: 'forgetful'; readonly setting: string };

/**
 * Looks a database over before it is worked on: an SQLite file for damage, which takes 0.8 seconds a gigabyte, a
 * PostgreSQL server for settings that give up durability. Returns undefined when there is nothing to say.
 */
export async function findUnsoundness(storage: Storage): Promise<Unsoundness | undefined> {
  if (storage.kind === 'sqlite') return findDamage(storage.path);
  const setting = await findForgetfulSetting(storage.url);
  return setting === undefined ? undefined : { kind: 'forgetful', setting };
}

function findDamage(path: string): Unsoundness | undefined {
  if (path === ':memory:' || !existsSync(path)) return undefined;
  try {
    const what = checkPages(path);
    return what === 'ok' ? undefined : { kind: 'damaged', what };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { kind: 'damaged', what: error instanceof Error ? error.message : '' };
  }
}

/** Indexes are not held against their tables: that takes fourteen times as long, and `vigia restore --check` does it. */
function checkPages(path: string): string {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    const [found] = file.prepare('pragma quick_check(1)').all();
    return String(found?.['quick_check']);
  } finally {
    file.close();
  }
}

/** SQLite's numbers for pages that make no sense, and for a file that is no database. */
const DAMAGE: ReadonlySet<unknown> = new Set([11, 26]);

/** Tells whether an error means that the file is not what was written. The extended number has more bits. */
const isDamage = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  DAMAGE.has(error.errcode & 0xff);

const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

async function findForgetfulSetting(url: string): Promise<string | undefined> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const name of DURABLE) {
      const { rows } = await client.query(`show ${name}`);
      if (rows[0]?.[name] === 'off') return name;
    }
    return undefined;
  } finally {
    await client.end();
  }
}
