import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { auditInstallation } from '../../src/app/tools/audit.ts';
import { loadSettings } from '../../src/config/settings.ts';
import { readAtOnce } from '../../src/db/engine/moment.ts';
import { openDatabase } from '../../src/db/engine/open.ts';
import { temporaryFolder } from '../support/command.ts';

/** Far less than a lock is waited for. */
const AT_ONCE_MS = 2_000;

test('an audit of an installation waits for nobody who writes to it, however long that takes', async () => {
  using folder = temporaryFolder();
  const { value: settings } = loadSettings({ VIGIA_DATA_DIR: folder.path });
  if (settings === undefined) throw new Error('the settings are wrong');
  const path = join(folder.path, `${settings.subject}.db`);
  await (await openDatabase({ kind: 'sqlite', path })).destroy();
  const writer = new DatabaseSync(path);
  writer.exec('begin immediate');
  const startedMs = performance.now();
  expect((await auditInstallation(settings)).differences).toEqual([]);
  expect(performance.now() - startedMs).toBeLessThan(AT_ONCE_MS);
  writer.close();
});

test('what is read at once is of one moment, and leaves nothing open behind it', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'vigia.db');
  const db = await openDatabase({ kind: 'sqlite', path });
  const writer = new DatabaseSync(path);
  const write = (key: string) => writer.exec(`insert into settings (key, value) values ('${key}', '')`);
  const count = (from = db) => from.selectFrom('settings').select('key').execute();
  const [before, after] = await readAtOnce(db, async (moment) => {
    const first = await count(moment);
    write('meanwhile');
    return [first.length, (await count(moment)).length];
  });
  expect(after).toBe(before);
  expect(await count()).toHaveLength((before ?? 0) + 1);
  await expect(readAtOnce(db, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await db.transaction().execute((transaction) => count(transaction));
  writer.close();
  await db.destroy();
});
