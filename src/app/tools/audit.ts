import type { Settings } from '../../config/settings.ts';
import { findDifferences, type Balance } from '../../core/audit.ts';
import { dayOf, findBalances, findLooseEnds } from '../../db/upkeep/tallies.ts';
import { readAtOnce } from '../../db/engine/moment.ts';
import type { Db } from '../../db/engine/open.ts';
import { openStorage } from '../storage.ts';

/** Whether everything that came in is accounted for. */
export interface Audit {
  readonly balances: readonly Balance[];
  /** In plain words; none when the books balance. */
  readonly differences: readonly string[];
}

/**
 * Holds the books against the rows, both as they are at one moment: the program may be running.
 * @param day of one day (UTC) only; everything unless given
 */
export async function auditBooks(db: Db, day?: Date): Promise<Audit> {
  return await readAtOnce(db, async (moment) => {
    const balances = await findBalances(moment, day === undefined ? undefined : dayOf(day));
    return { balances, differences: findDifferences(balances, await findLooseEnds(moment)) };
  });
}

/** Opens the installation's database and audits it; the program may be running. */
export async function auditInstallation(settings: Settings, day?: Date): Promise<Audit> {
  const db = await openStorage(settings);
  try {
    return await auditBooks(db, day);
  } finally {
    await db.destroy();
  }
}
