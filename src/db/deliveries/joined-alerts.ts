import type { Selectable } from 'kysely';
import type { Db } from '../engine/open.ts';
import type { OutboxRow } from '../engine/tables.ts';

type Alert = Pick<Selectable<OutboxRow>, 'id' | 'destination_id' | 'state'>;

/** How much a reader may have seen of an alert, by its state. */
const SEEN: ReadonlyMap<string, number> = new Map([
  ['pending', 0],
  ['failed', 1],
]);
const BEGUN = 2;

/**
 * Makes the alerts of two stories those of one: whoever was told of the absorbed story was told of the survivor, and
 * of two alerts to one destination the one that no attempt was made at is folded into the other. Must run before the
 * absorbed story's other traces are moved.
 */
export async function joinAlerts(
  db: Db,
  { survivor, absorbed }: { readonly survivor: number; readonly absorbed: number },
  now: Date,
): Promise<void> {
  const kept = new Map((await listAlerts(db, survivor)).map((alert) => [alert.destination_id, alert]));
  for (const alert of await listAlerts(db, absorbed)) {
    const twin = kept.get(alert.destination_id);
    if (twin === undefined) await rename(db, alert, survivor);
    else await foldOne(db, twin, alert, now);
  }
  await db.updateTable('outbox').set({ story_id: survivor }).where('story_id', '=', absorbed).execute();
}

const listAlerts = (db: Db, storyId: number): Promise<Alert[]> =>
  db
    .selectFrom('outbox')
    .select(['id', 'destination_id', 'state'])
    .where('story_id', '=', storyId)
    .where('kind', '=', 'alert')
    .where('state', '!=', 'folded')
    .orderBy('id')
    .execute();

/** Makes the alert of a card, and what followed it, those of another story, which has none at the destination. */
export async function moveDeliveries(
  db: Db,
  card: { readonly id: number; readonly deliveryId: number; readonly destinationId: string },
  storyId: number,
): Promise<void> {
  const key = `alert:${String(storyId)}:${card.destinationId}`;
  await db.updateTable('outbox').set({ key, story_id: storyId }).where('id', '=', card.deliveryId).execute();
  await db.updateTable('outbox').set({ story_id: storyId }).where('card_id', '=', card.id).execute();
}

/** Under the survivor's key nothing more is queued for the destination, and an alert that waits is brought up to date. */
async function rename(db: Db, { id, destination_id }: Alert, survivor: number): Promise<void> {
  const key = `alert:${String(survivor)}:${destination_id}`;
  const taken = await db.selectFrom('outbox').select('id').where('key', '=', key).executeTakeFirst();
  if (taken === undefined) await db.updateTable('outbox').set({ key }).where('id', '=', id).execute();
}

async function foldOne(db: Db, one: Alert, other: Alert, now: Date): Promise<void> {
  const [less, more] = seen(one) < seen(other) ? [one, other] : [other, one];
  if (seen(less) === BEGUN) return;
  await db
    .updateTable('outbox')
    .set({
      state: 'folded',
      reason: `its story is one with that of delivery ${String(more.id)}`,
      updated_at: now.getTime(),
    })
    .where('id', '=', less.id)
    .where('state', 'in', [...SEEN.keys()])
    .execute();
}

const seen = ({ state }: Alert): number => SEEN.get(state) ?? BEGUN;
