import { pino } from 'pino';
import { DEFAULT_POLICY } from '../../src/core/polling/poll-due.ts';
import type { Feed } from '../../src/core/subject.ts';
import { initialPollState, type PollState } from '../../src/core/polling/poll-state.ts';
import { listPolledFeeds, syncFeeds } from '../../src/db/feeds/feeds.ts';
import { writeFeed } from '../../src/demo/feed-writers.ts';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { openFetcher } from '../../src/feeds/fetching/fetch.ts';
import { openReader } from '../../src/feeds/reading/read.ts';
import { openPoller, type Poller } from '../../src/pipeline/polling/poll.ts';
import { entry, feed } from './builders.ts';
import { NOON, openWatch, type Watch, type WatchOptions } from './watch.ts';

/** Real limits, but smaller, so that no test waits for them. */
const LIMITS = { connectMs: 1_500, headersMs: 2_000, totalMs: 2_500, maxBytes: 1024 * 1024 };
const WAY_AHEAD_MS = 24 * 3_600_000;

export interface Polling extends AsyncDisposable {
  readonly origin: Origin;
  readonly watch: Watch;
  /** Visits every feed that is due; how long it took. */
  readonly poll: () => Promise<number>;
  /** Lets a day pass, so that every feed is due; an outage, as far as the program can tell. */
  readonly waitADay: () => void;
  /** Lets time pass until this feed is due, and not longer. */
  readonly waitUntilDue: (id: string) => Promise<void>;
  readonly now: () => Date;
  /** The events logged so far. */
  readonly logged: () => readonly unknown[];
  readonly stateOf: (id: string) => Promise<PollState & { readonly url: string }>;
}

/** The way in from a loopback origin: every feed has a host name of its own. */
export async function openPolling(
  ids: readonly string[],
  { allowed = ['127.0.0.1'], ...options }: WatchOptions & { readonly allowed?: readonly string[] } = {},
): Promise<Polling> {
  await using stack = new AsyncDisposableStack();
  const origin = stack.use(await openOrigin());
  const feeds = ids.map((id) => feed({ id, url: origin.url(`/${id}`, `${id}.example`) }));
  const watch = stack.use(await openWatch({ feeds, ...options }));
  await syncFeeds(watch.db, feeds, initialPollState(NOON));
  const clock: TestClock = { now: NOON, logged: [] };
  const poller = openPollerOf({ origin, watch, feeds, allowed, clock }, stack);
  const parts = stack.move();
  return {
    origin,
    watch,
    async poll() {
      const startMs = performance.now();
      await poller.begin();
      await poller.idle();
      return performance.now() - startMs;
    },
    waitADay: () => {
      clock.now = new Date(clock.now.getTime() + WAY_AHEAD_MS);
    },
    async waitUntilDue(id) {
      const { dueAt = clock.now } = await stateOf(watch, id);
      clock.now = dueAt;
    },
    now: () => clock.now,
    logged: () => clock.logged,
    stateOf: (id) => stateOf(watch, id),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** What stands in for the world: its time, and whoever reads the log. */
interface TestClock {
  now: Date;
  readonly logged: unknown[];
}

function openPollerOf(
  {
    origin,
    watch,
    feeds,
    allowed,
    clock,
  }: {
    readonly origin: Origin;
    readonly watch: Watch;
    readonly feeds: readonly Feed[];
    readonly allowed: readonly string[];
    readonly clock: TestClock;
  },
  stack: AsyncDisposableStack,
): Poller {
  const fetcher = openFetcher({
    userAgent: 'vigia-test',
    resolve: origin.resolve,
    allowedAddresses: allowed,
    limits: LIMITS,
    spacingMs: 0,
  });
  const reader = stack.use(openReader());
  const poller = stack.use(
    openPoller({
      db: watch.db,
      feeds: new Map(feeds.map((one) => [one.id, one])),
      owner: 'test',
      policy: DEFAULT_POLICY,
      fetch: (request, now) => fetcher.fetch(request, now),
      read: (reading) => reader.read(reading),
      ingest: watch.ingest,
      now: () => clock.now,
      chance: () => 0.5,
      log: pino({ base: null, timestamp: false }, { write: (line) => clock.logged.push(JSON.parse(line)) }),
    }),
  );
  stack.use(fetcher);
  return poller;
}

async function stateOf(watch: Watch, id: string): Promise<PollState & { readonly url: string }> {
  const found = (await listPolledFeeds(watch.db)).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no feed ${id}`);
  return { ...found.state, url: found.url };
}

/** An entry on the subject. */
export const licence = {
  ...entry(),
  guid: '1',
  link: 'https://one.example/1',
  published: NOON,
  updated: NOON,
};

/** A document of these entries. */
export function document(entries = [licence]): Extract<Reply, { kind: 'document' }> {
  const channel = {
    title: 'One',
    description: '',
    site: 'https://one.example',
    language: 'en',
    updated: NOON,
  };
  return { kind: 'document', body: writeFeed('rss', channel, entries) };
}
