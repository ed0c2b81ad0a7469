import { existsSync, openSync, statSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../src/db/engine/open.ts';
import { findUnsoundness } from '../../src/db/engine/soundness.ts';
import { saveSetting } from '../../src/db/engine/settings.ts';
import { writeSnapshot } from '../../src/db/upkeep/snapshot.ts';
import { runCommand, temporaryFolder } from '../support/command.ts';

const PAGE = 4_096;

async function makeDatabase(path: string): Promise<void> {
  const db = await openDatabase({ kind: 'sqlite', path });
  for (let number = 0; number < 300; number += 1)
    await saveSetting(db, `key ${String(number)}`, 'x'.repeat(500));
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await db.destroy();
}

/** Writes zeroes over some pages, as a disk that fails does. */
function damage(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(20 * PAGE), 0, 20 * PAGE, statSync(path).size - 30 * PAGE);
  closeSync(file);
}

test('a sound file is taken, and so is one that is not there yet', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'vigia.db');
  expect(await findUnsoundness({ kind: 'sqlite', path })).toBeUndefined();
  expect(existsSync(path)).toBe(false);
  await makeDatabase(path);
  expect(await findUnsoundness({ kind: 'sqlite', path })).toBeUndefined();
});

test('a file with ruined pages, or that is no database, is found out', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'vigia.db');
  await makeDatabase(path);
  damage(path);
  expect(await findUnsoundness({ kind: 'sqlite', path })).toMatchObject({ kind: 'damaged' });
  writeFileSync(path, 'This was a database once.'.repeat(1_000));
  expect(await findUnsoundness({ kind: 'sqlite', path })).toMatchObject({ kind: 'damaged' });
});

test('the program does not start on a damaged file, says what to do, and a backup brings it back', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'venezuela-us.db');
  const backup = join(folder.path, 'backup.db');
  const environment = { VIGIA_DATA_DIR: folder.path };
  await makeDatabase(path);
  const db = await openDatabase({ kind: 'sqlite', path });
  await writeSnapshot(db, backup);
  await db.destroy();
  damage(path);
  const { code, stderr } = await runCommand(['run'], { environment });
  expect(code).toBe(78);
  expect(stderr).toContain('is damaged');
  expect(stderr).toContain('vigia restore BACKUP --replace');
  expect(await runCommand(['restore', backup, '--replace'], { environment })).toMatchObject({ code: 0 });
  expect(await findUnsoundness({ kind: 'sqlite', path })).toBeUndefined();
});

test('what the database holds can be read by its owner only, and so can its backups', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'new', 'vigia.db');
  const db = await openDatabase({ kind: 'sqlite', path });
  await saveSetting(db, 'key', 'value');
  const backup = join(folder.path, 'backup.db');
  await writeSnapshot(db, backup);
  const modes = [join(folder.path, 'new'), path, `${path}-wal`, `${path}-shm`, backup].map(
    (each) => statSync(each).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o600, 0o600, 0o600, 0o600]);
  await db.destroy();
});

test('every write to an SQLite file is on the disk before it is acknowledged', async () => {
  using folder = temporaryFolder();
  const db = await openDatabase({ kind: 'sqlite', path: join(folder.path, 'vigia.db') });
  const { rows: synchronous } = await sql`pragma synchronous`.execute(db);
  const { rows: journal } = await sql`pragma journal_mode`.execute(db);
  expect([synchronous, journal]).toEqual([[{ synchronous: 2 }], [{ journal_mode: 'wal' }]]);
  await db.destroy();
});

const postgresUrl = inject('postgresUrl');

test.skipIf(postgresUrl === undefined)(
  'a PostgreSQL server without durability is refused, unless the settings accept it',
  async () => {
    const url = `${postgresUrl ?? ''}/postgres`;
    // The tests' own server is such a one: it has nothing to lose.
    expect(await findUnsoundness({ kind: 'postgres', url })).toEqual({ kind: 'forgetful', setting: 'fsync' });
    const { code, stderr } = await runCommand(['run'], { environment: { DATABASE_URL: url } });
    expect(code).toBe(78);
    expect(stderr).toContain('fsync is off');
    expect(stderr).toContain('VIGIA_UNSAFE_DATABASE=allow');
  },
);
