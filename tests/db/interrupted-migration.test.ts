import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../src/db/engine/migrations.ts';
import { openDatabase, type Db, type Storage } from '../../src/db/engine/open.ts';
import { findSetting } from '../../src/db/engine/settings.ts';
import { sqliteDialect } from '../../src/db/engine/sqlite.ts';
import type { Tables } from '../../src/db/engine/tables.ts';
import { temporaryFolder } from '../support/command.ts';
import { engines } from '../support/databases.ts';

const FOLDER = join(import.meta.dirname, '../../src/db/engine');
const steps = Object.keys(migrations).toSorted();
const [last = ''] = steps.slice(-1);

/** Runs a program of an earlier day, which knows all steps but the last, or one that dies in the middle of the last. */
async function runProgram(storage: Storage, change: string): Promise<NodeJS.Signals | null> {
  const script = `
    import { migrations } from ${JSON.stringify(join(FOLDER, 'migrations.ts'))};
    import { openDatabase } from ${JSON.stringify(join(FOLDER, 'open.ts'))};
    import { saveSetting } from ${JSON.stringify(join(FOLDER, 'settings.ts'))};
    const last = ${JSON.stringify(last)};
    ${change}
    const db = await openDatabase(${JSON.stringify(storage)});
    await saveSetting(db, 'kept', 'yes');
    await db.destroy();
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
  await once(child, 'exit');
  return child.signalCode;
}

const EARLIER = 'delete migrations[last];';
const DIES_HALFWAY = `
  const { up } = migrations[last];
  migrations[last] = { up: async (db) => { await up(db); process.kill(process.pid, 'SIGKILL'); } };
`;

/** Looks at a database without bringing it up to date. */
async function look<Result>(storage: Storage, query: (db: Db) => Promise<Result>): Promise<Result> {
  const { default: pg } = await import('pg');
  const dialect =
    storage.kind === 'sqlite'
      ? sqliteDialect(storage.path)
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: storage.url }) });
  const db = new Kysely<Tables>({ dialect });
  try {
    return await query(db);
  } finally {
    await db.destroy();
  }
}

const listSteps = async (db: Db): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
};

describe.for(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'a program that is killed while it changes the schema leaves the old one, and the next goes on',
    async () => {
      using folder = temporaryFolder();
      const created = await engine.create();
      const storage =
        created.kind === 'sqlite' ? { ...created, path: join(folder.path, 'vigia.db') } : created;
      expect(await runProgram(storage, EARLIER)).toBeNull();
      expect(await runProgram(storage, DIES_HALFWAY)).toBe('SIGKILL');
      expect(await look(storage, listSteps)).toEqual(steps.slice(0, -1));
      // Whatever the step creates, it would fail now if the first attempt had left any of it.
      const db = await openDatabase(storage);
      expect(await listSteps(db)).toEqual(steps);
      expect(await findSetting(db, 'kept')).toBe('yes');
      await db.destroy();
    },
  );
});
