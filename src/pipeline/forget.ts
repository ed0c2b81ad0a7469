import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/**
 * The tables that hold what belongs to one destination, in the order in which their rows may go. A test holds this list
 * to the schema: a table with a `destination_id` that is missing here fails it.
 */
export const OF_A_DESTINATION = ['outbox', 'cards', 'story_told', 'mutes', 'digests'] as const;

/** Deletes a destination with everything that was sent or is owed to it. */
export async function forgetDestination(db: Db, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const table of OF_A_DESTINATION)
      await sql`delete from ${sql.table(table)} where destination_id = ${id}`.execute(transaction);
    await transaction.deleteFrom('destinations').where('id', '=', id).execute();
  });
}
