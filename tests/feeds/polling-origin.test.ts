import { expect, test } from 'vitest';
import {
  initialPollState,
  type PollEvent,
  type PollNotice,
  type PollState,
} from '../../src/core/polling/poll-state.ts';
import { pollRequest } from '../../src/core/polling/poll-validators.ts';
import { afterPoll } from '../../src/core/polling/polling.ts';
import type { PollOutcome } from '../../src/core/types.ts';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { openFetcher } from '../../src/feeds/fetching/fetch.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = new Date('2026-03-02T00:00:00Z');

/** A feed of the origin, really fetched, on a clock that jumps from one due time to the next. */
interface Watched {
  readonly poll: () => Promise<PollOutcome>;
  readonly pollFor: (forMs: number) => Promise<void>;
  readonly notices: readonly PollNotice[];
  state: PollState;
  url: string;
  now: Date;
}

async function withFeed(run: (feed: Watched, origin: Origin) => Promise<void>): Promise<void> {
  await using origin = await openOrigin();
  await using fetcher = openFetcher({
    userAgent: 'vigia-test',
    resolve: origin.resolve,
    allowedAddresses: ['127.0.0.1'],
    spacingMs: 0,
  });
  const notices: PollNotice[] = [];
  const feed: Watched = {
    state: initialPollState(START),
    url: origin.url('/feed', 'news.example'),
    now: START,
    notices,
    async poll() {
      feed.now = feed.state.dueAt ?? feed.now;
      const outcome = await fetcher.fetch({ url: feed.url, ...pollRequest(feed.state, feed.now) }, feed.now);
      const result = afterPoll(feed.state, toEvent(feed.state, outcome), { now: feed.now, chance: 0.5 });
      feed.state = result.state;
      notices.push(...result.notices);
      for (const notice of result.notices) if (notice.kind === 'moved') feed.url = notice.to;
      return outcome;
    },
    async pollFor(forMs) {
      const untilMs = feed.now.getTime() + forMs;
      while (feed.state.dueAt !== undefined && feed.state.dueAt.getTime() <= untilMs) await feed.poll();
    },
  };
  await run(feed, origin);
}

/** Stands in for reading: each line of a document is an entry with its date. */
function toEvent(state: PollState, outcome: PollOutcome): PollEvent {
  if (outcome.kind !== 'fetched') return outcome;
  if (outcome.bodyHash === state.bodyHash) return { ...outcome, kind: 'unchanged' };
  const dates = Buffer.from(outcome.body)
    .toString()
    .split('\n')
    .map((line) => new Date(line));
  const fresh = dates.filter((date) => date > (state.lastEntryAt ?? new Date(0))).length;
  return { ...outcome, kind: 'read', entries: dates.length, fresh, dates };
}

/** A feed with an entry every three hours for a week until `now`. */
function threeHourly(now: Date, part: Partial<Extract<Reply, { kind: 'document' }>> = {}): Reply {
  const newestMs = Math.floor(now.getTime() / (3 * HOUR)) * 3 * HOUR;
  const dates = Array.from({ length: 56 }, (_, index) => new Date(newestMs - index * 3 * HOUR).toISOString());
  return { kind: 'document', body: dates.join('\n'), ...part };
}

const conditional = (origin: Origin, path = '/feed'): readonly boolean[] =>
  origin.listRequests(path).map(({ headers }) => headers['if-none-match'] !== undefined);

test('after the first visit every request is conditional, but for one in eight days', async () => {
  await withFeed(async (feed, origin) => {
    origin.set('/feed', () => threeHourly(feed.now));
    await feed.pollFor(17 * DAY);
    const whole = conditional(origin).filter((isConditional) => !isConditional);
    expect(whole).toHaveLength(3);
    expect(whole.length / conditional(origin).length).toBeLessThan(0.01);
    expect(feed.notices).toEqual([]);
  });
});

test('a body that has not changed is not read again, although the server knows no validators', async () => {
  await withFeed(async (feed, origin) => {
    origin.set('/feed', threeHourly(START, { etag: false }));
    await feed.poll();
    const before = feed.state;
    await feed.poll();
    expect(feed.state).toEqual({
      ...before,
      lastPolledAt: feed.now,
      lastSuccessAt: feed.now,
      lastFullGetAt: feed.now,
      dueAt: feed.state.dueAt,
      tookMs: feed.state.tookMs,
    });
  });
});

