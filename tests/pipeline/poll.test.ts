import { expect, test } from 'vitest';
import { toFeedHealth } from '../../src/core/polling/feed-health.ts';
import { claimDueFeeds, releaseFeeds } from '../../src/db/feeds/feeds.ts';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { document, licence, openPolling } from '../support/polling.ts';
import { NOON } from '../support/watch.ts';

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
  await polling.waitUntilDue('one');
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
    expect(after.lastPolledAt?.getTime()).toBe(polling.now().getTime());
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
  await releaseFeeds(polling.watch.db, ['test']);
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
