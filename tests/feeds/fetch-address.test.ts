import { expect, test } from 'vitest';
import { openOrigin } from '../../src/demo/origin.ts';
import { openFetcher } from '../../src/feeds/fetching/fetch.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

const LOOPBACK_SPELLINGS = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.1.',
  '0',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::]',
  '%31%32%37.0.0.1',
  '①②⑦.0.0.1',
];

test.each(LOOPBACK_SPELLINGS)('%s is refused before a connection is opened', async (host) => {
  await using origin = await openOrigin();
  await using fetcher = openFetcher({ userAgent: 'vigia-test' });
  const outcome = await fetcher.fetch({ url: origin.url('/feed', host), conditional: true }, NOW);
  expect(outcome).toMatchObject({
    kind: 'failed',
    reason: 'address',
    detail: expect.stringContaining('leads to'),
  });
  expect(origin.countConnections()).toBe(0);
});

test.each([
  'file:///etc/passwd',
  'ftp://example.org/feed',
  'gopher://example.org/',
  'data:text/xml,<rss/>',
  'no address',
])('%s is no address of a feed', async (url) => {
  await using fetcher = openFetcher({ userAgent: 'vigia-test' });
  expect(await fetcher.fetch({ url, conditional: true }, NOW)).toMatchObject({
    kind: 'failed',
    reason: 'address',
  });
});

test('a name that leads to a private address is refused', async () => {
  await using origin = await openOrigin();
  await using fetcher = openFetcher({ userAgent: 'vigia-test', resolve: origin.resolve });
  const outcome = await fetcher.fetch({ url: origin.url('/feed', 'news.example'), conditional: true }, NOW);
  expect(outcome).toMatchObject({ reason: 'address', detail: 'news.example leads to this machine' });
  expect(origin.countConnections()).toBe(0);
});

test('of a name with public and private addresses only the public ones are tried', async () => {
  await using origin = await openOrigin();
  const answers = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  await using fetcher = openFetcher({
    userAgent: 'vigia-test',
    allowedAddresses: ['::1'],
    limits: { connectMs: 300 },
    resolve: () => Promise.resolve(answers),
  });
  const outcome = await fetcher.fetch({ url: origin.url('/feed', 'news.example'), conditional: true }, NOW);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'connect' });
  expect(origin.countConnections()).toBe(0);
});

test.each([
  'http://127.0.0.1:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://inside.example:PORT/',
  'file:///etc/hosts',
])('a redirect to %s is refused where it leads', async (location) => {
  await using origin = await openOrigin();
  // The origin itself stands for the public web: 127.0.0.2 is allowed, 127.0.0.1 is not.
  await using fetcher = openFetcher({
    userAgent: 'vigia-test',
    allowedAddresses: ['127.0.0.2'],
    resolve: (hostname) =>
      Promise.resolve([{ address: hostname === 'public.example' ? '127.0.0.2' : '127.0.0.1', family: 4 }]),
  });
  await using outside = await openOrigin({ port: origin.port, address: '127.0.0.2' });
  outside.set('/feed', {
    kind: 'status',
    status: 302,
    headers: { location: location.replace('PORT', String(origin.port)) },
  });
  const outcome = await fetcher.fetch(
    { url: outside.url('/feed', 'public.example'), conditional: true },
    NOW,
  );
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'address' });
  expect(outside.listRequests()).toHaveLength(1);
  expect(origin.countConnections()).toBe(0);
});

test('a name that changes its address after it was checked gains nothing', async () => {
  await using origin = await openOrigin();
  const answers = ['127.0.0.2', '127.0.0.1', '127.0.0.1'];
  let asked = 0;
  await using fetcher = openFetcher({
    userAgent: 'vigia-test',
    allowedAddresses: ['127.0.0.2'],
    resolve: () => Promise.resolve([{ address: answers[asked++] ?? '127.0.0.1', family: 4 }]),
  });
  await using outside = await openOrigin({ port: origin.port, address: '127.0.0.2' });
  outside.set('/feed', { kind: 'document', body: '<rss/>', headers: { connection: 'close' } });
  const url = outside.url('/feed', 'rebinding.example');
  expect(await fetcher.fetch({ url, conditional: true }, NOW)).toMatchObject({ kind: 'fetched' });
  expect(asked).toBe(1);
  expect(await fetcher.fetch({ url, conditional: true }, NOW)).toMatchObject({
    kind: 'failed',
    reason: 'address',
  });
  expect(origin.countConnections()).toBe(0);
});
