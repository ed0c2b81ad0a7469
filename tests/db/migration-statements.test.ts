import { join } from 'node:path';
import { Kysely, PostgresDialect, type Dialect, type LogEvent } from 'kysely';
import { Migrator } from 'kysely/migration';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../src/db/engine/migrations.ts';
import type { Storage } from '../../src/db/engine/open.ts';
import { sqliteDialect } from '../../src/db/engine/sqlite.ts';
import { temporaryFolder } from '../support/command.ts';
import { engines } from '../support/databases.ts';

async function dialectOf(storage: Storage): Promise<Dialect> {
  if (storage.kind === 'sqlite') return sqliteDialect(storage.path);
  const { default: pg } = await import('pg');
  return new PostgresDialect({ pool: new pg.Pool({ connectionString: storage.url }) });
}

interface Attempt {
  /** How many statements were carried out to change the schema. */
  readonly statements: number;
  readonly tables: readonly string[];
}

/** Brings a schema up to date, and is cut off after a number of statements. */
async function migrate(storage: Storage, cutOffAfter?: number): Promise<Attempt> {
  let statements = 0;
  let isBegun = false;
  const db = new Kysely<unknown>({
    dialect: await dialectOf(storage),
    log({ query: { sql } }: LogEvent) {
      // What ends a transaction is not cut off: that it is carried out is what is tried here.
      if (/^(?:commit|rollback)/.test(sql)) return;
      // Before that, the table of steps is made, which a second program may do at the same time.
      isBegun ||= /^(?:begin|start transaction)/.test(sql);
      if (!isBegun) return;
      statements += 1;
      if (statements === cutOffAfter) throw new Error('cut off');
    },
  });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  await migrator.migrateToLatest();
  const carriedOut = statements;
  statements = Infinity;
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  await db.destroy();
  return { statements: carriedOut, tables: tables.filter((name) => !name.startsWith('kysely')) };
}

describe.for(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'a change of schema that is cut off after any of its statements leaves nothing of it',
    async () => {
      using folder = temporaryFolder();
      const whole = await engine.create();
      const cut = await engine.create();
      const inFolder = (storage: Storage, name: string): Storage =>
        storage.kind === 'sqlite' ? { ...storage, path: join(folder.path, name) } : storage;
      const { statements, tables } = await migrate(inFolder(whole, 'whole.db'));
      expect(statements).toBeGreaterThan(Object.keys(migrations).length);
      const storage = inFolder(cut, 'cut.db');
      // A server takes its time: there, it is each seventh.
      const step = engine.name === 'SQLite' ? 1 : 7;
      for (let after = 1; after < statements - step; after += step)
        expect([after, await migrate(storage, after)]).toMatchObject([after, { tables: [] }]);
      expect(await migrate(storage)).toMatchObject({ tables });
    },
    20_000,
  );
});
