import { setImmediate as nextTurn } from 'node:timers/promises';
import { cardChange, type CardChange } from '../../core/cards/card-change.ts';
import { nextNameAt } from '../../core/cards/edit-budget.ts';
import { factsOfChange, type CardFacts } from '../../core/cards/fact.ts';
import { postAt, publishAt } from '../../core/cards/release.ts';
import type { Destination } from '../../core/destination.ts';
import type { Message, Ping } from '../../core/messages/message.ts';
import { storyViews } from '../../core/messages/story-view.ts';
import { routeStory, type Route, type RoutedStory } from '../../core/route.ts';
import type { StoryChange } from '../../core/stories/change.ts';
import type { Topic } from '../../core/subject.ts';
import {
  enqueueEdit,
  enqueueForCard,
  enqueueName,
  enqueueUpdate,
  findPendingUpdate,
  listPublications,
  replacePending,
} from '../../db/deliveries/card-deliveries.ts';
import { listCards, touchCards, updateCard, type KeptCard } from '../../db/deliveries/cards.ts';
import { findStoryMutes } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { announce, decidePingAt, type ToldStory } from '../stories/announce.ts';
import { refreshFolded } from './folded-cards.ts';
import type { Renewal } from './renewal.ts';

const HOUR_MS = 3_600_000;

/** Whom a story is told to, and what may be said of it. */
export interface Telling {
  readonly destinations: readonly Destination[];
  readonly topics: readonly Topic[];
  /** The destinations that need no alert, since they were told by that of another story. */
  readonly told: ReadonlySet<string>;
  /** Whoever has not been told may be: the story is news, and not an old one that has only just been found. */
  readonly mayAnnounce: boolean;
  /** What is different about it. */
  readonly change: StoryChange;
  readonly now: Date;
}

/**
 * Tells a story wherever it is owed: an alert to those who have not been told, and the cards of the others brought up
 * to date. Tells whether anybody is newly owed an alert.
 */
export async function tellStory(
  db: Db,
  story: ToldStory & RoutedParts,
  { destinations, topics, told, mayAnnounce, change, now }: Telling,
): Promise<boolean> {
  const routed: RoutedStory = { topics: story.tagged, importance: story.importance.score };
  const cards = new Map((await listCards(db, story.storyId)).map((card) => [card.destinationId, card]));
  await touchCards(db, story.storyId, now);
  const mutes = await findStoryMutes(db, story.storyId, now);
  const route = (to: readonly Destination[]): Route[] => routeStory(routed, to, topics, mutes);
  // Whoever has a card is told more of it, even should the story no longer reach the level that is asked for.
  const holders = new Map(
    destinations.filter(({ id }) => cards.has(id)).map((holder) => [holder.id, holder]),
  );
  const viewOf = storyViews({ ...story, id: String(story.storyId) });
  for (const { destination: to, topics: shown, major } of route([...holders.values()].map(atAnyLevel))) {
    const card = cards.get(to.id);
    const destination = holders.get(to.id) ?? to;
    const view = viewOf(shown, destination.language);
    if (card !== undefined)
      await refreshCard(db, card, { destination, view, topics: shown, major, story, change, now });
    // Where thousands have a card, those who ask something meanwhile are answered between two of them.
    await nextTurn();
  }
  if (!mayAnnounce) return false;
  const others = destinations.filter(({ id }) => !cards.has(id) && !told.has(id));
  return await announce(db, story, route(others), { now });
}

interface RoutedParts {
  readonly tagged: RoutedStory['topics'];
}

const atAnyLevel = (destination: Destination): Destination => ({ ...destination, level: 'all' });

async function refreshCard(db: Db, card: KeptCard, renewal: Renewal): Promise<void> {
  switch (card.alertState) {
    case 'pending':
      await refreshAlert(db, card, renewal);
      return;
    case 'folded':
      await refreshFolded(db, card, renewal);
      return;
    case 'dead':
    case 'unknown':
    case undefined:
      return;
    case 'sending':
    case 'failed':
    case 'sent':
      await changeCard(db, card, renewal);
  }
}

/** An alert that nobody has begun to send is sent as the story now is. */
async function refreshAlert(db: Db, card: KeptCard, renewal: Renewal): Promise<void> {
  const { destination, view, major, story, now } = renewal;
  const { followsId } = story;
  const ping = card.ping === undefined ? {} : { ping: card.ping };
  const message: Message = {
    kind: 'alert',
    language: destination.language,
    story: view,
    silent: !major,
    ...ping,
    ...(followsId === undefined ? {} : { follows: String(followsId) }),
  };
  // On PostgreSQL a claim may have come between the look and this: then it goes out as it was, and is edited.
  if (!(await replacePending(db, card.deliveryId, message, now))) return changeCard(db, card, renewal);
  await updateCard(db, card.id, { ...card, story: view, isMajor: card.isMajor || major });
}

