import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect, type Dialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** The handle that every query module takes first: the database itself, or a transaction on it. */
export type Db = Kysely<Tables>;

/** Where the rows live: a file (or `:memory:`) for SQLite, or a PostgreSQL address. */
export type Storage =
  { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'postgres'; readonly url: string };

/** PostgreSQL's type number of `bigint`, which its driver hands out as text unless told otherwise. */
const BIGINT = 20;

/** Opens the database and brings its schema up to date. Throws when the schema is newer than this program. */
export async function openDatabase(storage: Storage): Promise<Db> {
  const db = new Kysely<Tables>({ dialect: await dialectFor(storage) });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

async function dialectFor(storage: Storage): Promise<Dialect> {
  if (storage.kind === 'sqlite') {
    if (storage.path !== ':memory:') mkdirSync(dirname(storage.path), { recursive: true, mode: 0o700 });
    return sqliteDialect(storage.path);
  }
  const { default: pg } = await import('pg');
  pg.types.setTypeParser(BIGINT, Number);
  return new PostgresDialect({ pool: new pg.Pool({ connectionString: storage.url, max: 10 }) });
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error('the database schema could not be brought up to date', { cause: error });
}
