import { expect, test } from 'vitest';
import { toFeedHealth } from '../../src/core/feed-health.ts';
import { DEFAULT_POLICY } from '../../src/core/poll-due.ts';
import { initialPollState, type PollState } from '../../src/core/poll-state.ts';
import { claimDueFeeds, listPolledFeeds, releaseFeeds, syncFeeds } from '../../src/db/feeds.ts';
import { writeFeed } from '../../src/demo/feed-writers.ts';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { openFetcher } from '../../src/feeds/fetch.ts';
import { openReader } from '../../src/feeds/read.ts';
import { openPoller } from '../../src/pipeline/poll.ts';
import { entry, feed, quietLog } from '../support/builders.ts';
import { NOON, openWatch, type Watch, type WatchOptions } from '../support/watch.ts';

/** Real limits, but smaller, so that no test waits for them. */
const LIMITS = { connectMs: 1_500, headersMs: 2_000, totalMs: 2_500, maxBytes: 1024 * 1024 };
const WAY_AHEAD_MS = 24 * 3_600_000;

interface Polling extends AsyncDisposable {
  readonly origin: Origin;
  readonly watch: Watch;
  /** Visits every feed that is due; how long it took. */
  readonly poll: () => Promise<number>;
  /** Lets a day pass, so that every feed is due. */
  readonly waitADay: () => void;
  readonly stateOf: (id: string) => Promise<PollState & { readonly url: string }>;
}

