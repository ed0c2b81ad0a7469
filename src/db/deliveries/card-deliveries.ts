import type { PingHistory } from '../../core/cards/pings.ts';
import type { Delivery, Message } from '../../core/messages/message.ts';
import { enqueue } from './outbox.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';

/*
 * What is owed to cards, and what is held back for them in the outbox.
 */

/** A card as its deliveries name it. */
export interface CardOf {
  readonly id: number;
  readonly storyId: number;
  readonly destinationId: string;
}

/**
 * Queues a change to a card itself: an edit, its thread, its publication. Each key once. The changes of one card keep
 * their order among themselves, and hold up nothing else.
 */
export async function enqueueForCard(
  db: Db,
  card: CardOf,
  change: { readonly key: string; readonly message: Message; readonly dueAt?: Date },
  now: Date,
): Promise<void> {
  await enqueue(db, [{ ...change, ...keysOf(card), lane: `card:${String(card.id)}` }], now);
}

/** Queues an answer to a card, in line with everything else that is posted there. */
export async function enqueueUpdate(
  db: Db,
  card: CardOf,
  update: Pick<Delivery, 'message' | 'dueAt' | 'ping'> & { readonly number: number },
  now: Date,
): Promise<void> {
  const { number, ...delivery } = update;
  const key = `update:${String(card.id)}:${String(number)}`;
  await enqueue(db, [{ ...delivery, ...keysOf(card), key }], now);
}

const keysOf = ({ id, storyId, destinationId }: CardOf) => ({
  cardId: id,
  storyId: String(storyId),
  destinationId,
});

/** Queues an edit, or replaces the one that waits: a card is always shown as it is latest. */
export async function enqueueEdit(
  db: Db,
  card: CardOf,
  edit: { readonly message: Message; readonly dueAt: Date },
  now: Date,
): Promise<void> {
  const replaced = await db
    .updateTable('outbox')
    .set({ body: toJson(edit.message), due_at: edit.dueAt.getTime(), updated_at: now.getTime() })
    .where('card_id', '=', card.id)
    .where('kind', '=', 'edit')
    .where('state', 'in', ['pending', 'failed'])
    .returning('id')
    .execute();
  if (replaced.length > 0) return;
  const { count } = await db
    .selectFrom('outbox')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('card_id', '=', card.id)
    .where('kind', '=', 'edit')
    .executeTakeFirstOrThrow();
  await enqueueForCard(db, card, { key: `edit:${String(card.id)}:${String(count)}`, ...edit }, now);
}

/**
 * Queues the naming of a card's thread after its headline, or replaces the one that waits. It has a lane of its own:
 * names may change rarely, and edits of the card do not wait for them.
 */
export async function enqueueName(
  db: Db,
  card: CardOf,
  naming: { readonly message: Message; readonly toDueAt: (lastNamedAt: Date | undefined) => Date },
  now: Date,
): Promise<void> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'state', 'updated_at as at'])
    .where('card_id', '=', card.id)
    .where('kind', '=', 'thread')
    .orderBy('id')
    .execute();
  const last = rows.at(-1);
  if (last?.state === 'pending' && (await replacePending(db, last.id, naming.message, now))) return;
  const lane = `name:${String(card.id)}`;
  const dueAt = naming.toDueAt(last === undefined ? undefined : new Date(last.at));
  const key = `${lane}:${String(rows.length)}`;
  await enqueue(db, [{ key, message: naming.message, dueAt, ...keysOf(card), lane }], now);
}

/** Takes back the edit that waits, because the card's last one tells it, too. */
export async function foldWaitingEdits(db: Db, cardId: number, now: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ state: 'folded', reason: "told in the card's last edit", updated_at: now.getTime() })
    .where('card_id', '=', cardId)
    .where('kind', '=', 'edit')
    .where('state', 'in', ['pending', 'failed'])
    .execute();
}

/** Puts off the edits that wait for a card, so that they keep their distance from the one just made. */
export async function putOffEdits(db: Db, cardId: number, until: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ due_at: until.getTime() })
    .where('card_id', '=', cardId)
    .where('kind', '=', 'edit')
    .where('state', 'in', ['pending', 'failed'])
    .where('due_at', '<', until.getTime())
    .execute();
}

/** A message that nobody has begun to send. */
export interface PendingMessage<Kind extends Message['kind']> {
  readonly id: number;
  readonly message: Extract<Message, { kind: Kind }>;
}

/** Finds the update of a card that nobody has begun to send. */
export async function findPendingUpdate(
  db: Db,
  cardId: number,
): Promise<PendingMessage<'update'> | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select(['id', 'body'])
    .where('card_id', '=', cardId)
    .where('kind', '=', 'update')
    .where('state', '=', 'pending')
    .orderBy('id')
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, message: fromJson(row.body) };
}

/** Replaces what a delivery says that nobody has begun to send; false when somebody has. */
export async function replacePending(db: Db, id: number, message: Message, now: Date): Promise<boolean> {
  const rows = await db
    .updateTable('outbox')
    .set({ body: toJson(message), updated_at: now.getTime() })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** Lists the silent alerts that wait for a destination until a time, in the order in which they were queued. */
export async function listHeldAlerts(
  db: Db,
  destinationId: string,
  until: Date,
): Promise<PendingMessage<'alert'>[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'body'])
    .where('destination_id', '=', destinationId)
    .where('kind', '=', 'alert')
    .where('state', '=', 'pending')
    .where('due_at', '=', until.getTime())
    .orderBy('id')
    .execute();
  return rows
    .map(({ id, body }) => ({ id, message: fromJson<PendingMessage<'alert'>['message']>(body) }))
    .filter(({ message }) => message.silent);
}

/** Records that another delivery tells what these would have told. */
export async function foldDeliveries(db: Db, ids: readonly number[], into: string, now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('outbox')
    .set({ state: 'folded', reason: `told in ${into}`, updated_at: now.getTime() })
    .where('id', 'in', ids)
    .where('state', '=', 'pending')
    .execute();
}

/** Finds a summary that waits for the end of a destination's quiet hours. */
export async function findHeldSummary(db: Db, key: string): Promise<PendingMessage<'catch-up'> | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select(['id', 'body'])
    .where('key', '=', key)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, message: fromJson(row.body) };
}

/** Returns the key of the summary that tells what a delivery would have told; undefined where none does. */
export async function findFold(db: Db, id: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('reason')
    .where('id', '=', id)
    .where('state', '=', 'folded')
    .executeTakeFirst();
  return /^told in (?<key>.+)$/.exec(row?.reason ?? '')?.groups?.['key'];
}

/** Returns what a destination's role has been sent since a time, and how many pings were left out since the last. */
export async function findPings(db: Db, destinationId: string, since: Date): Promise<PingHistory> {
  const rows = await db
    .selectFrom('outbox')
    .select(['ping', 'due_at'])
    .where('destination_id', '=', destinationId)
    .where('ping', 'is not', null)
    .where('due_at', '>=', since.getTime())
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  return {
    times: rows.filter(({ ping }) => ping === 'made').map((row) => new Date(row.due_at)),
    muted: rows.length - 1 - rows.findLastIndex(({ ping }) => ping === 'made'),
  };
}

/** Lists when a destination's cards were or will be published, from a time on. */
export async function listPublications(db: Db, destinationId: string, since: Date): Promise<Date[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('due_at')
    .where('destination_id', '=', destinationId)
    .where('kind', '=', 'publish')
    .where('due_at', '>=', since.getTime())
    .execute();
  return rows.map((row) => new Date(row.due_at));
}
