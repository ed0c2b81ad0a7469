import { describe, expect, test } from 'vitest';
import { initialPollState } from '../../src/core/polling/poll-state.ts';
import {
  claimDueFeeds,
  hastenFeeds,
  listKnownFeeds,
  listPolledFeeds,
  syncFeeds,
} from '../../src/db/feeds/feeds.ts';
import { findBacklogStart, insertStory, takeBacklog } from '../../src/db/stories/stories.ts';
import { feed } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

describe.for(engines)('after an outage, on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)('a backlog is taken once, with its earliest start', async () => {
    await using db = await openFresh(engine);
    expect(await findBacklogStart(db)).toBeUndefined();
    expect(await takeBacklog(db)).toBeUndefined();
    await insertStory(db, { firstSeen: NOW, isSeeded: false });
    const first = await insertStory(db, { firstSeen: later(1), isSeeded: true, missedSince: later(-10) });
    const second = await insertStory(db, { firstSeen: later(2), isSeeded: true, missedSince: later(-20) });
    expect(await findBacklogStart(db)).toEqual(later(1));
    expect(await takeBacklog(db)).toEqual({ storyIds: [first, second], since: later(-20) });
    expect(await takeBacklog(db)).toBeUndefined();
  });

  test.skipIf(engine.skipped !== undefined)(
    'feeds are made due at once, but for those that are being visited, and known when no longer polled',
    async () => {
      await using db = await openFresh(engine);
      const feeds = ['one', 'two'].map((id) => feed({ id }));
      await syncFeeds(db, feeds, initialPollState(later(60_000)));
      await hastenFeeds(db, ['one'], NOW);
      const [claimed] = await claimDueFeeds(db, { owner: 'test', now: NOW, leaseMs: 1_000, limit: 9 });
      expect(claimed).toMatchObject({ id: 'one', state: { dueAt: NOW } });
      await hastenFeeds(db, ['one', 'two'], later(-5));
      const polled = await listPolledFeeds(db);
      expect(polled.map(({ state }) => state.dueAt)).toEqual([NOW, later(-5)]);
      await syncFeeds(db, feeds.slice(1), initialPollState(NOW));
      expect((await listPolledFeeds(db)).map(({ id }) => id)).toEqual(['two']);
      expect((await listKnownFeeds(db)).map(({ id }) => id)).toEqual(['one', 'two']);
    },
  );
});
