import { sql, type Selectable } from 'kysely';
import { SEND_LEASE_MS, type OwedDelivery, type Settlement } from '../../core/delivery.ts';
import type { Delivery, DeliveryState, Message } from '../../core/messages/message.ts';
import { isPostgres } from '../engine/engine.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { OutboxRow } from '../engine/tables.ts';
import { addTally, dayOf } from '../upkeep/tallies.ts';

/** Rows of one statement: SQLite takes 32,766 values in all. */
const ROWS_A_STATEMENT = 1_000;
/** Where what is posted stands in line; edits of a card have a lane of their own. */
const POSTS = 'posts';

/**
 * Queues deliveries, and returns the keys of those that were not queued before. One already queued under the same key
 * stays as it is, so a tick that died half-way can run again.
 */
export async function enqueue(
  db: Db,
  deliveries: readonly Delivery[],
  now: Date,
): Promise<readonly string[]> {
  const queued: string[] = [];
  for (let start = 0; start < deliveries.length; start += ROWS_A_STATEMENT) {
    const rows = deliveries.slice(start, start + ROWS_A_STATEMENT);
    const inserted = await db
      .insertInto('outbox')
      .values(rows.map((delivery) => toRow(delivery, now.getTime())))
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('key')
      .execute();
    queued.push(...inserted.map(({ key }) => key));
  }
  await addTally(db, 'deliveries', dayOf(now), queued.length);
  return queued;
}

/** Returns the ids of deliveries by their keys. */
export async function findDeliveryIds(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  for (let start = 0; start < keys.length; start += ROWS_A_STATEMENT) {
    const some = keys.slice(start, start + ROWS_A_STATEMENT);
    const rows = await db.selectFrom('outbox').select(['id', 'key']).where('key', 'in', some).execute();
    for (const { id, key } of rows) ids.set(key, id);
  }
  return ids;
}

/**
 * Claims the next delivery of every lane of a destination that has one due: the oldest that is owed, so that each lane
 * keeps its order, and never two at a time. What is posted goes before what is edited. A claim holds for
 * {@link SEND_LEASE_MS}; the attempt is on record before anything is sent.
 * @param there the time by the clock of the platform that is sent to, where it has one of its own
 */
