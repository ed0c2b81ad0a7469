import { sql } from 'kysely';
import { CONTENTS } from '../upkeep/contents.ts';
import type { Db } from '../engine/open.ts';
import { findSetting, saveSetting } from '../engine/settings.ts';

const KEY = 'moved';

/** Tells whether an SQLite installation was carried over to PostgreSQL: nothing may be written to it any more. */
export async function hasMoved(db: Db): Promise<boolean> {
  return (await findSetting(db, KEY)) !== undefined;
}

/**
 * Closes an SQLite database for good, as part of the transaction in which it was copied: a program that still runs on
 * it is refused every change, so that nothing can happen in two places.
 */
export async function closeForGood(db: Db, now: Date): Promise<void> {
  await saveSetting(db, KEY, now.toISOString());
  for (const { table } of CONTENTS)
    for (const change of ['insert', 'update', 'delete'])
      await sql`create trigger ${sql.ref(`moved_${table}_${change}`)} before ${sql.raw(change)} on ${sql.table(table)}
        begin select raise(abort, 'this installation was moved to PostgreSQL'); end`.execute(db);
}
