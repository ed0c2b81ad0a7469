import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { toStoryMatcher, type StoryModel } from '../../src/core/stories/story-model.ts';
import type { Entry } from '../../src/core/types.ts';
import { openDatabase, type Storage } from '../../src/db/engine/open.ts';
import { lockStories } from '../../src/db/stories/story-editions.ts';
import type { IngestDeps } from '../../src/pipeline/stories/ingest.ts';
import { openStoryBook } from '../../src/pipeline/stories/story-book.ts';
import { destination, entry } from '../support/builders.ts';
import { engines } from '../support/databases.ts';
import { configuration, minutesAgo, openWatch, type Watch } from '../support/watch.ts';

/** Events that have nothing in common but the subject. */
const EVENTS = [
  'U.S. extends Chevron licence to pump Venezuelan oil by six months',
  'Deportation flight with 214 Venezuelans lands in Caracas from Texas',
  'U.S. strike on speedboat off Venezuela kills four, Pentagon says',
  'Washington envoy meets Maduro at Miraflores palace and opens talks',
  'New York jury hears narcotics case against former Venezuelan general',
  'Coast Guard seizes tanker Skipper with Venezuelan crude near Guadeloupe',
  'Supreme Court lets White House end protected status of Venezuelans',
  'Carrier Gerald Ford enters the Caribbean, Venezuela mobilises militia',
  'Caracas frees ten jailed Americans in swap with Washington',
  'U.S. Treasury sanctions nephews of Venezuelan first lady',
];
const FEEDS = ['one', 'two', 'three'];

/** Storage that several processes can open: a file, or a database of the server. */
async function createShared(engine: (typeof engines)[number] | undefined): Promise<Storage> {
  if (engine !== undefined && engine.name !== 'SQLite') return await engine.create();
  const folder = mkdtempSync(join(tmpdir(), 'vigia-book-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { kind: 'sqlite', path: join(folder, 'some.db') };
}

/** Only reports in nearly the same words are one event here, so that the stories depend on nothing learned. */
const inTheSameWords: StoryModel = {
  ...configuration.storyModel,
  weights: { 'words.cosine': 200 },
  bias: -150,
  calibration: { slope: 1, shift: 0 },
  threshold: 0.5,
};

const withOwnBook = (deps: IngestDeps): IngestDeps => ({
  ...deps,
  book: openStoryBook(toStoryMatcher(inTheSameWords), configuration.subject.windowDays * 86_400_000),
});

/** Processes with a connection and a book of their own, on one database. */
async function openProcesses(storage: Storage, count: number): Promise<readonly Watch[]> {
  const topics = configuration.subject.topics.map(({ id }) => id);
  const watches: Watch[] = [];
  for (let index = 0; index < count; index += 1) {
    const watch = await openWatch({
      db: await openDatabase(storage),
      destinations: [destination({ topics })],
      change: withOwnBook,
    });
    onTestFinished(() => watch[Symbol.asyncDispose]());
    watches.push(watch);
  }
  return watches;
}

/** Every event as each of the feeds tells it, in the order in which they come in. */
const documents: readonly (readonly [feedId: string, Entry])[] = EVENTS.flatMap((title, number) =>
  FEEDS.map((feedId, index): readonly [string, Entry] => {
    const link = `https://${feedId}.example/${String(number)}`;
    const published = minutesAgo(600 - 60 * number - index);
    return [feedId, entry({ guid: link, link, title: `${title}, ${feedId} reports`, text: '', published })];
  }),
);

/** The reports that are told together, by their links. */
async function groupsOf({ db }: Watch): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('articles')
    .select(['url', 'story_id as storyId'])
    .where('story_id', 'is not', null)
    .orderBy('url')
    .execute();
  const stories = Map.groupBy(rows, ({ storyId }) => storyId);
  return [...stories.values()].map((story) => story.map(({ url }) => url ?? '').join(' ')).toSorted();
}

const [, postgres] = engines;

describe.for(engines)('processes that share the polling on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)('tell the stories that one would tell alone', async () => {
    const [alone] = await openProcesses({ kind: 'sqlite', path: ':memory:' }, 1);
    const together = await openProcesses(await createShared(engine), 3);
    for (const [index, [feedId, told]] of documents.entries()) {
      await alone?.read(feedId, [told]);
      await together[index % together.length]?.read(feedId, [told]);
    }
    if (alone === undefined || together[0] === undefined) throw new Error('nobody reads');
    const groups = await groupsOf(alone);
    expect(groups.length).toBeGreaterThanOrEqual(8);
    expect(groups.length).toBeLessThan(15);
    expect(await groupsOf(together[0])).toEqual(groups);
    expect(await together[0].owedKeys()).toEqual(await alone.owedKeys());
  });

  test.skipIf(engine.skipped !== undefined)('forget no story when one of them fails half-way', async () => {
    const topics = configuration.subject.topics.map(({ id }) => id);
    const storage = await createShared(engine);
    const [first] = await openProcesses(storage, 1);
    let fails = false;
    let placed = 0;
    await using second = await openWatch({
      db: await openDatabase(storage),
      destinations: [destination({ topics })],
      change: (deps) => ({
        ...withOwnBook(deps),
        listDestinations: (db) => {
          placed += 1;
          if (fails && placed > 1) throw new Error('the power went');
          return deps.listDestinations(db);
        },
      }),
    });
    const [one, two, three] = documents.map(([, told]) => told);
    if (one === undefined || two === undefined || three === undefined) throw new Error('nothing to read');
    await second.read('two', [two]);
    await first?.read('one', [one]);
    fails = true;
    placed = 0;
    await expect(
      second.read('three', [{ ...one, guid: 'x', link: 'https://x.example/' }, three]),
    ).rejects.toThrow('the power went');
    fails = false;
    await second.read('three', [three]);
    expect(await second.countRows()).toMatchObject({ articles: 3, stories: 1 });
  });
});

