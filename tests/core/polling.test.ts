import { describe, expect, test } from 'vitest';
import { initialPollState, type PollEvent } from '../../src/core/polling/poll-state.ts';
import { afterPoll, findOutageStart } from '../../src/core/polling/polling.ts';
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

const GONE: PollEvent = { kind: 'failed', reason: 'http', detail: 'removed', status: 410 };
const moved = (movedTo: string): PollEvent => ({ kind: 'not-modified', movedTo, tookMs: 20 });

describe('failures', () => {
  test('back off from five minutes, doubling, to a day', () => {
    const feed = watchFeed(0.5);
    const delays = Array.from({ length: 12 }, () => {
      feed.poll(TIMEOUT);
      return Math.round(intervalMs(feed.state()) / MINUTE);
    });
    expect(delays.slice(0, 8)).toEqual([5, 10, 20, 40, 80, 160, 320, 640]);
    expect(delays.slice(9).every((delay) => delay >= 0.9 * 1440 && delay <= 1440)).toBe(true);
  });

  test('a feed is called down once, after three failures and half an hour', () => {
    const feed = watchFeed(0.5);
    expect([TIMEOUT, TIMEOUT, TIMEOUT].flatMap((event) => feed.poll(event))).toEqual([]);
    expect(feed.state()).toMatchObject({ state: 'failing', failures: 3, failingSince: START });
    expect(feed.poll(TIMEOUT)).toEqual([
      { kind: 'down', since: START, reason: 'timeout', detail: 'no answer within 15 s' },
    ]);
    expect(feed.pollUntil(30 * DAY, TIMEOUT)).toEqual([]);
    expect(feed.state().state).toBe('down');
  });

  test('many failures within half an hour do not make a feed down', () => {
    let state = initialPollState(START);
    for (let second = 0; second < 10; second += 1) {
      const result = afterPoll(state, TIMEOUT, { now: new Date(START.getTime() + second * 1000), chance: 0 });
      expect(result.notices).toEqual([]);
      state = result.state;
    }
    expect(state.state).toBe('failing');
  });

  test('a feed recovers once, and a short fault is never mentioned', () => {
    const feed = watchFeed();
    feed.poll(read());
    feed.poll(TIMEOUT);
    expect(feed.poll(NOT_MODIFIED)).toEqual([]);
    const failingSince = feed.state().dueAt;
    feed.pollUntil(2 * DAY, TIMEOUT);
    expect(feed.poll(NOT_MODIFIED)).toEqual([{ kind: 'recovered', downSince: failingSince }]);
    expect(feed.poll(NOT_MODIFIED)).toEqual([]);
    expect(feed.state()).toMatchObject({ state: 'ok', failures: 0 });
    expect(feed.state().failureReason).toBeUndefined();
  });

  test('a feed that has been down for long is polled daily and never given up', () => {
    const feed = watchFeed();
    feed.pollUntil(400 * DAY, TIMEOUT);
    expect(feed.elapsedMs()).toBeGreaterThan(398 * DAY);
    expect(feed.state().state).toBe('down');
    expect(intervalMs(feed.state())).toBeGreaterThanOrEqual(0.9 * DAY);
  });

  test('retry-after is obeyed, up to a day', () => {
    for (const [retryAfterMs, leastMs] of [
      [3 * HOUR, 3 * HOUR],
      [30 * DAY, DAY],
    ] as const) {
      const feed = watchFeed(0);
      feed.poll({ kind: 'failed', reason: 'http', detail: 'busy', status: 503, retryAfterMs });
      expect(intervalMs(feed.state())).toBe(leastMs);
    }
  });

  test('an unexplained 429 pauses the address for ten minutes at least', () => {
    const feed = watchFeed(0);
    feed.poll({ kind: 'failed', reason: 'http', detail: 'slow down', status: 429 });
    expect(intervalMs(feed.state())).toBe(10 * MINUTE);
  });

  test('410 stops a feed when it is repeated a day later, not before', () => {
    const feed = watchFeed();
    feed.poll(read());
    feed.pollUntil(0.99 * DAY, GONE);
    expect(feed.state().state).toBe('down');
    expect(feed.pollUntil(9 * DAY, GONE)).toEqual([{ kind: 'gone' }]);
    expect(feed.state().dueAt).toBeUndefined();
    expect(feed.elapsedMs()).toBeLessThan(3 * DAY);
  });

  test('410 is forgotten when the feed comes back in between', () => {
    const feed = watchFeed();
    feed.poll(GONE);
    feed.poll(NOT_MODIFIED);
    feed.pollUntil(1.2 * DAY, NOT_MODIFIED);
    feed.poll(GONE);
    expect(feed.state().state).toBe('failing');
  });
});

