import { auditBooks } from '../../src/app/tools/audit.ts';
import { fromJson } from '../../src/db/engine/json.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { listStale } from './stale-cards.ts';
import { CHANNELS, type World } from './world.ts';

/** What the readers of all channels got, held against what was owed to them. */
export interface Audit {
  /** Messages owed: alerts and welcomes, one for each channel that follows their topic, answers, digests. */
  readonly owed: number;
  readonly posted: number;
  /** What is owed and stands in no channel, by its key. */
  readonly lost: readonly string[];
  /** What stands in a channel more than once, and what nobody was owed. */
  readonly repeated: readonly string[];
  /** Channels whose messages do not stand in the order in which they were owed. */
  readonly disordered: readonly string[];
  /** What is not known to stand anywhere, or known to stand nowhere, with the reason on record for it. */
  readonly given: readonly string[];
  /** Cards that do not show what is latest of their story. */
  readonly stale: readonly string[];
  /** Entries that appeared at a feed and are not exactly once in the ledger. */
  readonly miscounted: readonly string[];
  /** How many deliveries are in each state. */
  readonly states: Readonly<Record<string, number>>;
  /** How many deliveries of each kind were made. */
  readonly made: Readonly<Record<string, number>>;
  /** How many were told in another message instead, by the reason on record for it. */
  readonly folded: Readonly<Record<string, number>>;
  /** Channels that take nothing until a person does something about it, by their reason. */
  readonly paused: readonly string[];
  /** Where the program's own books do not balance. */
  readonly differences: readonly string[];
}

/** Everything owed stands in its channel once and in order, every entry is in the ledger once, and the books balance. */
export const FAULTLESS = {
  lost: [],
  repeated: [],
  disordered: [],
  stale: [],
  miscounted: [],
  unsent: [],
  paused: [],
  differences: [],
};

/** Returns what is wrong with a run after which nothing may be left unsent. */
export function faultsOf(found: Audit): Readonly<Record<keyof typeof FAULTLESS, readonly string[]>> {
  const { lost, repeated, disordered, stale, miscounted, states, paused, differences } = found;
  const unsent = Object.keys(states).filter((state) => state !== 'sent' && state !== 'folded');
  return { lost, repeated, disordered, stale, miscounted, unsent, paused, differences };
}

/** The destinations that are looked at: what others are owed is no matter of this audit. */
const AUDITED: readonly string[] = CHANNELS.map(({ id }) => id);

/** Looks at every channel, at the feeds as they were printed, and at the program's database. */
export async function audit(world: World): Promise<Audit> {
  return await world.read(async (db) => {
    const outbox = await db
      .selectFrom('outbox')
      .select(['id', 'key', 'kind', 'state', 'reason'])
      .where('destination_id', 'in', AUDITED)
      .orderBy('id')
      .execute();
    const owed = await listOwed(db);
    const shown = CHANNELS.flatMap(({ id }) => listShown(world, id));
    const keyOf = new Map(outbox.map(({ id, key }) => [id, key]));
    const keys = shown.map((id) => keyOf.get(id) ?? `no delivery ${String(id)}`);
    const ended = outbox.filter(({ state }) => state === 'unknown' || state === 'dead');
    const given = new Set(ended.map(({ key }) => key));
    const standing = new Set(keys);
    return {
      owed: owed.size,
      posted: shown.length,
      lost: [...owed].filter((key) => !standing.has(key) && !given.has(key)),
      repeated: [
        ...keys.filter((key, index) => keys.indexOf(key) < index),
        ...keys.filter((key) => !owed.has(key)),
      ],
      given: ended.map(({ key, state, reason }) => `${key}: ${state}, ${String(reason)}`),
      disordered: CHANNELS.map(({ id }) => id).filter((id) => !isAscending(listShown(world, id))),
      stale: await listStale(world, db),
      miscounted: miscount(world.listPublished(), await listLedger(db)),
      states: countBy(outbox.map(({ state }) => state)),
      made: countBy(outbox.filter(({ state }) => state === 'sent').map(({ kind }) => kind)),
      folded: countBy(
        outbox
          .filter(({ state }) => state === 'folded')
          .map(({ reason }) => String(reason).replaceAll(/\d+/g, '…')),
      ),
      paused: await listPaused(db),
      differences: (await auditBooks(db)).differences,
    };
  });
}

async function listPaused(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('destinations')
    .select(['id', 'paused_reason as reason'])
    .where('id', 'in', AUDITED)
    .where('paused_reason', 'is not', null)
    .execute();
  return rows.map(({ id, reason }) => `${id}: ${String(reason)}`);
}

const countBy = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Map.groupBy(names, (name) => name)
      .entries()
      .map(([name, all]) => [name, all.length]),
  );

/** The keys of everything that is owed as a message of its own, each told by the table that makes it owed. */
async function listOwed(db: Db): Promise<ReadonlySet<string>> {
  const cards = await db
    .selectFrom('cards')
    .select(['id', 'update_times'])
    .where('destination_id', 'in', AUDITED)
    .execute();
  const updates = cards.flatMap(({ id, update_times: times }) =>
    fromJson<readonly number[]>(times).map((_, index) => `update:${String(id)}:${String(index + 1)}`),
  );
  return new Set([
    ...(await listOwedAlerts(db)),
    ...CHANNELS.map(({ id }) => `welcome:${id}`),
    ...updates,
    ...(await listOwedDigests(db)),
  ]);
}

/** Each channel's latest digest is on record there; of the earlier ones, and of summaries, only the outbox tells. */
async function listOwedDigests(db: Db): Promise<string[]> {
  const latest = await db
    .selectFrom('digests')
    .select(['destination_id as destination', 'kind', 'day'])
    .where('destination_id', 'in', AUDITED)
    .where('queued_at', 'is not', null)
    .where('variant', 'not in', ['none', 'quiet'])
    .execute();
  const queued = await db
    .selectFrom('outbox')
    .select('key')
    .where('destination_id', 'in', AUDITED)
    .where('kind', 'in', ['digest', 'catch-up'])
    .execute();
  return [
    ...latest.map(({ destination, kind, day }) => `digest:${kind}:${day}:${destination}`),
    ...queued.map(({ key }) => key),
  ];
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

const MARKER = /"custom_id":"[\w-]+:1:[^":]*:\w+-([0-9a-z]+)"/;

/** The numbers of the deliveries whose messages stand in a channel, oldest first. */
function listShown({ discord, channelIds }: World, destination: string): number[] {
  const messages = discord.messages({ channelId: channelIds.get(destination) ?? '', all: true });
  return messages.map(({ components }) => {
    const [, number = ''] = MARKER.exec(JSON.stringify(components)) ?? [];
    return Number.parseInt(number, 36);
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
