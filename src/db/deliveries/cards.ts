import type { Selectable } from 'kysely';
import type { Card } from '../../core/cards/card.ts';
import type { Posted } from '../../core/delivery.ts';
import {
  DELIVERY_STATES,
  type DeliveryState,
  type Ping,
  type StoryView,
} from '../../core/messages/message.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { CardRow } from '../engine/tables.ts';

/** A card as it is kept. */
export interface KeptCard extends Card {
  readonly id: number;
  readonly storyId: number;
  readonly destinationId: string;
  /** The alert that posts it, and where that stands; undefined for one that is kept no more. */
  readonly deliveryId: number;
  readonly alertState: DeliveryState | undefined;
  /** The ping that stands in its text. */
  readonly ping?: Ping;
  /** The headline that was taken back. */
  readonly corrected?: string;
  readonly updatedAt?: Date;
  readonly posted?: Posted;
  readonly threadId?: string;
}

/** A card whose alert has been queued. */
export interface NewCard {
  readonly storyId: number;
  readonly destinationId: string;
  readonly deliveryId: number;
  readonly story: StoryView;
  readonly ping?: Ping;
  readonly isMajor: boolean;
}

/** What a change of its story makes of a card. */
export interface CardUpdate {
  readonly story: StoryView;
  readonly ping?: Ping;
  readonly isMajor: boolean;
  readonly updateTimes: readonly Date[];
  readonly corrected?: string;
  readonly updatedAt?: Date;
}

const ROWS_A_STATEMENT = 1_000;

/** Begins cards; nothing is shown of them before their alerts are sent. */
export async function insertCards(db: Db, cards: readonly NewCard[], now: Date): Promise<void> {
  for (let start = 0; start < cards.length; start += ROWS_A_STATEMENT) {
    const rows = cards.slice(start, start + ROWS_A_STATEMENT).map((card) => ({
      story_id: card.storyId,
      destination_id: card.destinationId,
      delivery_id: card.deliveryId,
      shown: toShown(card),
      major: card.isMajor ? 1 : 0,
      changed_at: now.getTime(),
    }));
    await db.insertInto('cards').values(rows).execute();
  }
}

/** Lists a story's cards, with the edit that waits for each, in the order of their destinations. */
export async function listCards(db: Db, storyId: number): Promise<KeptCard[]> {
  const rows = await selectCards(db).where('cards.story_id', '=', storyId).execute();
  const waiting = await db
    .selectFrom('outbox')
    .innerJoin('cards', 'cards.id', 'outbox.card_id')
    .select(['cards.id as id', 'outbox.created_at as since'])
    .where('cards.story_id', '=', storyId)
    .where('outbox.kind', '=', 'edit')
    .where('outbox.state', 'in', ['pending', 'failed'])
    .execute();
  const since = new Map(waiting.map((edit) => [edit.id, edit.since]));
  return rows.map((row) => {
    const wanted = since.get(row.id);
    return { ...fromRow(row), ...(wanted === undefined ? {} : { editWantedAt: new Date(wanted) }) };
  });
}

/** Lists posted cards of stories that have not been reported since a time and that are not closed, oldest first. */
export async function listQuietCards(db: Db, quietSince: Date, limit: number): Promise<KeptCard[]> {
  const rows = await selectCards(db)
    .where('cards.closed_at', 'is', null)
    .where('cards.posted_at', 'is not', null)
    .where('cards.changed_at', '<=', quietSince.getTime())
    .orderBy('cards.changed_at')
    .limit(limit)
    .execute();
  return rows
    .map(fromRow)
    .flatMap(({ posted, ...card }) => (posted === undefined ? [] : [{ ...card, posted }]));
}

const selectCards = (db: Db) =>
  db
    .selectFrom('cards')
    .leftJoin('outbox', 'outbox.id', 'cards.delivery_id')
    .selectAll('cards')
    .select('outbox.state as alertState')
    .orderBy('cards.destination_id');