export async function claimDeliveries(
  db: Db,
  now: Date,
  limit: number,
  there = now,
): Promise<OwedDelivery[]> {
  const at = now.getTime();
  return db.transaction().execute(async (transaction) => {
    const posts = await findDue(transaction, { at, limit, isPost: true });
    const room = limit - posts.length;
    const edits = room > 0 ? await findDue(transaction, { at, limit: room, isPost: false }) : [];
    const due = [...posts, ...edits];
    if (due.length === 0) return [];
    const repeated = new Set(due.filter(({ since }) => since !== null).map(({ id }) => id));
    const rows = await transaction
      .updateTable('outbox')
      .set({
        state: 'sending',
        attempts: sql`attempts + 1`,
        uncertain_since: sql`coalesce(uncertain_since, ${there.getTime()})`,
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
    return rows.map((row) => fromRow(row, repeated.has(row.id))).toSorted((one, other) => one.id - other.id);
  });
}

/** What is owed, in the very words of the indexes that hold nothing else. */
const OWED = sql<boolean>`outbox.state in ('pending', 'sending', 'failed')`;
const OWED_EARLIER = sql<boolean>`earlier.state in ('pending', 'sending', 'failed')`;

/** Finds the first deliveries that are due and have none before them in their lane. */
async function findDue(
  db: Db,
  { at, limit, isPost }: { readonly at: number; readonly limit: number; readonly isPost: boolean },
): Promise<readonly { readonly id: number; readonly since: number | null }[]> {
  return await db
    .selectFrom('outbox')
    .innerJoin('destinations', 'destinations.id', 'outbox.destination_id')
    .select(['outbox.id', 'outbox.uncertain_since as since'])
    .where(OWED)
    .where('outbox.lane', isPost ? '=' : '!=', POSTS)
    .where('outbox.due_at', '<=', at)
    .where((query) =>
      query.or([query('outbox.lease_until', 'is', null), query('outbox.lease_until', '<=', at)]),
    )
    .where('destinations.active', '=', 1)
    .where('destinations.paused_reason', 'is', null)
    .where((query) =>
      query.not(
        query.exists(
          query
            .selectFrom('outbox as earlier')
            .select('earlier.id')
            .where(OWED_EARLIER)
            .whereRef('earlier.destination_id', '=', 'outbox.destination_id')
            .whereRef('earlier.lane', '=', 'outbox.lane')
            .whereRef('earlier.id', '<', 'outbox.id'),
        ),
      ),
    )
    .orderBy('outbox.id')
    .limit(limit)
    .$if(isPostgres(db), (query) => query.forUpdate('outbox').skipLocked())
    .execute();
}

/**
 * Records what came of an attempt. A paused destination's delivery waits, first in its line. An attempt that was given
 * up for lost and begun again elsewhere has nothing to say any more: false is returned, and nothing is recorded.
 */
export async function settleDelivery(
  db: Db,
  { id, attempts }: Pick<OwedDelivery, 'id' | 'attempts'>,
  settlement: Settlement,
  now: Date,
): Promise<boolean> {
  const at = now.getTime();
  const reason = settlement.kind === 'sent' ? null : settlement.reason;
  const dueAt = settlement.kind === 'again' ? { due_at: settlement.dueAt.getTime() } : {};
  const isCertain = 'isCertain' in settlement && settlement.isCertain;
  const certainty = isCertain ? { uncertain_since: null } : {};
  const messageId = settlement.kind === 'sent' ? { message_id: settlement.messageId } : {};
  const { numUpdatedRows } = await db
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
    .where('attempts', '=', attempts)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Lets the next process take over at once what this one had claimed, as after an orderly stop. */
export async function releaseClaims(db: Db): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ lease_until: null })
    .where(OWED)
    .where('state', '=', 'sending')
    .execute();
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

/** Counts the deliveries that are due and not made, or were tried and wait to be tried again. */
export async function countWaiting(db: Db, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where(OWED)
    .where((query) => query.or([query('due_at', '<=', now.getTime()), query('attempts', '>', 0)]))
    .executeTakeFirstOrThrow();
  return count;
}

/** Counts the deliveries in each state: those that are owed, and others that were queued since a time. */
export async function countDeliveries(
  db: Db,
  since = new Date(0),
): Promise<Readonly<Partial<Record<string, number>>>> {
  const count = db
    .selectFrom('outbox')
    .select(['state', (query) => query.fn.countAll<number>().as('count')])
    .groupBy('state');
  // Asked one after the other, each has an index; in one question they would have none.
  const owed = await count.where(OWED).execute();
  const others = await count
    .where('created_at', '>=', since.getTime())
    .where('state', 'not in', owed.length === 0 ? [''] : owed.map(({ state }) => state))
    .execute();
  return Object.fromEntries([...owed, ...others].map((row) => [row.state, row.count]));
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

function toRow(delivery: Delivery, at: number) {
  const { key, destinationId, storyId, cardId, message, lane, dueAt, ping } = delivery;
  return {
    key,
    destination_id: destinationId,
    kind: message.kind,
    lane: lane ?? POSTS,
    card_id: cardId ?? null,
    ping: ping ?? null,
    story_id: storyId === undefined ? null : Number(storyId),
    body: toJson(message),
    state: 'pending',
    attempts: 0,
    due_at: dueAt?.getTime() ?? at,
    created_at: at,
    updated_at: at,
  };
}

function fromRow(row: Selectable<OutboxRow>, isRepetition: boolean): OwedDelivery {
  return {
    id: row.id,
    key: row.key,
    destinationId: row.destination_id,
    ...(row.story_id === null ? {} : { storyId: String(row.story_id) }),
    ...(row.card_id === null ? {} : { cardId: row.card_id }),
    message: fromJson<Message>(row.body),
    lane: row.lane,
    attempts: row.attempts,
    isRepetition,
    createdAt: new Date(row.created_at),
    uncertainSince: new Date(row.uncertain_since ?? row.updated_at),
  };
}
