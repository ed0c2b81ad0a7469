import { expect, test } from 'vitest';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { openOrigin } from '../../src/demo/origin.ts';
import { openFetcher } from '../../src/feeds/fetching/fetch.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const MEGABYTE = 1024 * 1024;
const LIMITS = { connectMs: 900, headersMs: 800, totalMs: 1_200, maxBytes: MEGABYTE };

const COSTLY: readonly (readonly [string, Reply, string, RegExp])[] = [
  [
    '50 MB, announced',
    { kind: 'large', bytes: 50 * MEGABYTE, declared: true },
    'too-large',
    /larger than 1 MB/,
  ],
  [
    '50 MB, unannounced',
    { kind: 'large', bytes: 50 * MEGABYTE, declared: false },
    'too-large',
    /larger than 1 MB/,
  ],
  ['an endless body', { kind: 'large', bytes: Infinity, declared: false }, 'too-large', /larger than 1 MB/],
  ['no answer', { kind: 'stall', where: 'headers' }, 'timeout', /no answer within 0.8 s/],
  ['a body that stops', { kind: 'stall', where: 'body' }, 'timeout', /not finished within/],
  [
    'a body in drips',
    { kind: 'drip', body: 'x'.repeat(1_000), everyMs: 20 },
    'timeout',
    /not finished within/,
  ],
  ['a connection cut before the answer', { kind: 'reset', where: 'headers' }, 'broken', /connection/],
  ['a connection cut in the body', { kind: 'reset', where: 'body' }, 'broken', /connection/],
];

test.each(COSTLY)(
  '%s costs its own visit only, and its connection is closed',
  async (_, reply, reason, detail) => {
    await using origin = await openOrigin();
    await using fetcher = openFetcher({
      userAgent: 'vigia-test',
      resolve: origin.resolve,
      allowedAddresses: ['127.0.0.0/8'],
      limits: LIMITS,
    });
    origin.set('/bad', reply);
    origin.set('/good', { kind: 'document', body: 'fine' });
    const visits = ['/bad', '/good'].map((path) =>
      fetcher.fetch({ url: origin.url(path, `${path.slice(1)}.example`), conditional: true }, NOW),
    );
    const [bad, good] = await Promise.all(visits);
    expect(bad).toMatchObject({ kind: 'failed', reason, detail: expect.stringMatching(detail) });
    expect(good).toMatchObject({ kind: 'fetched', body: Buffer.from('fine') });
    // The connection to good.example may stay open for its next feed.
    await expect.poll(() => origin.countConnections()).toBeLessThanOrEqual(1);
  },
);

test.each([
  ['gzip', 900_000, 'unpacks to more than 100 times its size'],
  ['br', 900_000, 'unpacks to more than 100 times its size'],
  ['zstd', 900_000, 'unpacks to more than 100 times its size'],
  ['gzip', 3 * MEGABYTE, 'larger than 1 MB'],
] as const)('a bomb in %s of %i bytes is given up while it unpacks', async (encoding, bytes, detail) => {
  await using origin = await openOrigin();
  const limits = { maxBytes: MEGABYTE, maxRatio: bytes < MEGABYTE ? 100 : 2_000 };
  await using fetcher = openFetcher({ userAgent: 'vigia-test', allowedAddresses: ['127.0.0.1'], limits });
  origin.set('/bad', { kind: 'bomb', bytes, encoding });
  const outcome = await fetcher.fetch({ url: origin.url('/bad'), conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'too-large', detail });
});

test.each([
  ['garbage', { kind: 'garbage', bytes: 5_000 }, 5_000],
  ['nothing', { kind: 'document', body: '' }, 0],
] as const)(
  '%s is a body like any other: whether it is a feed is for the reader to say',
  async (_, reply, length) => {
    await using origin = await openOrigin();
    await using fetcher = openFetcher({ userAgent: 'vigia-test', allowedAddresses: ['127.0.0.1'] });
    origin.set('/feed', reply);
    const outcome = await fetcher.fetch({ url: origin.url('/feed'), conditional: true }, NOW);
    expect(outcome).toMatchObject({ kind: 'fetched', body: { length } });
  },
);

test('a compressed body that cannot be unpacked is told as such', async () => {
  await using origin = await openOrigin();
  await using fetcher = openFetcher({ userAgent: 'vigia-test', allowedAddresses: ['127.0.0.1'] });
  origin.set('/feed', { kind: 'document', body: '<rss/>', headers: { 'content-encoding': 'br' } });
  const outcome = await fetcher.fetch({ url: origin.url('/feed'), conditional: true }, NOW);
  expect(outcome).toMatchObject({
    kind: 'failed',
    reason: 'encoding',
    detail: 'the answer cannot be decompressed',
  });
});

test('a port where nobody listens and a name that does not exist are told apart', async () => {
  const closed = await openOrigin();
  await closed[Symbol.asyncDispose]();
  const unknown = Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
  await using fetcher = openFetcher({
    userAgent: 'vigia-test',
    allowedAddresses: ['127.0.0.1'],
    resolve: () => Promise.reject(unknown),
  });
  const answers = [closed.url('/'), 'http://nowhere.example/feed'].map((url) =>
    fetcher.fetch({ url, conditional: true }, NOW),
  );
  expect(await Promise.all(answers)).toMatchObject([
    { kind: 'failed', reason: 'connect', detail: 'the host refuses the connection' },
    { kind: 'failed', reason: 'dns', detail: 'there is no host of this name' },
  ]);
});

test('a name server that never answers runs into the limit for connecting', async () => {
  await using fetcher = openFetcher({
    userAgent: 'vigia-test',
    limits: LIMITS,
    resolve: () => Promise.withResolvers<never>().promise,
  });
  const outcome = await fetcher.fetch({ url: 'http://slow.example/feed', conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'timeout' });
});

test('encryption is demanded where the address says so', async () => {
  await using origin = await openOrigin();
  await using fetcher = openFetcher({ userAgent: 'vigia-test', allowedAddresses: ['127.0.0.1'] });
  const outcome = await fetcher.fetch({ url: `https://127.0.0.1:${origin.port}/`, conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'tls' });
});