test.skipIf(postgres?.skipped !== undefined)(
  'a process judges what it has read while another one stores',
  async () => {
    const storage = await createShared(postgres);
    const judged = Promise.withResolvers<void>();
    await using watch = await openWatch({
      db: await openDatabase(storage),
      change: (deps) => ({
        ...deps,
        judge: (told) => {
          judged.resolve();
          return deps.judge(told);
        },
      }),
    });
    await using other = await openWatch({ db: await openDatabase(storage) });
    let reading = Promise.resolve();
    await other.db.transaction().execute(async (held) => {
      await lockStories(held);
      reading = watch.read('one', [entry()]);
      await judged.promise;
      expect(await watch.countRows()).toMatchObject({ articles: 0 });
    });
    await reading;
    expect(await watch.countRows()).toMatchObject({ articles: 1 });
  },
);

test.skipIf(postgres?.skipped !== undefined)(
  'processes start one story of an event that comes in everywhere at once, and take no entry twice',
  async () => {
    const together = await openProcesses(await createShared(postgres), 3);
    const [watch] = together;
    for (const [number] of EVENTS.entries()) {
      const told = documents.slice(number * FEEDS.length, (number + 1) * FEEDS.length);
      const all = told.map(([, one]) => one);
      // Each is read from its own feed by one of them, and all of them by everyone from a feed that claims ran out of.
      await Promise.all([
        ...told.map(([feedId, one], index) => together[index]?.read(feedId, [one])),
        ...together.map(({ read }) => read('again', all)),
      ]);
    }
    const groups = watch === undefined ? [] : await groupsOf(watch);
    expect(groups.length).toBeLessThan(15);
    expect(groups.filter((links) => links.split(' ').length < FEEDS.length)).toEqual([]);
    expect(await watch?.countRows()).toMatchObject({
      articles: documents.length,
      entries: 2 * documents.length,
    });
  },
);
