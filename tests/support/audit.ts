import type { StoryView } from '../../src/core/messages/message.ts';
import { fromJson } from '../../src/db/json.ts';
import type { Db } from '../../src/db/open.ts';
import { CHANNELS, type World } from './world.ts';

/** What the readers of all channels got, held against what was owed to them. */
export interface Audit {
  /** Messages owed: alerts and welcomes, one for each channel that follows their topic. */
  readonly owed: number;
  readonly posted: number;
  /** What is owed and stands in no channel, by its key. */
  readonly lost: readonly string[];
  /** What stands in a channel more than once, and what nobody was owed. */
  readonly repeated: readonly string[];
  /** Channels whose messages do not stand in the order in which they were owed. */
  readonly disordered: readonly string[];
  /** Cards that do not show how many outlets tell their story. */
  readonly stale: readonly string[];
  /** Entries that appeared at a feed and are not exactly once in the ledger. */
  readonly miscounted: readonly string[];
  /** How many deliveries are in each state. */
  readonly states: Readonly<Record<string, number>>;
}

/** Looks at every channel, at the feeds as they were printed, and at the program's database. */
export async function audit(world: World): Promise<Audit> {
  return await world.read(async (db) => {
    const outbox = await db
      .selectFrom('outbox')
      .select(['id', 'key', 'destination_id as destination', 'state'])
      .orderBy('id')
      .execute();
    const owed = [...(await listOwedAlerts(db)), ...CHANNELS.map(({ id }) => `welcome:${id}`)];
    const shown = CHANNELS.flatMap(({ id }) => listShown(world, id));
    const keyOf = new Map(outbox.map(({ id, key }) => [id, key]));
    const keys = shown.map((id) => keyOf.get(id) ?? `no delivery ${String(id)}`);
    return {
      owed: owed.length,
      posted: shown.length,
      lost: owed.filter((key) => !keys.includes(key)),
      repeated: [
        ...keys.filter((key, index) => keys.indexOf(key) < index),
        ...keys.filter((key) => !owed.includes(key)),
      ],
      disordered: CHANNELS.map(({ id }) => id).filter((id) => !isAscending(listShown(world, id))),
      stale: await listStale(world, db),
      miscounted: miscount(world.listPublished(), await listLedger(db)),
      states: Object.fromEntries(
        Map.groupBy(outbox, ({ state }) => state)
          .entries()
          .map(([state, rows]) => [state, rows.length]),
      ),
    };
  });
}

/** The keys of the alerts that the stories' own tags make owed, whatever the outbox says. */
async function listOwedAlerts(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('stories')
    .innerJoin('story_topics', 'story_topics.story_id', 'stories.id')
    .innerJoin('articles', 'articles.story_id', 'stories.id')
    .innerJoin('entries', 'entries.article_id', 'articles.id')
    .select(['stories.id as story', 'story_topics.topic_id as topic'])
    .where('stories.seeded', '=', 0)
    .where('entries.state', 'in', ['posted', 'updated', 'kept'])
    .distinct()
    .execute();
  const keys = rows.flatMap(({ story, topic }) =>
    CHANNELS.filter(({ topics }) => isFollowed(topic, topics)).map(
      ({ id }) => `alert:${String(story)}:${id}`,
    ),
  );
  return [...new Set(keys)];
}

/** `narcotics` is a quiet topic: it leads no alert of its own. */
const isFollowed = (topic: string, topics: 'all' | readonly string[]): boolean =>
  topic !== 'narcotics' && (topics === 'all' || topics.includes(topic));

const MARKER = /"custom_id":"(?:why|latest):1:\d*:\w+-([0-9a-z]+)"/;

/** The numbers of the deliveries whose messages stand in a channel, oldest first. */
function listShown({ discord, channelIds }: World, destination: string): number[] {
  const messages = discord.messages({ channelId: channelIds.get(destination) ?? '', all: true });
  return messages.map(({ components }) => {
    const [, number = ''] = MARKER.exec(JSON.stringify(components)) ?? [];
    return Number.parseInt(number, 36);
  });
}

/** Compares what the cards are to show with what stands in the channels. */
async function listStale({ discord, channelIds }: World, db: Db): Promise<string[]> {
  const cards = await db
    .selectFrom('cards')
    .select(['destination_id as destination', 'message_id as message', 'shown'])
    .where('message_id', 'is not', null)
    .execute();
  return cards.flatMap(({ destination, message, shown }) => {
    const { outletCount } = fromJson<{ readonly story: StoryView }>(shown).story;
    const posted = discord
      .messages({ channelId: channelIds.get(destination) ?? '', all: true })
      .find(({ id }) => id === message);
    const buttons = JSON.stringify(posted?.components ?? []);
    const isShown =
      outletCount === 1 || new RegExp(`"label":"[^"]*\\b${String(outletCount)}\\b`).test(buttons);
    return isShown ? [] : [`${destination} ${String(message)}`];
  });
}

const isAscending = (figures: readonly number[]): boolean =>
  figures.every((figure, index) => index === 0 || figure >= (figures[index - 1] ?? 0));

async function listLedger(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('entries').select(['feed_id as feed', 'link_key as link']).execute();
  return rows.map(({ feed, link }) => `${feed} ${link ?? ''}`);
}

function miscount(published: readonly string[], ledger: readonly string[]): string[] {
  const counts = Map.groupBy(ledger, (line) => line);
  return [
    ...published.filter((line) => counts.get(line)?.length !== 1),
    ...ledger.filter((line) => !published.includes(line)),
  ];
}
