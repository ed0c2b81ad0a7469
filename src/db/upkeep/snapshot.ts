import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { sql } from 'kysely';
import { NotWhole, type TableProof } from '../../core/proof.ts';
import { copyDatabase, proveTables } from './copy.ts';
import { isPostgres } from '../engine/engine.ts';
import { readAtOnce } from '../engine/moment.ts';
import { openDatabase, type Db } from '../engine/open.ts';
import { createPrivateFile } from '../engine/private-file.ts';

/**
 * Writes everything a database holds at one moment into an SQLite file, while programs go on using it. The file is
 * complete, checked and on disk when it appears under its name.
 */
export async function writeSnapshot(db: Db, path: string): Promise<readonly TableProof[]> {
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  if (isPostgres(db)) await copyToFile(db, unfinished);
  else await vacuumInto(db, unfinished);
  const proofs = await checkSnapshot(unfinished);
  flush(unfinished);
  renameSync(unfinished, path);
  flush(dirname(path));
  return proofs;
}

/** Reads a snapshot through and returns what it holds. Throws when the file is damaged, or of a newer program. */
export async function checkSnapshot(path: string): Promise<readonly TableProof[]> {
  await using db = await openSnapshot(path);
  return await proveTables(db);
}

/**
 * Opens a snapshot's content, brought up to this program's schema, in a file of its own that is gone when it is closed:
 * the snapshot itself is not written to. Throws when it is damaged, or of a newer program.
 */
export async function openSnapshot(path: string): Promise<Db & AsyncDisposable> {
  findDamage(path);
  const copy = `${path}.opened`;
  const remove = (): void => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
  };
  remove();
  const source = new DatabaseSync(path, { readOnly: true });
  createPrivateFile(copy);
  try {
    source.exec(`vacuum into '${copy.replaceAll("'", "''")}'`);
  } finally {
    source.close();
  }
  const db = await openDatabase({ kind: 'sqlite', path: copy });
  return Object.assign(db, { [Symbol.asyncDispose]: () => db.destroy().finally(remove) });
}

/** Throws when SQLite finds pages, indexes or references that do not fit together. */
function findDamage(path: string): void {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const [integrity] = readPragma(database, path, 'integrity_check(1)');
    if (integrity?.['integrity_check'] !== 'ok')
      throw new NotWhole(`${path} is damaged: ${String(integrity?.['integrity_check'])}`);
    if (readPragma(database, path, 'foreign_key_check').length > 0)
      throw new NotWhole(`${path} is damaged: rows refer to rows that are not there`);
  } finally {
    database.close();
  }
}

/** What SQLite cannot read at all is not what was written, either. */
function readPragma(database: DatabaseSync, path: string, pragma: string): ReturnType<StatementSync['all']> {
  try {
    return database.prepare(`pragma ${pragma}`).all();
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new NotWhole(`${path} is no whole backup: ${what}`);
  }
}

async function vacuumInto(db: Db, path: string): Promise<void> {
  createPrivateFile(path);
  await sql`vacuum into ${path}`.execute(db);
}

async function copyToFile(db: Db, path: string): Promise<void> {
  const file = await openDatabase({ kind: 'sqlite', path });
  try {
    await readAtOnce(db, (source) => copyDatabase(source, file));
    await sql`pragma wal_checkpoint(truncate)`.execute(file);
  } finally {
    await file.destroy();
  }
}

/** What was written is on disk when this returns: a file's content, or a folder's names. */
function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