/** Brings a card up to what it will show. */
export async function updateCard(db: Db, id: number, update: CardUpdate): Promise<void> {
  await db
    .updateTable('cards')
    .set({
      shown: toShown(update),
      major: update.isMajor ? 1 : 0,
      update_times: toJson(update.updateTimes.map((time) => time.getTime())),
      corrected: update.corrected ?? null,
      updated_at: update.updatedAt?.getTime() ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** Records that a story was reported: its cards stay open. */
export async function touchCards(db: Db, storyId: number, now: Date): Promise<void> {
  await db.updateTable('cards').set({ changed_at: now.getTime() }).where('story_id', '=', storyId).execute();
}

/** Records where a card stands. */
export async function recordPosted(
  db: Db,
  deliveryId: number,
  { channelId, messageId, threadId }: Posted & { readonly threadId?: string },
  now: Date,
): Promise<void> {
  await db
    .updateTable('cards')
    .set({
      channel_id: channelId,
      message_id: messageId,
      thread_id: threadId ?? null,
      posted_at: now.getTime(),
    })
    .where('delivery_id', '=', deliveryId)
    .execute();
}

/** Records that a card was edited. */
export async function recordEdit(db: Db, id: number, now: Date): Promise<void> {
  await db
    .updateTable('cards')
    .set((query) => ({ edits: query('edits', '+', 1), last_edit_at: now.getTime() }))
    .where('id', '=', id)
    .execute();
}

/** Records that a card has a thread. One begun at a message has the message's id. */
export async function recordThread(db: Db, id: number): Promise<void> {
  await db
    .updateTable('cards')
    .set((query) => ({ thread_id: query.ref('message_id') }))
    .where('id', '=', id)
    .where('thread_id', 'is', null)
    .execute();
}

/** Ends a card: no edit follows the one that is queued with this. */
export async function closeCard(db: Db, id: number, now: Date): Promise<void> {
  await db.updateTable('cards').set({ closed_at: now.getTime() }).where('id', '=', id).execute();
}

/** Hands a card to another story; its alert stays the one that posted it. */
export async function moveCard(db: Db, id: number, storyId: number): Promise<void> {
  await db.updateTable('cards').set({ story_id: storyId }).where('id', '=', id).execute();
}

/** Returns a card, or undefined when it is kept no more. */
export async function findCard(db: Db, id: number): Promise<KeptCard | undefined> {
  const row = await selectCards(db).where('cards.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Returns the card that an alert posts, or undefined when it posts none. */
export async function findCardOf(db: Db, deliveryId: number): Promise<KeptCard | undefined> {
  const row = await selectCards(db).where('cards.delivery_id', '=', deliveryId).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Takes a card away whose alert tells nobody anything: another delivery does. */
export async function deleteCard(db: Db, id: number): Promise<void> {
  await db.deleteFrom('cards').where('id', '=', id).execute();
}

/** Returns where a destination has a story's card, or undefined when it stands nowhere. */
export async function findPosted(
  db: Db,
  storyId: number,
  destinationId: string,
): Promise<Posted | undefined> {
  const row = await db
    .selectFrom('cards')
    .select(['channel_id', 'message_id'])
    .where('story_id', '=', storyId)
    .where('destination_id', '=', destinationId)
    .executeTakeFirst();
  return toPosted(row);
}

/** What a card shows, as it is kept. */
interface Shown {
  readonly story: StoryView;
  readonly ping?: Ping;
}

const toShown = ({ story, ping }: Shown): string =>
  toJson({ story, ...(ping === undefined ? {} : { ping }) });

type SelectedCard = Selectable<CardRow> & { readonly alertState: string | null };

function fromRow(row: SelectedCard): KeptCard {
  const { story, ping } = fromJson<Shown>(row.shown);
  const posted = toPosted(row);
  return {
    id: row.id,
    storyId: row.story_id,
    destinationId: row.destination_id,
    deliveryId: row.delivery_id,
    alertState: DELIVERY_STATES.find((state) => state === row.alertState),
    story,
    isMajor: row.major === 1,
    edits: row.edits,
    updateTimes: fromJson<number[]>(row.update_times).map((time) => new Date(time)),
    hasThread: row.thread_id !== null,
    isClosed: row.closed_at !== null,
    ...(ping === undefined ? {} : { ping }),
    ...toTimes(row),
    ...(row.corrected === null ? {} : { corrected: row.corrected }),
    ...(row.thread_id === null ? {} : { threadId: row.thread_id }),
    ...(posted === undefined ? {} : { posted }),
  };
}

function toPosted(
  row: Pick<Selectable<CardRow>, 'channel_id' | 'message_id'> | undefined,
): Posted | undefined {
  if (row === undefined || row.channel_id === null || row.message_id === null) return undefined;
  return { channelId: row.channel_id, messageId: row.message_id };
}

const toTimes = ({ posted_at: postedAt, last_edit_at: editedAt, updated_at: updatedAt }: SelectedCard) => ({
  ...(postedAt === null ? {} : { postedAt: new Date(postedAt) }),
  ...(editedAt === null ? {} : { lastEditAt: new Date(editedAt) }),
  ...(updatedAt === null ? {} : { updatedAt: new Date(updatedAt) }),
});
