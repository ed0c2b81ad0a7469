import { describe, expect, test } from 'vitest';
import { initialPollState } from '../../src/core/polling/poll-state.ts';
import {
  findArticleByKey,
  insertArticle,
  listStoryArticles,
  placeInStory,
} from '../../src/db/stories/articles.ts';
import { countEntries, findSeenKeys, insertEntry } from '../../src/db/feeds/entries.ts';
import {
  claimDueFeeds,
  listPolledFeeds,
  releaseFeeds,
  savePoll,
  syncFeeds,
} from '../../src/db/feeds/feeds.ts';
import { assessment, entry } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';
import { openWatch } from '../support/watch.ts';
import { printOf } from '../core/reported-article.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const feedsOf = (...ids: readonly string[]) => ids.map((id) => ({ id, url: `https://${id}.example/feed` }));
const claim = { owner: 'main', now: NOW, leaseMs: 60_000, limit: 10 };

const article = (key: string) => ({
  feedId: 'one',
  key,
  title: 'A title',
  text: '',
  language: 'en',
  outlet: { name: 'One', kind: 'wire' as const, country: 'US' },
  firstSeen: NOW,
  assessment: assessment({ oil: 0.9 }),
});

describe.for(engines)('feeds on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'each due feed is handed out once, the longest overdue first, until its poll is recorded',
    async () => {
      await using db = await openFresh(engine);
      await syncFeeds(db, feedsOf('one', 'two', 'three'), initialPollState(NOW));
      for (const [id, dueAt] of [
        ['one', later(-1)],
        ['two', later(-2)],
        ['three', later(1)],
      ] as const)
        await savePoll(db, id, { state: { ...initialPollState(NOW), dueAt } });
      expect((await claimDueFeeds(db, { ...claim, limit: 1 })).map(({ id }) => id)).toEqual(['two']);
      expect((await claimDueFeeds(db, claim)).map(({ id }) => id)).toEqual(['one']);
      expect(await claimDueFeeds(db, claim)).toEqual([]);
      await savePoll(db, 'one', { state: initialPollState(NOW) });
      expect((await claimDueFeeds(db, claim)).map(({ id }) => id)).toEqual(['one']);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a claim ends by itself, or when its owner starts anew, and no other owner ends it',
    async () => {
      await using db = await openFresh(engine);
      await syncFeeds(db, feedsOf('one'), initialPollState(NOW));
      await claimDueFeeds(db, claim);
      await releaseFeeds(db, ['somebody else']);
      expect(await claimDueFeeds(db, claim)).toEqual([]);
      expect(await claimDueFeeds(db, { ...claim, now: later(60_000) })).toHaveLength(1);
      await releaseFeeds(db, ['main']);
      expect(await claimDueFeeds(db, claim)).toHaveLength(1);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'two that claim at once get every feed once between them',
    async () => {
      await using db = await openFresh(engine);
      const ids = Array.from({ length: 40 }, (_, index) => `feed-${String(index)}`);
      await syncFeeds(db, feedsOf(...ids), initialPollState(NOW));
      const claimed = await Promise.all(
        ['one', 'two', 'three'].map((owner) => claimDueFeeds(db, { ...claim, owner, limit: 25 })),
      );
      const got = claimed.flat().map(({ id }) => id);
      expect(new Set(got).size).toBe(got.length);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a poll keeps its state, its reader and where the feed has moved',
    async () => {
      await using db = await openFresh(engine);
      await syncFeeds(db, feedsOf('one'), initialPollState(NOW));
      const state = { ...initialPollState(NOW), state: 'ok' as const, etag: '"x"', lastPolledAt: NOW };
      await savePoll(db, 'one', { state, reader: 'tolerant', movedTo: 'https://new.example/' });
      const moved = [{ id: 'one', url: 'https://new.example/', state, reader: 'tolerant' }];
      expect(await listPolledFeeds(db)).toEqual(moved);
      await syncFeeds(db, feedsOf('one', 'two'), initialPollState(later(1)));
      expect((await listPolledFeeds(db)).slice(0, 1)).toEqual(moved);
      await syncFeeds(db, [{ id: 'one', url: 'https://other.example/' }], initialPollState(later(1)));
      expect(await listPolledFeeds(db)).toEqual([
        { id: 'one', url: 'https://other.example/', state: initialPollState(later(1)) },
      ]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a feed that is gone is never due, and one that is configured no more is not polled',
    async () => {
      await using db = await openFresh(engine);
      await syncFeeds(db, feedsOf('one', 'two'), initialPollState(NOW));
      await savePoll(db, 'one', { state: { ...initialPollState(NOW), state: 'gone', dueAt: undefined } });
      await syncFeeds(db, feedsOf('one'), initialPollState(NOW));
      expect(await claimDueFeeds(db, { ...claim, now: later(1e12) })).toEqual([]);
      expect((await listPolledFeeds(db)).map(({ id }) => id)).toEqual(['one']);
    },
  );
});

describe.for(engines)('entries and articles on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'an article comes back from its story as it went in',
    async () => {
      await using db = await openFresh(engine);
      const fingerprint = printOf('A title');
      const full = { ...article('k'), url: 'https://one.example/a', published: later(-1), fingerprint };
      const id = await insertArticle(db, full);
      const bare = await insertArticle(db, { ...article('l'), fingerprint });
      for (const one of [id, bare])
        await placeInStory(db, one, { storyId: 7, reason: { probability: 0, threshold: 0.5, reasons: [] } });
      const { feedId: _, key: __, ...rest } = full;
      const [first, second] = await listStoryArticles(db, 7);
      expect(first).toEqual({ ...rest, id: String(id) });
      expect(second).not.toHaveProperty('url');
      expect(second).not.toHaveProperty('published');
      expect(await findArticleByKey(db, 'k')).toEqual({ id, feedId: 'one' });
      expect(await findArticleByKey(db, 'm')).toBeUndefined();
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'the keys of a document are looked up among those of its own feed, however many they are',
    async () => {
      await using db = await openFresh(engine);
      const verdict = { state: 'off-subject', reason: 'no' } as const;
      await insertEntry(db, {
        feedId: 'one',
        keys: { guid: 'g', link: 'l', text: 't' },
        verdict,
        readAt: NOW,
      });
      await insertEntry(db, { feedId: 'two', keys: { guid: 'h', text: 'u' }, verdict, readAt: NOW });
      const many = Array.from({ length: 2_500 }, (_, index) => ({
        guid: String(index),
        text: String(index),
      }));
      const seen = await findSeenKeys(db, 'one', [
        ...many,
        { guid: 'g', link: 'l', text: 't' },
        { guid: 'h', text: 'u' },
      ]);
      expect({ guids: [...seen.guids], links: [...seen.links], texts: [...seen.texts] }).toEqual({
        guids: ['g'],
        links: ['l'],
        texts: ['t'],
      });
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'the ledger counts every state since a time, those without entries as well',
    async () => {
      await using db = await openFresh(engine);
      const keys = { text: 't' };
      for (const [state, readAt] of [
        ['posted', NOW],
        ['kept', NOW],
        ['kept', later(-1)],
      ] as const)
        await insertEntry(db, { feedId: 'one', keys, verdict: { state, reason: 'so' }, readAt });
      const counts = Object.fromEntries(
        (await countEntries(db, NOW)).map(({ state, count }) => [state, count]),
      );
      expect(counts).toMatchObject({ posted: 1, kept: 1, duplicate: 0, baseline: 0 });
      expect(Object.keys(counts)).toHaveLength(8);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a document is taken in once, whatever its addresses and texts are made of',
    async () => {
      await using db = await openFresh(engine);
      await using watch = await openWatch({ db });
      const odd = '\0 half \ud83d of a pair';
      const entries = [
        entry({ guid: odd, link: `https://one.example/${'ñ'.repeat(3_000)}` }),
        entry({ guid: 'x'.repeat(9_000), link: `no address ${odd}`, title: odd, text: odd.repeat(1_000) }),
      ];
      await watch.read('one', entries);
      await watch.read('one', entries);
      expect(await watch.countRows()).toMatchObject({ entries: 2, articles: 2 });
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'two feeds that bring one event at once make one story and one alert of it',
    async () => {
      await using db = await openFresh(engine);
      await using watch = await openWatch({ db });
      const again = entry({ guid: '9', link: 'https://two.example/9', text: 'Six more months, it said.' });
      await Promise.all([watch.read('one', [entry()]), watch.read('two', [again, entry()])]);
      expect(await watch.countRows()).toMatchObject({ entries: 3, articles: 2, stories: 1, outbox: 1 });
    },
  );
});
