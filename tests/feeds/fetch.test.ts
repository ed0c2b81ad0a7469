import { expect, test } from 'vitest';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { openFetcher, type Fetcher, type FetcherOptions } from '../../src/feeds/fetching/fetch.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title></channel></rss>';

function fetcherFor(origin: Origin, options: Partial<FetcherOptions> = {}): Fetcher {
  return openFetcher({
    userAgent: 'vigia-test/1 (+https://example.org/contact)',
    resolve: origin.resolve,
    allowedAddresses: ['127.0.0.1'],
    spacingMs: 0,
    ...options,
  });
}

test('a feed comes back with its body, hash, type and validators', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/feed', {
    kind: 'document',
    body: FEED,
    etag: 'W/"odd, one"',
    lastModified: 'Sun, 01 Mar 2026 10:00:00 GMT',
    headers: { 'cache-control': 'max-age=600', age: '60' },
  });
  const outcome = await fetcher.fetch({ url: origin.url('/feed', 'news.example'), conditional: true }, NOW);
  expect(outcome).toMatchObject({
    kind: 'fetched',
    body: Buffer.from(FEED),
    url: origin.url('/feed', 'news.example'),
    contentType: 'application/rss+xml',
    validators: { etag: 'W/"odd, one"', lastModified: 'Sun, 01 Mar 2026 10:00:00 GMT' },
    conditional: false,
    freshForMs: 540_000,
  });
  expect(outcome).not.toHaveProperty('movedTo');
});

test('validators are sent back verbatim and a 304 is told as such', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  const validators = { etag: 'unquoted-and-odd', lastModified: 'yesterday, roughly' };
  origin.set('/feed', {
    kind: 'document',
    body: FEED,
    ...validators,
    headers: { 'cache-control': 'no-cache' },
  });
  const outcome = await fetcher.fetch({ url: origin.url('/feed'), validators, conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'not-modified', freshForMs: 0 });
  const [request] = origin.listRequests('/feed');
  expect(request?.headers).toMatchObject({
    'if-none-match': 'unquoted-and-odd',
    'if-modified-since': 'yesterday, roughly',
  });
});

test('a forced visit sends no validators and gets the body', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/feed', { kind: 'document', body: FEED, etag: '"1"', lies: true });
  const outcome = await fetcher.fetch(
    { url: origin.url('/feed'), validators: { etag: '"1"' }, conditional: false },
    NOW,
  );
  expect(outcome).toMatchObject({ kind: 'fetched', conditional: false });
  expect(origin.listRequests()[0]?.headers).not.toHaveProperty('if-none-match');
});

test('a 304 that nobody asked for is a failure', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/feed', { kind: 'status', status: 304 });
  expect(await fetcher.fetch({ url: origin.url('/feed'), conditional: true }, NOW)).toMatchObject({
    kind: 'failed',
    reason: 'http',
    status: 304,
  });
});

test('every visit says who asks, carries no cookie and takes anything', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/feed', { kind: 'document', body: FEED, headers: { 'set-cookie': 'id=1' } });
  await fetcher.fetch({ url: origin.url('/feed'), conditional: true }, NOW);
  await fetcher.fetch({ url: origin.url('/feed'), conditional: true }, NOW);
  const headers = origin.listRequests()[1]?.headers;
  expect(headers).toMatchObject({
    'user-agent': 'vigia-test/1 (+https://example.org/contact)',
    accept: expect.stringContaining('*/*'),
    'accept-encoding': 'zstd, br, gzip, deflate',
  });
  expect(headers).not.toHaveProperty('cookie');
  expect(headers).not.toHaveProperty('referer');
});

test.each(['gzip', 'br', 'zstd', 'deflate', 'deflate-raw'] as const)(
  'a body in %s is unpacked',
  async (encoding) => {
    await using origin = await openOrigin();
    await using fetcher = fetcherFor(origin);
    origin.set('/feed', { kind: 'document', body: FEED, encoding });
    const outcome = await fetcher.fetch({ url: origin.url('/feed'), conditional: true }, NOW);
    expect(outcome).toMatchObject({ kind: 'fetched', body: Buffer.from(FEED) });
  },
);

test('a content encoding that the first byte contradicts is not believed', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/plain', { kind: 'document', body: FEED, headers: { 'content-encoding': 'gzip' } });
  origin.set('/packed', {
    kind: 'document',
    body: FEED,
    encoding: 'gzip',
    headers: { 'content-encoding': '' },
  });
  for (const path of ['/plain', '/packed']) {
    const outcome = await fetcher.fetch({ url: origin.url(path), conditional: true }, NOW);
    expect(outcome).toMatchObject({ kind: 'fetched', body: Buffer.from(FEED) });
  }
});

test.each([
  [429, { 'retry-after': '120' }, 120_000],
  [503, { 'retry-after': 'Sun, 01 Mar 2026 13:00:00 GMT' }, 3_600_000],
  [500, {}, undefined],
] as const)('status %i is a failure that says when to come back', async (status, headers, retryAfterMs) => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/feed', { kind: 'status', status, headers });
  const outcome = await fetcher.fetch({ url: origin.url('/feed'), conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'http', status });
  expect('retryAfterMs' in outcome ? outcome.retryAfterMs : undefined).toBe(retryAfterMs);
});

test('a name and password in the address are sent to its host only, and never shown', async () => {
  await using origin = await openOrigin();
  await using fetcher = fetcherFor(origin);
  origin.set('/feed', {
    kind: 'status',
    status: 302,
    headers: { location: origin.url('/other', 'b.example') },
  });
  const url = origin.url('/feed', 'user:p%40ss@a.example');
  const outcome = await fetcher.fetch({ url, conditional: true }, NOW);
  expect(origin.listRequests('/feed')[0]?.headers.authorization).toBe(`Basic ${btoa('user:p@ss')}`);
  expect(origin.listRequests('/other')[0]?.headers).not.toHaveProperty('authorization');
  expect(JSON.stringify(outcome)).not.toContain('ss@');
});

test('closing the fetcher ends the visits under way, which count as not made', async () => {
  await using origin = await openOrigin();
  const fetcher = fetcherFor(origin, { concurrency: 1 });
  origin.set('/feed', { kind: 'stall', where: 'headers' });
  const visits = ['a.example', 'a.example', 'b.example'].map((host) =>
    fetcher.fetch({ url: origin.url('/feed', host), conditional: true }, NOW),
  );
  await expect.poll(() => origin.listRequests().length).toBe(1);
  await fetcher[Symbol.asyncDispose]();
  expect(await Promise.all(visits)).toEqual(visits.map(() => ({ kind: 'deferred', until: NOW })));
  await expect.poll(() => origin.countConnections()).toBe(0);
});
