import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openDatabase, SchemaTooNew } from '../../src/db/engine/open.ts';
import { temporaryFolder } from '../support/command.ts';
import { engines } from '../support/databases.ts';

const OPEN = join(import.meta.dirname, '../../src/db/engine/open.ts');

describe.for(engines)('opening a database on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'by several processes at once brings its schema up to date once',
    async () => {
      using folder = temporaryFolder();
      const created = await engine.create();
      const storage =
        created.kind === 'sqlite' ? { ...created, path: join(folder.path, 'new', 'vigia.db') } : created;
      const script = `
      import { openDatabase } from ${JSON.stringify(OPEN)};
      const db = await openDatabase(${JSON.stringify(storage)});
      await db.insertInto('settings').values({ key: String(process.pid), value: '' }).execute();
      await db.destroy();
    `;
      const children = [1, 2, 3].map(() =>
        spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' }),
      );
      await Promise.all(children.map((child) => once(child, 'exit')));
      expect(children.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
      const db = await openDatabase(storage);
      expect(await db.selectFrom('settings').selectAll().execute()).toHaveLength(3);
      await db.destroy();
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'is refused when a newer program wrote it, and nothing is changed',
    async () => {
      using folder = temporaryFolder();
      const created = await engine.create();
      const storage =
        created.kind === 'sqlite' ? { ...created, path: join(folder.path, 'vigia.db') } : created;
      const db = await openDatabase(storage);
      await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', 'x')`.execute(
        db,
      );
      await db.destroy();
      await expect(openDatabase(storage)).rejects.toThrow(SchemaTooNew);
      await expect(openDatabase(storage)).rejects.toThrow('written by a newer');
    },
  );
});