/** The way in from a loopback origin: every feed has a host name of its own. */
async function openPolling(
  ids: readonly string[],
  { allowed = ['127.0.0.1'], ...options }: WatchOptions & { readonly allowed?: readonly string[] } = {},
): Promise<Polling> {
  await using stack = new AsyncDisposableStack();
  const origin = stack.use(await openOrigin());
  const feeds = ids.map((id) => feed({ id, url: origin.url(`/${id}`, `${id}.example`) }));
  const watch = stack.use(await openWatch({ feeds, ...options }));
  await syncFeeds(watch.db, feeds, initialPollState(NOON));
  const { resolve } = origin;
  const fetcher = openFetcher({
    userAgent: 'vigia-test',
    resolve,
    allowedAddresses: allowed,
    limits: LIMITS,
    spacingMs: 0,
  });
  const reader = stack.use(openReader());
  const clock = { now: NOON };
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
      log: quietLog,
    }),
  );
  stack.use(fetcher);
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
    async stateOf(id) {
      const found = (await listPolledFeeds(watch.db)).find((one) => one.id === id);
      if (found === undefined) throw new Error(`no feed ${id}`);
      return { ...found.state, url: found.url };
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

const licence = {
  ...entry(),
  guid: '1',
  link: 'https://one.example/1',
  published: NOON,
  updated: NOON,
};

function document(entries = [licence]): Extract<Reply, { kind: 'document' }> {
  const channel = {
    title: 'One',
    description: '',
    site: 'https://one.example',
    language: 'en',
    updated: NOON,
  };
  return { kind: 'document', body: writeFeed('rss', channel, entries) };
}

const FAULTS: Readonly<Record<string, readonly [reply: Reply, words: RegExp]>> = {
  garbage: [{ kind: 'garbage', bytes: 20_000 }, /not a feed|no kind of feed/],
  page: [{ kind: 'document', body: '<!doctype html><title>Sorry</title>' }, /web page, not a feed/],
  nothing: [{ kind: 'document', body: '' }, /empty/],
  huge: [{ kind: 'large', bytes: 50 * 1024 * 1024, declared: false }, /larger than|more than/],
  declared: [{ kind: 'large', bytes: 50 * 1024 * 1024, declared: true }, /larger than|more than/],
  endless: [{ kind: 'large', bytes: Infinity, declared: false }, /larger than|more than/],
  bomb: [{ kind: 'bomb', bytes: 50 * 1024 * 1024, encoding: 'gzip' }, /larger than|more than|decompress/],
  mute: [{ kind: 'stall', where: 'headers' }, /no answer within 2 s/],
  stalled: [{ kind: 'stall', where: 'body' }, /not finished within 2.5 s/],
  slow: [{ kind: 'drip', body: 'x'.repeat(1_000), everyMs: 50 }, /not finished within 2.5 s/],
  cut: [{ kind: 'reset', where: 'body' }, /connection/],
  inward: [
    { kind: 'status', status: 301, headers: { location: 'http://169.254.169.254/' } },
    /leads to the local link/,
  ],
  circle: [{ kind: 'status', status: 302, headers: { location: '/circle' } }, /in a circle/],
  script: [
    { kind: 'status', status: 302, headers: { location: 'file:///etc/passwd' } },
    /does not begin with http/,
  ],
  missing: [{ kind: 'status', status: 404 }, /nothing at this address \(404\)/],
};

test('a feed that serves anything but a feed costs its own poll only, and says why in plain words', async () => {
  const faults = Object.keys(FAULTS);
  await using polling = await openPolling([...faults, 'one', 'two']);
  for (const [id, [reply]] of Object.entries(FAULTS)) polling.origin.set(`/${id}`, reply);
  polling.origin.set('/one', document());
  polling.origin.set('/two', document([{ ...licence, guid: '2', link: 'https://two.example/2' }]));
  expect(await polling.poll()).toBeLessThan(10_000);
  for (const id of ['one', 'two']) {
    const { state, failureDetail } = await polling.stateOf(id);
    expect({ id, state, failureDetail }).toEqual({ id, state: 'ok', failureDetail: undefined });
  }
  for (const [id, [, words]] of Object.entries(FAULTS)) {
    const state = await polling.stateOf(id);
    expect({ id, state: state.state, failures: state.failures }).toEqual({
      id,
      state: 'failing',
      failures: 1,
    });
    const [problem] = toFeedHealth(state, NOON).problems;
    expect(problem?.words).toMatch(words);
    expect(problem?.words).not.toContain('\n');
    expect(problem?.advice).not.toBe('');
  }
  expect(await polling.watch.countRows()).toMatchObject({ entries: 2 });
});

test('a redirect to this machine is refused unless it is allowed', async () => {
  // The origin itself is reached under another loopback address than the one that is redirected to.
  await using polling = await openPolling(['inward'], { allowed: ['127.0.0.1/32'] });
  const location = `http://127.0.0.2:${String(polling.origin.port)}/inner`;
  polling.origin.set('/inward', { kind: 'status', status: 302, headers: { location } });
  polling.origin.set('/inner', document());
  await polling.poll();
  expect(await polling.stateOf('inward')).toMatchObject({
    state: 'failing',
    failureReason: 'address',
    failureDetail: '127.0.0.2 leads to this machine',
  });
  expect(polling.origin.listRequests('/inner')).toEqual([]);
});

test('the healthy feeds are taken in while a stalled one is still waited for', async () => {
  await using polling = await openPolling(['mute', 'one']);
  polling.origin.set('/mute', { kind: 'stall', where: 'headers' });
  polling.origin.set('/one', document());
  const polled = polling.poll();
  await expect.poll(() => polling.watch.ledger(), { interval: 20, timeout: 5_000 }).toHaveLength(1);
  expect(await polling.stateOf('mute')).toMatchObject({ state: 'new' });
  await polled;
  expect(await polling.stateOf('mute')).toMatchObject({ state: 'failing' });
});

test('the first look is the baseline, and what appears after it is owed', async () => {
  await using polling = await openPolling(['one']);
  polling.origin.set('/one', document());
  await polling.poll();
  const flight = {
    ...licence,
    guid: '2',
    link: 'https://one.example/2',
    title: 'Deportation flight lands in Caracas with migrants from the United States',
    text: 'The plane brought 214 Venezuelans deported by the United States.',
  };
  polling.origin.set('/one', document([flight, licence]));
  polling.waitADay();
  await polling.poll();
  expect(await polling.watch.states()).toEqual({ baseline: 1, posted: 1 });
});

test('what has not changed is not read again: neither a 304 nor the same body writes more than the poll', async () => {
  await using polling = await openPolling(['one', 'two']);
  polling.origin.set('/one', document());
  polling.origin.set('/two', { ...document(), etag: false });
  await polling.poll();
  const rows = await polling.watch.countRows();
  const before = { one: await polling.stateOf('one'), two: await polling.stateOf('two') };
  polling.waitADay();
  await polling.poll();
  expect(await polling.watch.countRows()).toEqual(rows);
  expect(polling.origin.listRequests('/one')[1]?.headers['if-none-match']).toBe(before.one.etag);
  for (const id of ['one', 'two'] as const) {
    const after = await polling.stateOf(id);
    expect(after).toMatchObject({ state: 'ok', bodyHash: before[id].bodyHash, failures: 0 });
    expect(after.lastPolledAt?.getTime()).toBe(NOON.getTime() + WAY_AHEAD_MS);
  }
});

test('a feed that has moved for good is polled where it is now', async () => {
  await using polling = await openPolling(['old']);
  polling.origin.set('/old', { kind: 'status', status: 301, headers: { location: '/new' } });
  polling.origin.set('/new', document());
  for (let visit = 0; visit < 3; visit += 1) {
    await polling.poll();
    polling.waitADay();
  }
  expect(polling.origin.listRequests('/old')).toHaveLength(2);
  expect((await polling.stateOf('old')).url).toBe(polling.origin.url('/new', 'old.example'));
});

test('what a killed process had claimed is polled as soon as the next one starts', async () => {
  await using polling = await openPolling(['one']);
  polling.origin.set('/one', document());
  await claimDueFeeds(polling.watch.db, { owner: 'test', now: NOON, leaseMs: 600_000, limit: 10 });
  await polling.poll();
  expect(polling.origin.listRequests()).toEqual([]);
  await releaseFeeds(polling.watch.db, 'test');
  await polling.poll();
  expect(polling.origin.listRequests()).toHaveLength(1);
});

test('a document that could not be stored leaves its feed as it was and is read again in a minute', async () => {
  let fails = true;
  await using polling = await openPolling(['one'], {
    change: (deps) => ({
      ...deps,
      judge: (text) => {
        if (fails) throw new Error('the disk is full');
        return deps.judge(text);
      },
    }),
  });
  polling.origin.set('/one', document());
  await polling.poll();
  const state = await polling.stateOf('one');
  expect(state).toMatchObject({ state: 'new', failures: 0 });
  expect((state.dueAt?.getTime() ?? 0) - NOON.getTime()).toBeLessThan(3 * 60_000);
  fails = false;
  polling.waitADay();
  await polling.poll();
  expect(await polling.watch.states()).toEqual({ baseline: 1 });
});

test('stopping ends the visits under way at once, and their feeds are due at the next start', async () => {
  const polling = await openPolling(['mute']);
  polling.origin.set('/mute', { kind: 'stall', where: 'headers' });
  const polled = polling.poll();
  await expect.poll(() => polling.origin.listRequests().length).toBe(1);
  const startMs = performance.now();
  const closed = polling[Symbol.asyncDispose]();
  await polled;
  await closed;
  expect(performance.now() - startMs).toBeLessThan(1_500);
});
