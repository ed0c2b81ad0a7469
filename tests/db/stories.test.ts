import { describe, expect, test } from 'vitest';
import { insertArticle, placeInStory } from '../../src/db/stories/articles.ts';
import {
  listDestinations,
  findDestination,
  pauseDestination,
  syncDestinations,
} from '../../src/db/deliveries/destinations.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { findSetting, saveSetting, settleSetting } from '../../src/db/engine/settings.ts';
import {
  countStories,
  getStory,
  insertStory,
  listLatestStories,
  listOpenStories,
  listStoryTopics,
  tagStory,
  updateStory,
} from '../../src/db/stories/stories.ts';
import { printOf } from '../core/reported-article.ts';
import { assessment, destination } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const state = {
  headline: 'A headline',
  language: 'en',
  url: 'https://one.example/a',
  lastReport: NOW,
  importance: 0.7,
  reportCount: 2,
};

/** A story with one tag and a last report of its time. */
async function storyOf(db: Db, topicId: string, lastReport: Date): Promise<number> {
  const id = await insertStory(db, { firstSeen: NOW, isSeeded: false });
  await updateStory(db, id, { ...state, lastReport }, NOW);
  await tagStory(db, id, [{ id: topicId, score: 0.9 }], NOW);
  return id;
}

describe.for(engines)('stories on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'a story says what it follows and whether a new installation found it',
    async () => {
      await using db = await openFresh(engine);
      const first = await insertStory(db, { firstSeen: NOW, isSeeded: true });
      const second = await insertStory(db, { firstSeen: NOW, isSeeded: false, followsId: first });
      expect(await getStory(db, first)).toEqual({ firstSeen: NOW, isSeeded: true });
      expect(await getStory(db, second)).toEqual({ firstSeen: NOW, isSeeded: false, followsId: first });
      await expect(getStory(db, 99)).rejects.toThrow('no result');
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'the latest stories come newest first, of the wanted topics, as far back as asked',
    async () => {
      await using db = await openFresh(engine);
      const old = await storyOf(db, 'oil', later(-10));
      const oil = await storyOf(db, 'oil', later(-2));
      const talks = await storyOf(db, 'talks', later(-1));
      await insertStory(db, { firstSeen: NOW, isSeeded: false });
      const idsOf = async (wanted: Parameters<typeof listLatestStories>[1]) =>
        (await listLatestStories(db, wanted)).map(({ id }) => id);
      expect(await idsOf({ since: later(-5), limit: 10 })).toEqual([talks, oil]);
      expect(await idsOf({ since: later(-20), limit: 10, topicIds: ['oil'] })).toEqual([oil, old]);
      expect(await idsOf({ since: later(-20), limit: 1 })).toEqual([talks]);
      expect(await idsOf({ since: later(-20), limit: 9, topicIds: [] })).toEqual([]);
      expect(await countStories(db, { since: later(-5) })).toBe(2);
      expect(await countStories(db, { since: later(-20), topicIds: ['oil'] })).toBe(2);
      expect((await listLatestStories(db, { since: NOW, limit: 1 }))[0]).toBeUndefined();
      expect((await listLatestStories(db, { since: later(-1), limit: 1 }))[0]).toEqual({
        ...state,
        id: talks,
        firstSeen: NOW,
        lastReport: later(-1),
      });
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a tag once given stays, and its score is brought up to date',
    async () => {
      await using db = await openFresh(engine);
      const id = await storyOf(db, 'oil', NOW);
      await tagStory(
        db,
        id,
        [
          { id: 'oil', score: 0.95 },
          { id: 'talks', score: 0.6 },
        ],
        NOW,
      );
      await tagStory(db, id, [], NOW);
      expect((await listStoryTopics(db, id)).toSorted()).toEqual(['oil', 'talks']);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'open stories come with their reports, oldest first, and without what is off the subject',
    async () => {
      await using db = await openFresh(engine);
      const [open, silent] = [await storyOf(db, 'oil', NOW), await storyOf(db, 'oil', later(-100))];
      const fingerprint = printOf('A title');
      for (const [key, storyId, print] of [
        ['a', open, fingerprint],
        ['b', open, fingerprint],
        ['c', open, undefined],
        ['d', silent, fingerprint],
      ] as const) {
        const id = await insertArticle(db, {
          feedId: 'one',
          key,
          title: key,
          text: '',
          language: 'en',
          outlet: { name: 'One', kind: 'wire' },
          firstSeen: NOW,
          assessment: assessment({ oil: 0.9 }),
          ...(print === undefined ? {} : { fingerprint: print }),
        });
        await placeInStory(db, id, { storyId, reason: { probability: 1, threshold: 0.5, reasons: [] } });
      }
      expect(await listOpenStories(db, later(-50))).toEqual([
        {
          id: String(open),
          reports: [
            { articleId: '1', fingerprint },
            { articleId: '2', fingerprint },
          ],
        },
      ]);
    },
  );
});

describe.for(engines)('destinations and notes on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'a destination that is configured no more is kept out of the list, and found again',
    async () => {
      await using db = await openFresh(engine);
      const [one, two] = [destination({ id: 'one' }), destination({ id: 'two' })];
      await syncDestinations(db, [two, one]);
      expect((await listDestinations(db)).map((listed) => listed.destination.id)).toEqual(['one', 'two']);
      await syncDestinations(db, [one]);
      expect((await listDestinations(db)).map((listed) => listed.destination.id)).toEqual(['one']);
      expect(await findDestination(db, 'two')).toEqual(two);
      expect(await findDestination(db, 'three')).toBeUndefined();
    },
  );

  test.skipIf(engine.skipped !== undefined)('the first reason for a pause stays, with its time', async () => {
    await using db = await openFresh(engine);
    await syncDestinations(db, [destination({ id: 'one' })]);
    await pauseDestination(db, 'one', { reason: 'first' }, NOW);
    await pauseDestination(db, 'one', { reason: 'second' }, later(1));
    expect((await listDestinations(db))[0]?.paused).toEqual({ reason: 'first', since: NOW });
  });

  test.skipIf(engine.skipped !== undefined)(
    'a note is written over when it is saved and kept when it is settled',
    async () => {
      await using db = await openFresh(engine);
      expect(await findSetting(db, 'k')).toBeUndefined();
      expect(await settleSetting(db, 'k', 'one')).toBe('one');
      expect(await settleSetting(db, 'k', 'two')).toBe('one');
      await saveSetting(db, 'k', 'three');
      expect(await findSetting(db, 'k')).toBe('three');
    },
  );
});
