import { sql } from 'kysely';
import type { Db } from '../../db/engine/open.ts';
import { removeDeliveriesOf } from '../../db/upkeep/retention.ts';

/**
 * The tables that hold what belongs to one destination, beside the outbox, whose rows are in the books. A test holds
 * this list to the schema: a table with a `destination_id` that is missing here fails it.
 */
export const OF_A_DESTINATION = ['cards', 'story_told', 'mutes', 'digests'] as const;

/** Deletes a destination with everything that was sent or is owed to it. */
export async function forgetDestination(db: Db, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await removeDeliveriesOf(transaction, id);
    for (const table of OF_A_DESTINATION)
      await sql`delete from ${sql.table(table)} where destination_id = ${id}`.execute(transaction);
    await transaction.deleteFrom('destinations').where('id', '=', id).execute();
  });
}
