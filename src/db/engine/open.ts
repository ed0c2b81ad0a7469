import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect, sql, type Dialect } from 'kysely';
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
const MAX_CONNECTIONS = 10;

/** The database was written by a newer program, whose schema this one does not know. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew';
}

/** Opens the database and brings its schema up to date. Throws SchemaTooNew when only a newer program can read it. */
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
  const pool = new pg.Pool({ connectionString: storage.url, max: MAX_CONNECTIONS });
  // A server that restarts closes idle connections. The next query opens a new one, or says what is wrong.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}

/** A schema that is up to date is left alone: reading that takes no lock, so whoever only reads waits for nobody. */
async function migrate(db: Db): Promise<void> {
  const before = await listSteps(db);
  if (before !== undefined && Object.keys(migrations).every((name) => before.includes(name)))
    return refuseNewer(before);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  refuseNewer((await listSteps(db)) ?? [], error);
  throw new Error('the database schema could not be brought up to date', { cause: error });
}

/** The steps that have been carried out; undefined for a database that none has been in. */
async function listSteps(db: Db): Promise<readonly string[] | undefined> {
  const steps = await sql<{ readonly name: string }>`select name from kysely_migration`
    .execute(db)
    .catch(() => undefined);
  return steps?.rows.map(({ name }) => name);
}

/** Throws SchemaTooNew where a step has been carried out that this program does not have. */
function refuseNewer(steps: readonly string[], cause?: unknown): void {
  if (steps.some((name) => !Object.hasOwn(migrations, name)))
    throw new SchemaTooNew('the database was written by a newer vigía', { cause });
}
