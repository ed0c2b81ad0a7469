import { sql, type Selectable } from 'kysely';
import { SEND_LEASE_MS, type OwedDelivery, type Settlement } from '../core/delivery.ts';
import type { Delivery, DeliveryState, Message } from '../core/messages/message.ts';
import { fromJson, toJson } from './json.ts';
import type { Db } from './open.ts';
import type { OutboxRow } from './tables.ts';

/**
 * Queues deliveries, and returns the keys of those that were not queued before. One already queued under the same key
 * stays as it is, so a tick that died half-way can run again.
 */
export async function enqueue(
  db: Db,
  deliveries: readonly Delivery[],
  now: Date,
): Promise<readonly string[]> {
  if (deliveries.length === 0) return [];
  const rows = await db
    .insertInto('outbox')
    .values(deliveries.map((delivery) => toRow(delivery, now.getTime())))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .execute();
  return rows.map(({ key }) => key);
}

/** Replaces the content of deliveries that nobody has begun to send; the others stay as the reader saw them. */
export async function refreshPending(db: Db, deliveries: readonly Delivery[], now: Date): Promise<void> {
  for (const { key, message } of deliveries) {
    await db
      .updateTable('outbox')
      .set({ body: toJson(message), updated_at: now.getTime() })
      .where('key', '=', key)
      .where('state', '=', 'pending')
      .execute();
  }
}

/**
 * Claims the next delivery of every destination that has one due: the oldest that is owed, so that each destination
 * sees its messages in order, and never two at a time. A claim holds for {@link SEND_LEASE_MS}; the attempt is
 * on record before anything is sent.
 */
export async function claimDeliveries(db: Db, now: Date, limit: number): Promise<OwedDelivery[]> {
  const at = now.getTime();
  return db.transaction().execute(async (transaction) => {
    const heads = transaction
      .selectFrom('outbox')
      .innerJoin('destinations', 'destinations.id', 'outbox.destination_id')
      .select((query) => query.fn.min('outbox.id').as('id'))
      .where('outbox.state', 'in', ['pending', 'sending', 'failed'])
      .where('destinations.active', '=', 1)
      .where('destinations.paused_reason', 'is', null)
      .groupBy('outbox.destination_id');
    const due = await transaction
      .selectFrom('outbox')
      .select('id')
      .where('id', 'in', heads)
      .where('due_at', '<=', at)
      .where((query) => query.or([query('lease_until', 'is', null), query('lease_until', '<=', at)]))
      .orderBy('id')
      .limit(limit)
      .execute();
    if (due.length === 0) return [];
    const rows = await transaction
      .updateTable('outbox')
      .set({
        state: 'sending',
        attempts: sql`attempts + 1`,
        uncertain_since: sql`coalesce(uncertain_since, ${at})`,
        lease_until: at + SEND_LEASE_MS,
        updated_at: at,
      })
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .where((query) => query.or([query('lease_until', 'is', null), query('lease_until', '<=', at)]))
      .returningAll()
      .execute();
    return rows.map(fromRow).toSorted((one, other) => one.id - other.id);
  });
}

/** Records what came of an attempt. A paused destination's delivery waits, first in its line. */
export async function settleDelivery(db: Db, id: number, settlement: Settlement, now: Date): Promise<void> {
  const at = now.getTime();
  const reason = settlement.kind === 'sent' ? null : settlement.reason;
  const dueAt = settlement.kind === 'again' ? { due_at: settlement.dueAt.getTime() } : {};
  const certainty = settlement.kind === 'again' && settlement.isCertain ? { uncertain_since: null } : {};
  const messageId = settlement.kind === 'sent' ? { message_id: settlement.messageId } : {};
  await db
    .updateTable('outbox')
    .set({
      state: stateAfter(settlement),
      reason,
      lease_until: null,
      updated_at: at,
      ...dueAt,
      ...certainty,
      ...messageId,
    })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

/** Lets the next process take over at once what this one had claimed, as after an orderly stop. */
export async function releaseClaims(db: Db): Promise<void> {
  await db.updateTable('outbox').set({ lease_until: null }).where('state', '=', 'sending').execute();
}

/** Tells whether anything of a story has ever been owed to anybody. */
export async function hasDeliveries(db: Db, storyId: number): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('story_id', '=', storyId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Counts the deliveries of a kind that readers have seen. */
export async function countSent(db: Db, kind: Message['kind']): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('kind', '=', kind)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  return count;
}

/** Counts the deliveries in each state. */
export async function countDeliveries(db: Db): Promise<Readonly<Partial<Record<string, number>>>> {
  const rows = await db
    .selectFrom('outbox')
    .select(['state', (query) => query.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

function stateAfter({ kind }: Settlement): DeliveryState {
  switch (kind) {
    case 'sent':
    case 'dead':
    case 'unknown':
      return kind;
    case 'again':
    case 'pause':
    case 'fatal':
      return 'failed';
  }
}

function toRow({ key, destinationId, storyId, message }: Delivery, at: number) {
  return {
    key,
    destination_id: destinationId,
    kind: message.kind,
    story_id: storyId === undefined ? null : Number(storyId),
    body: toJson(message),
    state: 'pending',
    attempts: 0,
    due_at: at,
    created_at: at,
    updated_at: at,
  };
}

function fromRow(row: Selectable<OutboxRow>): OwedDelivery {
  return {
    id: row.id,
    key: row.key,
    destinationId: row.destination_id,
    ...(row.story_id === null ? {} : { storyId: String(row.story_id) }),
    message: fromJson<Message>(row.body),
    attempts: row.attempts,
    claimedAt: new Date(row.updated_at),
    createdAt: new Date(row.created_at),
    uncertainSince: new Date(row.uncertain_since ?? row.updated_at),
  };
}
