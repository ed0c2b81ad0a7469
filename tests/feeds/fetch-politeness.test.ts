import { expect, test } from 'vitest';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { openFetcher, type Fetcher } from '../../src/feeds/fetching/fetch.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const SPACING_MS = 60;

function fetcherFor(origin: Origin): Fetcher {
  return openFetcher({
    userAgent: 'vigia-test',
    resolve: origin.resolve,
    allowedAddresses: ['127.0.0.1'],
    spacingMs: SPACING_MS,
  });
}

test('requests to one host keep their distance, redirects among them, while other hosts do not wait', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/moved', { kind: 'status', status: 302, headers: { location: '/feed' } });
  origin.set('/feed', { kind: 'document', body: '<rss/>' });
  const urls = ['/feed', '/moved', '/feed'].map((path) => origin.url(path, 'one.example'));
  urls.push(origin.url('/feed', 'two.example'));
  await Promise.all(urls.map((url) => fetcher.fetch({ url, conditional: true }, NOW)));
  const requests = origin.listRequests();
  const times = requests.filter(({ host }) => host === 'one.example').map(({ atMs }) => atMs);
  expect(times).toHaveLength(4);
  // Timers of the two clocks may round a millisecond apart.
  times
    .slice(1)
    .forEach((time, index) => expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(SPACING_MS - 2));
  expect(requests.findIndex(({ host }) => host === 'two.example')).toBeLessThan(2);
});

test('a host that turns two feeds away with 429 is left alone, and its other feeds come back later', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  for (const path of ['/a', '/b']) {
    origin.set(path, { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
  }
  origin.set('/c', { kind: 'document', body: '<rss/>' });
  const visit = (path: string, host: string) =>
    fetcher.fetch({ url: origin.url(path, host), conditional: true }, NOW);
  expect(await visit('/a', 'busy.example')).toMatchObject({ kind: 'failed', retryAfterMs: 3_600_000 });
  expect(await visit('/c', 'busy.example')).toMatchObject({ kind: 'fetched' });
  await visit('/b', 'busy.example');
  const deferred = await visit('/c', 'busy.example');
  expect(deferred).toMatchObject({ kind: 'deferred' });
  const pauseMs = 'until' in deferred ? deferred.until.getTime() - NOW.getTime() : 0;
  expect(pauseMs).toBeGreaterThan(3_590_000);
  expect(origin.listRequests('/c')).toHaveLength(1);
  expect(await visit('/c', 'calm.example')).toMatchObject({ kind: 'fetched' });
});

test('a host that hangs holds up its own feeds only', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/hang', { kind: 'stall', where: 'headers' });
  origin.set('/feed', { kind: 'document', body: '<rss/>' });
  const hanging = Array.from({ length: 300 }, () =>
    fetcher.fetch({ url: origin.url('/hang', 'hung.example'), conditional: true }, NOW),
  );
  const beganMs = performance.now();
  const outcome = await fetcher.fetch({ url: origin.url('/feed', 'fine.example'), conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'fetched' });
  expect(performance.now() - beganMs).toBeLessThan(2_000);
  expect(origin.listRequests('/hang').length).toBeLessThanOrEqual(1);
  await fetcher[Symbol.asyncDispose]();
  expect(new Set((await Promise.all(hanging)).map(({ kind }) => kind))).toEqual(new Set(['deferred']));
});
