import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import type { TableProof } from '../../core/proof.ts';
import { copyDatabase, proveTables, skipIds } from '../../db/upkeep/copy.ts';
import { checkSnapshot, openSnapshot, writeSnapshot } from '../../db/upkeep/snapshot.ts';
import { takeAllSlots } from '../../db/sharing/slots.ts';
import { personKeyPath } from '../running/pseudonyms.ts';
import { openStorage, storageOf } from '../storage.ts';

/** How far ids are moved on by a restore: beyond all that can have been given since the backup. */
const ID_GAP = 1_000_000;

/** A backup that was written and read back. */
export interface Backup {
  readonly path: string;
  readonly proofs: readonly TableProof[];
  readonly personKey: PersonKey;
  /** Older ones that were removed because of it. */
  readonly removed: readonly string[];
}

/**
 * Writes a backup while the program runs, checks it, and removes the oldest beyond a number. The backup is an SQLite
 * file for either engine.
 * @param path unless given, a file in the folder `backups` of the installation, named after the subject and the time
 */
export async function backUp(
  settings: Settings,
  { path, keep, now }: { readonly path?: string; readonly keep: number; readonly now: Date },
): Promise<Backup> {
  const folder = join(settings.dataDir, 'backups');
  const target = path ?? join(folder, `${settings.subject}-${now.toISOString().replaceAll(/[:.]/g, '-')}.db`);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const db = await openStorage(settings);
  try {
    const proofs = await writeSnapshot(db, target);
    const removed = path === undefined ? prune(folder, settings.subject, keep) : [];
    return { path: target, proofs, removed, personKey: personKeyOf(settings) };
  } finally {
    await db.destroy();
  }
}

/** Removes all but the latest backups that were named here; what somebody named otherwise stays. */
function prune(folder: string, subject: string, keep: number): string[] {
  const named = readdirSync(folder).filter(
    (name) => name.startsWith(`${subject}-`) && /-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.db$/.test(name),
  );
  const removed = named.toSorted().slice(0, -keep);
  for (const name of removed) rmSync(join(folder, name));
  return removed;
}

/** Reads a backup through and returns what it holds. Throws when it is damaged or of a newer program. */
export const checkBackup = (path: string): Promise<readonly TableProof[]> => checkSnapshot(path);

/** The file without which opinions name nobody, not even to the program. It is in no backup. */
export interface PersonKey {
  readonly path: string;
  readonly isThere: boolean;
}

function personKeyOf(settings: Settings): PersonKey {
  const path = personKeyPath(settings);
  return { path, isThere: existsSync(path) };
}

/** A backup that is now the installation. */
export interface Restored {
  readonly proofs: readonly TableProof[];
  readonly personKey: PersonKey;
  /** Where the former file was moved, if there was one. */
  readonly movedTo?: string;
}

/** Thrown when a restore would put its rows over others. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
}

/** Thrown when a restore would take an installation away from a program that runs on it. */
export class InUse extends Error {
  override readonly name = 'InUse';
}

/**
 * Puts a backup in the place of an installation that has nothing, or whose SQLite file is moved aside. New ids begin far above
 * the backup's: what was posted since it was made keeps numbers of its own. What the feeds brought since then
 * is told of in one summary, as after an outage.
 */
export async function restore(
  settings: Settings,
  { path, replace, now }: { readonly path: string; readonly replace: boolean; readonly now: Date },
): Promise<Restored> {
  await using source = await openSnapshot(path);
  const storage = storageOf(settings);
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  await using alone = await takeAllSlots(storage);
  if (alone === undefined) throw new InUse('a program runs on the installation');
  const isAside = storage.kind === 'sqlite' && replace && existsSync(storage.path);
  const movedTo = isAside ? moveAside(storage.path, now) : undefined;
  const target = await openStorage(settings);
  try {
    if ((await proveTables(target)).some(({ rows }) => rows > 0))
      throw new NotEmpty('the installation has entries of its own');
    const proofs = await copyDatabase(source, target);
    await skipIds(target, ID_GAP);
    return { proofs, personKey: personKeyOf(settings), ...(movedTo === undefined ? {} : { movedTo }) };
  } finally {
    await target.destroy();
  }
}

function moveAside(path: string, now: Date): string {
  const aside = `${path}.before-restore-${String(now.getTime())}`;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${aside}${suffix}`);
  return aside;
}
