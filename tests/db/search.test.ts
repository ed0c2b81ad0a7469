import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toQueryWords, toSearchWords } from '../../src/core/text/search-words.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { indexStory, listUnindexedStories, searchStories } from '../../src/db/stories/search.ts';
import { insertStory, tagStory, updateStory } from '../../src/db/stories/stories.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');

/** A tagged story whose last report came so many minutes after noon. */
async function addStory(db: Db, text: string, minutes = 0): Promise<number> {
  const at = new Date(NOON + minutes * 60_000);
  const id = await insertStory(db, { firstSeen: at, isSeeded: false });
  const change = { headline: text, language: 'es', lastReport: at, importance: 0.5, reportCount: 1 };
  await updateStory(db, id, change, at);
  await tagStory(db, id, [{ id: 'oil', score: 0.9 }], at);
  await indexStory(db, id, toSearchWords(text));
  return id;
}

const find = async (db: Db, text: string) =>
  (await searchStories(db, { words: toQueryWords(text), limit: 10, offset: 0 })).ids;

describe.each(engines)('$name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'a story is found without its accents, by the beginnings of words, in any order',
    async () => {
      await using db = await openFresh(engine);
      const id = await addStory(db, 'Maduro propone negociación sobre petróleo a Washington');
      for (const text of ['NEGOCIACION', 'petroleo maduro', 'petró', 'washing negoc', '«Petróleo», ¡Maduro!'])
        expect(await find(db, text)).toEqual([id]);
      for (const text of ['etroleo', 'maduro chevron', 'petroleos']) expect(await find(db, text)).toEqual([]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'what was found comes newest report first, a page at a time, with how many there are',
    async () => {
      await using db = await openFresh(engine);
      const ids: number[] = [];
      for (let minute = 0; minute < 5; minute += 1) ids.push(await addStory(db, 'oil tanker', minute));
      const newest = ids.toReversed();
      const page = { words: ['oil'], limit: 2 };
      expect(await searchStories(db, { ...page, offset: 0 })).toEqual({ ids: newest.slice(0, 2), count: 5 });
      expect(await searchStories(db, { ...page, offset: 4 })).toEqual({ ids: newest.slice(4), count: 5 });
      expect(await searchStories(db, { ...page, offset: 6 })).toEqual({ ids: [], count: 5 });
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a story is found by what it says now, and not by what it said before',
    async () => {
      await using db = await openFresh(engine);
      const id = await addStory(db, 'licence');
      await indexStory(db, id, ['sanctions']);
      expect(await find(db, 'licence')).toEqual([]);
      expect(await find(db, 'sanctions')).toEqual([id]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'stories from before there was a search are listed until they are indexed',
    async () => {
      await using db = await openFresh(engine);
      const id = await addStory(db, 'licence');
      await db.deleteFrom('story_search').execute();
      expect(await listUnindexedStories(db, 10)).toEqual([id]);
      await indexStory(db, id, ['licence']);
      expect(await listUnindexedStories(db, 10)).toEqual([]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'whatever is written into a search and a story, each word of the story finds it',
    async () => {
      await using db = await openFresh(engine);
      const id = await addStory(db, 'story');
      const text = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom(
          '"',
          "'",
          '\\',
          'a* OR b',
          'NEAR(a b)',
          "x':* & !",
          'col:words',
          '-a',
          '\0',
          '中文 ñandú',
        ),
      );
      await fc.assert(
        fc.asyncProperty(text, text, async (written, asked) => {
          await indexStory(db, id, toSearchWords(written));
          for (const word of toQueryWords(written)) expect(await find(db, word)).toEqual([id]);
          const words = toQueryWords(asked);
          const held = toSearchWords(written);
          const isFound = words.length > 0 && words.every((word) => held.some((one) => one.startsWith(word)));
          const { count } =
            words.length === 0 ? { count: 0 } : await searchStories(db, { words, limit: 1, offset: 0 });
          expect(count).toBe(isFound ? 1 : 0);
        }),
        { numRuns: 150 },
      );
    },
  );
});
