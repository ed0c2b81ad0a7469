import { expect, test } from 'vitest';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { openFetcher, type Fetcher } from '../../src/feeds/fetching/fetch.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

function fetcherFor(origin: Origin): Fetcher {
  return openFetcher({
    userAgent: 'vigia-test',
    resolve: origin.resolve,
    allowedAddresses: ['127.0.0.1'],
    spacingMs: 0,
  });
}

function redirect(origin: Origin, path: string, status: number, location: string): void {
  origin.set(path, { kind: 'status', status, headers: { location } });
}

test.each([
  [[301, 308], true],
  [[301], true],
  [[301, 302], false],
  [[307, 301], false],
  [[302], false],
  [[303], false],
])('a way of %j leads to the feed; that it moved for good is %s', async (statuses, moved) => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  statuses.forEach((status, hop) => redirect(origin, `/${hop}`, status, `../${hop + 1}#top`));
  const last = `/${statuses.length}`;
  origin.set(last, { kind: 'document', body: '<rss/>' });
  const outcome = await fetcher.fetch({ url: origin.url('/0'), conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'fetched', url: origin.url(last) });
  expect('movedTo' in outcome ? outcome.movedTo : undefined).toBe(moved ? origin.url(last) : undefined);
});

test('a moved feed that has not changed still tells where it moved', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  redirect(origin, '/old', 301, '/new');
  origin.set('/new', { kind: 'document', body: '<rss/>', etag: '"1"' });
  const outcome = await fetcher.fetch(
    { url: origin.url('/old'), validators: { etag: '"1"' }, conditional: true },
    NOW,
  );
  expect(outcome).toMatchObject({ kind: 'not-modified', movedTo: origin.url('/new') });
});

test('five redirects are followed, a sixth is not', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  for (let hop = 0; hop < 6; hop += 1) redirect(origin, `/${hop}`, 302, `/${hop + 1}`);
  origin.set('/6', { kind: 'document', body: '<rss/>' });
  expect(await fetcher.fetch({ url: origin.url('/1'), conditional: true }, NOW)).toMatchObject({
    kind: 'fetched',
  });
  expect(await fetcher.fetch({ url: origin.url('/0'), conditional: true }, NOW)).toMatchObject({
    kind: 'failed',
    reason: 'redirects',
    detail: 'redirected more than 5 times',
  });
});

test.each([
  ['itself', '/a', 'the host redirects in a circle'],
  ['nowhere', 'http://[', 'the host redirects to what is no address'],
])('a redirect to %s ends the visit', async (_, location, detail) => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  redirect(origin, '/a', 302, location);
  const outcome = await fetcher.fetch({ url: origin.url('/a'), conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'redirects', detail });
});

test('a redirect without a destination is a plain failure', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/a', { kind: 'status', status: 301 });
  const outcome = await fetcher.fetch({ url: origin.url('/a'), conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'http', status: 301 });
});
