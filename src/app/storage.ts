import { join } from 'node:path';
import { ConfigurationError } from '../config/problem.ts';
import type { Settings } from '../config/settings.ts';
import { hasMoved } from '../db/moved.ts';
import { openDatabase, SchemaTooNew, type Db, type Storage } from '../db/open.ts';

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

/** Where an installation with these settings keeps its rows. */
export function storageOf({ databaseUrl, dataDir, subject }: Settings): Storage {
  return databaseUrl === undefined
    ? { kind: 'sqlite', path: join(dataDir, `${subject}.db`) }
    : { kind: 'postgres', url: databaseUrl };
}
