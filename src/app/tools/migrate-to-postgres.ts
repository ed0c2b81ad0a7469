import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { ConfigurationError } from '../../config/problem.ts';
import type { Settings } from '../../config/settings.ts';
import type { TableProof } from '../../core/proof.ts';
import { copyDatabase, proveTables } from '../../db/upkeep/copy.ts';
import { closeForGood, hasMoved } from '../../db/sharing/moved.ts';
import { openDatabase, type Db } from '../../db/engine/open.ts';
import { storageOf } from '../storage.ts';

/**
 * Carries an SQLite installation over to the PostgreSQL database of `DATABASE_URL`, while the program may be running on
 * the former: its writes wait, and once everything is copied and has been read back the same, they are refused for good.
 * Done again after an interruption, it goes on where that leaves a doubt: rows that are there already must be the same.
 */
export async function migrateToPostgres(settings: Settings, now: Date): Promise<readonly TableProof[]> {
  const target = storageOf(settings);
  if (target.kind !== 'postgres') throw wrong('is not set', 'Set it to the PostgreSQL database to move to.');
  const { databaseUrl: _, ...before } = settings;
  const source = storageOf(before);
  if (source.kind !== 'sqlite' || !existsSync(source.path))
    throw new ConfigurationError([
      { where: 'VIGIA_DATA_DIR', what: 'has no SQLite installation', mend: 'There is nothing to move.' },
    ]);
  const from = await openDatabase(source);
  const to = await openDatabase(target);
  try {
    if (await hasMoved(from)) throw wrong('has been moved to already', 'Start the program with it.');
    return await from.transaction().execute(async (held) => {
      const proofs = await carryOver(held, to);
      await closeForGood(held, now);
      return proofs;
    });
  } finally {
    await from.destroy();
    await to.destroy();
  }
}

async function carryOver(from: Db, to: Db): Promise<readonly TableProof[]> {
  const there = await proveTables(to);
  const copied = there.some(({ rows }) => rows > 0) ? await proveTables(from) : await copyDatabase(from, to);
  if (!isDeepStrictEqual(copied, await proveTables(to)))
    throw wrong(
      'holds other rows than the installation that is to be moved',
      'Empty it (drop and create the database), then run this again. Nothing was changed here.',
    );
  return copied;
}

const wrong = (what: string, mend: string): ConfigurationError =>
  new ConfigurationError([{ where: 'DATABASE_URL', what, mend }]);
