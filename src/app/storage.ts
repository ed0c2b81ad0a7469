import { join } from 'node:path';
import { ConfigurationError } from '../config/problem.ts';
import type { Settings } from '../config/settings.ts';
import { hasMoved } from '../db/sharing/moved.ts';
import { findUnsoundness } from '../db/engine/soundness.ts';
import { openDatabase, SchemaTooNew, type Db, type Storage } from '../db/engine/open.ts';

/** Opens the database that the settings name. One that only a newer program can read is a fault of the configuration. */
export async function openStorage(settings: Settings): Promise<Db> {
  const storage = storageOf(settings);
  try {
    const db = await openDatabase(storage);
    if (!(await hasMoved(db))) return db;
    await db.destroy();
  } catch (error) {
    if (!(error instanceof SchemaTooNew)) throw error;
    const where = storage.kind === 'sqlite' ? storage.path : 'DATABASE_URL';
    throw new ConfigurationError([{ where, what: error.message, mend: 'Update the program.' }]);
  }
  throw new ConfigurationError([
    { where: 'DATABASE_URL', what: 'is not set', mend: 'This installation was moved to PostgreSQL.' },
  ]);
}

/**
 * Refuses a database that must not be worked on: an SQLite file that is damaged, or a PostgreSQL server that gives up
 * durability, unless the settings accept that.
 */
export async function checkStorage(settings: Settings): Promise<void> {
  const storage = storageOf(settings);
  const found = await findUnsoundness(storage);
  if (found?.kind === 'damaged')
    throw new ConfigurationError([
      {
        where: storage.kind === 'sqlite' ? storage.path : 'DATABASE_URL',
        what: `is damaged: ${found.what}`,
        mend: 'Put a backup in its place with: vigia restore BACKUP --replace. The damaged file is kept beside it.',
      },
    ]);
  if (found?.kind === 'forgetful' && !settings.allowsUnsafeDatabase)
    throw new ConfigurationError([
      {
        where: 'DATABASE_URL',
        what: `names a server that forgets what it acknowledged when the power fails: ${found.setting} is off`,
        mend: `Set ${found.setting} = on there, or VIGIA_UNSAFE_DATABASE=allow for a trial.`,
      },
    ]);
}

/** Where an installation with these settings keeps its rows. */
export function storageOf({ databaseUrl, dataDir, subject }: Settings): Storage {
  return databaseUrl === undefined
    ? { kind: 'sqlite', path: join(dataDir, `${subject}.db`) }
    : { kind: 'postgres', url: databaseUrl };
}