describe('an address that moves', () => {
  test('is rewritten when the same permanent redirect has been seen twice in a row', () => {
    const feed = watchFeed();
    expect(feed.poll(moved('https://b.example/'))).toEqual([]);
    expect(feed.poll(moved('https://b.example/'))).toEqual([{ kind: 'moved', to: 'https://b.example/' }]);
    expect(feed.poll(NOT_MODIFIED)).toEqual([]);
  });

  test('is left alone when the redirects lead to different places, or one of them was temporary', () => {
    const feed = watchFeed();
    const events = [
      moved('https://b.example/'),
      moved('https://c.example/'),
      NOT_MODIFIED,
      moved('https://c.example/'),
    ];
    expect(events.flatMap((event) => feed.poll(event))).toEqual([]);
  });
});

describe('feeds that answer and still are not well', () => {
  test('an empty document is flagged once, and the flag goes with the first entry', () => {
    const feed = watchFeed();
    expect(feed.poll(read({ entries: 0 }))).toEqual([{ kind: 'flagged', flag: 'empty' }]);
    expect(feed.poll(NOT_MODIFIED)).toEqual([]);
    expect(feed.state().flags).toEqual(['empty']);
    feed.poll(read({ entries: 1, fresh: 1, dates: [START] }));
    expect(feed.state().flags).toEqual([]);
  });

  test('a document without a single date is flagged', () => {
    expect(watchFeed().poll(read({ entries: 3, dates: [] }))).toEqual([{ kind: 'flagged', flag: 'undated' }]);
  });

  test('an hourly feed is flagged after days of silence, a monthly one is not', () => {
    const hourly = watchFeed();
    hourly.poll(read({ dates: every(HOUR, 40) }));
    expect(hourly.pollUntil(2 * DAY, NOT_MODIFIED)).toEqual([]);
    expect(hourly.pollUntil(20 * DAY, NOT_MODIFIED)).toEqual([{ kind: 'flagged', flag: 'silent' }]);
    const monthly = watchFeed();
    monthly.poll(read({ dates: every(30 * DAY, 12) }));
    expect(monthly.pollUntil(20 * DAY, NOT_MODIFIED)).toEqual([]);
  });

  test('a feed that speaks again is no longer silent', () => {
    const feed = watchFeed();
    feed.poll(read({ dates: every(HOUR, 40) }));
    feed.pollUntil(20 * DAY, NOT_MODIFIED);
    feed.poll(read({ fresh: 1, dates: [new Date(START.getTime() + 20 * DAY)] }));
    expect(feed.state().flags).toEqual([]);
  });
});

describe('baseline and backlog', () => {
  test('a feed has no baseline until a document has been read', () => {
    const feed = watchFeed();
    feed.poll(TIMEOUT);
    expect(feed.state().baselineAt).toBeUndefined();
    feed.poll(read());
    const baselineAt = new Date(START.getTime() + feed.elapsedMs());
    feed.poll(read({ fresh: 3 }));
    expect(feed.state().baselineAt).toEqual(baselineAt);
  });

  test('what comes after the feed was down, or after the program was off for hours, is a backlog', () => {
    const feed = watchFeed();
    feed.poll(read({ dates: every(HOUR, 30) }));
    const due = feed.state().dueAt?.getTime() ?? 0;
    expect(findOutageStart(feed.state(), new Date(due + HOUR))).toBeUndefined();
    expect(findOutageStart(feed.state(), new Date(due + 7 * HOUR))).toEqual(new Date(due));
    feed.pollUntil(2 * HOUR, TIMEOUT);
    const { dueAt, failingSince } = feed.state();
    expect(findOutageStart(feed.state(), dueAt ?? START)).toEqual(failingSince);
  });

  test('a program that comes back before the network does remembers that it was away until a feed answers', () => {
    const before = initialPollState(START);
    const back = new Date(START.getTime() + 2 * DAY);
    const failed = afterPoll(before, TIMEOUT, { now: back, chance: 0 }).state;
    const deferred = afterPoll(failed, { kind: 'deferred', until: back }, { now: back, chance: 0 }).state;
    for (const state of [failed, deferred]) expect(findOutageStart(state, back)).toEqual(START);
    const answered = afterPoll(deferred, read(), { now: back, chance: 0 }).state;
    expect(findOutageStart(answered, back)).toBeUndefined();
  });
});