/** Changes a card that readers have, or are being sent. */
async function changeCard(db: Db, card: KeptCard, renewal: Renewal): Promise<void> {
  const { destination, view, major, story, now } = renewal;
  const facts = factsOfChange(renewal.change, story.articles, { before: card.story, now: view });
  const isCorrected = facts.corrected !== undefined;
  const news = { story: view, isMajor: major, hasNewFact: facts.fact !== undefined, isCorrected };
  const change = cardChange(card, news, now, destination);
  const corrected = facts.corrected ?? card.corrected;
  const updatedAt = change.update === undefined ? card.updatedAt : now;
  const changed: KeptCard = {
    ...card,
    story: view,
    isMajor: card.isMajor || major,
    ...(corrected === undefined ? {} : { corrected }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  };
  const isNewUpdate =
    change.update !== undefined && (await postUpdate(db, changed, change.update, { ...renewal, facts }));
  await updateCard(db, card.id, {
    ...changed,
    updateTimes: isNewUpdate ? [...card.updateTimes, now] : card.updateTimes,
  });
  if (change.edit !== undefined) await queueEdit(db, card, { changed, destination, ...change.edit }, now);
  if (change.publish === true) await publish(db, card, destination, now);
}

interface QueuedEdit {
  readonly changed: KeptCard;
  readonly destination: Destination;
  readonly dueAt: Date;
}

/** Queues the edit of a card, and the naming of its thread, where it has one, after a new headline. */
async function queueEdit(
  db: Db,
  card: KeptCard,
  { changed, destination, dueAt }: QueuedEdit,
  now: Date,
): Promise<void> {
  const { layout, isPrivate, language } = destination;
  await enqueueEdit(db, card, { message: toEdit(changed, destination), dueAt }, now);
  const mayHaveThread = card.hasThread || (layout !== undefined && isPrivate === undefined);
  if (!mayHaveThread || card.story.headline === changed.story.headline) return;
  const message: Message = { kind: 'thread', language, story: changed.story };
  await enqueueName(db, card, { message, toDueAt: (last) => nextNameAt(dueAt, last) }, now);
}

/** What a card looks like from now on. */
export function toEdit(
  { story, ping, corrected, updatedAt }: KeptCard,
  { language }: Pick<Destination, 'language'>,
): Extract<Message, { kind: 'edit' | 'close' }> {
  return {
    kind: 'edit',
    language,
    story,
    note: {
      ...(corrected === undefined ? {} : { corrected }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
    },
    ...(ping === undefined ? {} : { ping }),
  };
}

type Update = Extract<Message, { kind: 'update' }>;
/** More than this in one message is no longer read. */
const MOST_FACTS = 4;

/** Queues an answer to a card, or adds to the one that waits; tells whether it is a new one. */
async function postUpdate(
  db: Db,
  card: KeptCard,
  update: NonNullable<CardChange['update']>,
  { destination, now, facts: { fact, corrected } }: Renewal & { readonly facts: CardFacts },
): Promise<boolean> {
  const added = fact === undefined ? [] : [fact];
  const waiting = await findPendingUpdate(db, card.id);
  if (waiting !== undefined) {
    const { message } = waiting;
    const isLouder = message.silent && !update.silent;
    await replacePending(
      db,
      waiting.id,
      {
        ...message,
        story: card.story,
        facts: [...message.facts, ...added].slice(-MOST_FACTS),
        ...(isLouder ? { cause: update.cause, silent: false, inThread: update.inThread } : {}),
        ...(corrected === undefined ? {} : { corrected }),
      },
      now,
    );
    return false;
  }
  const { at } = postAt(destination, now);
  const decision =
    update.cause === 'major' ? await decidePingAt(db, destination, at) : ({ kind: 'none' } as const);
  const ping: { readonly ping?: Ping } = decision.kind === 'made' ? { ping: decision.ping } : {};
  const message: Update = {
    kind: 'update',
    language: destination.language,
    story: card.story,
    facts: added,
    ...update,
    ...(corrected === undefined ? {} : { corrected }),
    ...ping,
  };
  const delivery = { message, dueAt: at, number: update.number };
  const mark = decision.kind === 'none' ? {} : { ping: decision.kind };
  await enqueueUpdate(db, card, { ...delivery, ...mark }, now);
  return true;
}

/** Queues the publication of a card; ten an hour are taken in a channel. */
export async function publish(
  db: Db,
  card: Pick<KeptCard, 'id' | 'storyId' | 'destinationId'>,
  { language }: Pick<Destination, 'language'>,
  now: Date,
): Promise<void> {
  const others = await listPublications(db, card.destinationId, new Date(now.getTime() - HOUR_MS));
  const message: Message = { kind: 'publish', language };
  await enqueueForCard(
    db,
    card,
    { key: `publish:${String(card.id)}`, message, dueAt: publishAt(others, now) },
    now,
  );
}
