import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialPollState } from '../../src/core/polling/poll-state.ts';
import { afterPoll } from '../../src/core/polling/polling.ts';
import {
  DAY,
  every,
  HOUR,
  intervalMs,
  MINUTE,
  NOT_MODIFIED,
  read,
  START,
  TIMEOUT,
  watchFeed,
} from '../support/polled-feed.ts';

test.each([
  ['every minute', MINUTE, 2 * MINUTE, 2.5 * MINUTE],
  ['every ten minutes', 10 * MINUTE, 4 * MINUTE, 6 * MINUTE],
  ['hourly', HOUR, 10 * MINUTE, 15 * MINUTE],
  ['daily', DAY, 50 * MINUTE, 70 * MINUTE],
  ['weekly', 7 * DAY, 2 * HOUR, 4 * HOUR],
])('a feed that publishes %s', (_, gapMs, leastMs, mostMs) => {
  const feed = watchFeed();
  feed.poll(read({ dates: every(gapMs, 30) }));
  expect(intervalMs(feed.state())).toBeGreaterThanOrEqual(leastMs);
  expect(intervalMs(feed.state())).toBeLessThanOrEqual(mostMs);
});

test('a feed whose last entry is two years old is polled daily', () => {
  const feed = watchFeed();
  feed.poll(read({ dates: every(DAY, 10, new Date(START.getTime() - 730 * DAY)) }));
  expect(intervalMs(feed.state())).toBeGreaterThanOrEqual(0.9 * DAY);
});

test('dates that the server makes up do not keep a feed busy', () => {
  const feed = watchFeed();
  feed.poll(read({ dates: every(0, 30) }));
  const atFirst = intervalMs(feed.state());
  feed.pollUntil(7 * DAY, NOT_MODIFIED);
  expect(atFirst).toBeLessThan(3 * MINUTE);
  expect(intervalMs(feed.state())).toBeGreaterThan(20 * MINUTE);
});

test('a feed that becomes busy is visited more often, and less often once it is quiet again', () => {
  const feed = watchFeed();
  feed.poll(read({ dates: every(DAY, 30) }));
  const quiet = intervalMs(feed.state());
  for (let poll = 0; poll < 24; poll += 1) feed.poll(read({ fresh: 6 }));
  const busy = intervalMs(feed.state());
  feed.pollUntil(feed.elapsedMs() + 21 * DAY, NOT_MODIFIED);
  expect(busy).toBeLessThan(quiet / 3);
  expect(intervalMs(feed.state())).toBeGreaterThan(quiet / 2);
});

test('a publisher’s wish is a floor, granted for five hours at most', () => {
  const busy = { dates: every(MINUTE, 30) };
  for (const [part, floorMs] of [
    [{ ttlMs: HOUR }, HOUR],
    [{ freshForMs: 2 * HOUR }, 2 * HOUR],
    [{ freshForMs: HOUR, ttlMs: 3 * HOUR }, 3 * HOUR],
    [{ freshForMs: 365 * DAY }, 5 * HOUR],
  ] as const) {
    const feed = watchFeed(0);
    feed.poll(read({ ...busy, ...part }));
    expect(intervalMs(feed.state())).toBe(floorMs);
  }
});

test('what a document asked for still holds when it has not changed', () => {
  const feed = watchFeed(0);
  feed.poll(read({ dates: every(MINUTE, 30), ttlMs: HOUR }));
  feed.poll(NOT_MODIFIED);
  expect(intervalMs(feed.state())).toBe(HOUR);
});

test('no visit falls into an hour or a day that the publisher wants skipped, but for five hours at most', () => {
  const busy = { dates: every(MINUTE, 30) };
  const hours = watchFeed();
  hours.poll(read({ ...busy, skipHours: [0, 1, 2] }));
  expect(hours.state().dueAt).toEqual(new Date('2026-03-02T03:00:00Z'));
  const monday = watchFeed(0);
  monday.poll(read({ ...busy, ttlMs: HOUR, skipDays: [1] }));
  expect(intervalMs(monday.state())).toBe(6 * HOUR);
});

test('feeds that came due together do not stay together', () => {
  const intervals = [0, 0.25, 0.5, 0.75, 0.999].map((chance) => {
    const feed = watchFeed(chance);
    feed.poll(read({ dates: every(HOUR, 30) }));
    return intervalMs(feed.state());
  });
  expect(new Set(intervals).size).toBe(5);
  expect(Math.max(...intervals) / Math.min(...intervals)).toBeGreaterThan(1.15);
});

test('a success leads to a next poll within two minutes to a day, whatever the feed says', () => {
  const wish = fc.option(fc.nat({ max: 400 * DAY }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(fc.date({ min: new Date('1970-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })),
      fc.record({
        freshForMs: wish,
        ttlMs: wish,
        fresh: fc.nat(500),
        chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      }),
      (dates, { freshForMs, ttlMs, fresh, chance }) => {
        const feed = watchFeed(chance);
        const hints = {
          ...(freshForMs !== undefined && { freshForMs }),
          ...(ttlMs !== undefined && { ttlMs }),
        };
        for (let poll = 0; poll < 3; poll += 1) {
          feed.poll(read({ dates, fresh, ...hints }));
          expect(intervalMs(feed.state())).toBeGreaterThanOrEqual(2 * MINUTE);
          expect(intervalMs(feed.state())).toBeLessThanOrEqual(DAY);
        }
      },
    ),
  );
});

test('the bounds can be set, for a demonstration that cannot wait', () => {
  const policy = { minIntervalMs: 1_000, maxIntervalMs: 5_000, backOffMs: 1_000 };
  const state = initialPollState(START);
  const at = { now: START, chance: 0, policy };
  expect(intervalMs(afterPoll(state, read({ dates: every(MINUTE, 9) }), at).state)).toBeLessThanOrEqual(
    5_000,
  );
  expect(intervalMs(afterPoll(state, TIMEOUT, at).state)).toBeLessThanOrEqual(1_000);
});

test('a turn that did not come changes nothing but the time of the next', () => {
  const feed = watchFeed();
  feed.poll(read());
  const before = feed.state();
  const until = new Date(START.getTime() + HOUR);
  expect(feed.poll({ kind: 'deferred', until })).toEqual([]);
  expect(feed.state()).toEqual({ ...before, dueAt: new Date(until.getTime() + MINUTE) });
});
