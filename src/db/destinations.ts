import type { Destination } from '../core/destination.ts';
import { fromJson, toJson } from './json.ts';
import type { Db } from './open.ts';

/** A destination with what keeps messages from it, if anything does. */
export interface DestinationStatus {
  readonly destination: Destination;
  readonly paused?: { readonly reason: string; readonly since: Date };
}

/**
 * Makes the configured destinations the active ones. One that is configured no more is kept, inactive, with what it
 * is still owed; one whose settings changed is tried again, whatever it was paused for.
 */
export async function syncDestinations(db: Db, destinations: readonly Destination[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('destinations').set({ active: 0 }).execute();
    for (const destination of destinations) {
      const settings = toJson(destination);
      const known = await transaction
        .selectFrom('destinations')
        .select('settings')
        .where('id', '=', destination.id)
        .executeTakeFirst();
      const unpaused = known?.settings === settings ? {} : { paused_reason: null, paused_at: null };
      await transaction
        .insertInto('destinations')
        .values({ id: destination.id, settings, active: 1 })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ settings, active: 1, ...unpaused }))
        .execute();
    }
  });
}

/** Lists the active destinations, in the order of their ids. */
export async function listDestinations(db: Db): Promise<DestinationStatus[]> {
  const rows = await db
    .selectFrom('destinations')
    .select(['settings', 'paused_reason', 'paused_at'])
    .where('active', '=', 1)
    .orderBy('id')
    .execute();
  return rows.map(({ settings, paused_reason: reason, paused_at: since }) => ({
    destination: fromJson<Destination>(settings),
    ...(reason === null || since === null ? {} : { paused: { reason, since: new Date(since) } }),
  }));
}

/** Returns one destination, or undefined when there is none of that id. */
export async function findDestination(db: Db, id: string): Promise<Destination | undefined> {
  const row = await db.selectFrom('destinations').select('settings').where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : fromJson<Destination>(row.settings);
}

/** Stops sending to a destination until its configuration changes, and keeps why. The first reason stays. */
export async function pauseDestination(db: Db, id: string, reason: string, now: Date): Promise<void> {
  await db
    .updateTable('destinations')
    .set({ paused_reason: reason, paused_at: now.getTime() })
    .where('id', '=', id)
    .where('paused_reason', 'is', null)
    .execute();
}
