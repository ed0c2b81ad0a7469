import { sql } from 'kysely';
import { isPostgres } from '../engine/engine.ts';
import type { Db } from '../engine/open.ts';

/** Sets this lock apart from those of places, which have another first number. */
const LOCK_SPACE = 0x76_69_67_73;

/**
 * Waits until no other process places reports, and lets none do so until the transaction ends: two that place at once
 * would each start a story of the same event. On SQLite, whoever has begun a transaction is the only one that writes.
 */
export async function lockStories(db: Db): Promise<void> {
  if (isPostgres(db)) await sql`select pg_advisory_xact_lock(${LOCK_SPACE}::int, 0)`.execute(db);
}

/** Returns the number of the latest change of which reports the stories have; 0 when there was none. */
export async function findEdition(db: Db): Promise<number> {
  const row = await db
    .selectFrom('stories')
    .select('edition')
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.edition ?? 0;
}

/** Notes that stories have other reports than before, and returns the number of that change. */
export async function markEdition(db: Db, storyIds: readonly number[]): Promise<number> {
  const edition = (await findEdition(db)) + 1;
  await db.updateTable('stories').set({ edition }).where('id', 'in', storyIds).execute();
  return edition;
}

/** Lists the stories, open or not, whose reports have changed after that change. */
export async function listChangedStories(db: Db, afterEdition: number): Promise<readonly number[]> {
  const rows = await db.selectFrom('stories').select('id').where('edition', '>', afterEdition).execute();
  return rows.map(({ id }) => id);
}
