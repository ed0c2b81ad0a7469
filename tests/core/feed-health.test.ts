import { expect, test } from 'vitest';
import { toFeedHealth } from '../../src/core/polling/feed-health.ts';
import { DAY, every, HOUR, read, START, TIMEOUT, watchFeed } from '../support/polled-feed.ts';

test('a healthy feed shows its rhythm and no problem', () => {
  const feed = watchFeed();
  feed.poll(read({ dates: every(2 * HOUR, 60) }));
  const health = toFeedHealth(feed.state(), START);
  expect(health).toMatchObject({ state: 'ok', lastSuccessAt: START, tookMs: 20, problems: [] });
  expect(health.entriesPerDay).toBeCloseTo(12, 0);
  expect(health.expectedSilenceMs).toBe(3 * DAY);
});

test('a feed that is down says why and what to do, beside what was odd about it before', () => {
  const feed = watchFeed();
  feed.poll(read({ entries: 0 }));
  feed.pollUntil(2 * DAY, TIMEOUT);
  const health = toFeedHealth(feed.state(), new Date(START.getTime() + 2 * DAY));
  expect(health).toMatchObject({ state: 'down', lastSuccessAt: START });
  expect(health.problems).toEqual([
    { words: 'no answer within 15 s', advice: 'wait: a slow host is tried again by itself' },
    { words: 'its document has no entries', advice: 'check that it is the right feed of the outlet' },
  ]);
});