test('a server whose "not modified" is a lie is found out and its entries arrive', async () => {
  await withFeed(async (feed, origin) => {
    origin.set('/feed', () => threeHourly(feed.now, { lies: true }));
    await feed.pollFor(10 * DAY);
    expect(feed.notices).toContainEqual({ kind: 'flagged', flag: 'validators-lie' });
    expect(feed.now.getTime() - (feed.state.lastEntryAt?.getTime() ?? 0)).toBeLessThan(4 * HOUR);
    expect(conditional(origin).at(-1)).toBe(false);
  });
});

test('max-age holds visits back, for five hours at most', async () => {
  await withFeed(async (feed, origin) => {
    origin.set('/feed', threeHourly(START, { headers: { 'cache-control': 'max-age=7200' } }));
    await feed.poll();
    expect((feed.state.dueAt?.getTime() ?? 0) - START.getTime()).toBeGreaterThanOrEqual(2 * HOUR);
    origin.set('/feed', threeHourly(START, { headers: { 'cache-control': 'max-age=31536000' } }));
    await feed.poll();
    const delayMs = (feed.state.dueAt?.getTime() ?? 0) - feed.now.getTime();
    expect(delayMs).toBeGreaterThanOrEqual(5 * HOUR);
    expect(delayMs).toBeLessThanOrEqual(5.5 * HOUR);
  });
});

test.each([429, 503])('retry-after on a %i is obeyed, in seconds and as a date', async (status) => {
  await withFeed(async (feed, origin) => {
    const headers = { 'retry-after': String((2 * HOUR) / 1000) };
    origin.set('/feed', { kind: 'status', status, headers });
    await feed.poll();
    const firstDue = feed.state.dueAt ?? START;
    expect(firstDue.getTime()).toBeGreaterThanOrEqual(START.getTime() + 2 * HOUR);
    const date = new Date(firstDue.getTime() + 6 * HOUR);
    origin.set('/feed', { kind: 'status', status, headers: { 'retry-after': date.toUTCString() } });
    await feed.poll();
    expect(feed.state.dueAt?.getTime()).toBeGreaterThanOrEqual(date.getTime() - 1_000);
  });
});

test('a dead feed is told down once and recovered once', async () => {
  await withFeed(async (feed, origin) => {
    origin.set('/feed', () => threeHourly(feed.now));
    await feed.pollFor(HOUR);
    origin.set('/feed', { kind: 'reset', where: 'headers' });
    await feed.pollFor(9 * DAY);
    origin.set('/feed', () => threeHourly(feed.now));
    await feed.pollFor(2 * DAY);
    expect(feed.notices).toMatchObject([{ kind: 'down', reason: 'broken' }, { kind: 'recovered' }]);
  });
});

test('a removed feed is asked again until a day has passed, then never more', async () => {
  await withFeed(async (feed, origin) => {
    origin.set('/feed', { kind: 'status', status: 410 });
    await feed.pollFor(30 * DAY);
    expect(feed.notices.map(({ kind }) => kind)).toEqual(['down', 'gone']);
    const asked = origin.listRequests('/feed').length;
    await feed.pollFor(30 * DAY);
    expect(origin.listRequests('/feed')).toHaveLength(asked);
  });
});

test.each([
  [301, 2],
  [308, 2],
  [302, 10],
  [307, 10],
])('of ten visits to an address that answers %i, %i go there', async (status, visits) => {
  await withFeed(async (feed, origin) => {
    origin.set('/feed', { kind: 'status', status, headers: { location: '/new' } });
    origin.set('/new', threeHourly(START));
    for (let poll = 0; poll < 10; poll += 1) await feed.poll();
    expect(origin.listRequests('/feed')).toHaveLength(visits);
    expect(origin.listRequests('/new')).toHaveLength(10);
    expect(conditional(origin, '/new').filter((isConditional) => !isConditional)).toHaveLength(1);
  });
});
