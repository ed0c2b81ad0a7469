import { connect } from 'node:net';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { openOrigin } from '../../src/demo/origin.ts';

test('a document is served with validators and not served twice to who has it', async () => {
  await using origin = await openOrigin();
  origin.set('/feed', { kind: 'document', body: '<rss/>', lastModified: 'Sun, 01 Mar 2026 10:00:00 GMT' });
  const first = await request(origin.url('/feed'));
  const { etag, 'last-modified': lastModified } = first.headers;
  expect([first.statusCode, await first.body.text(), lastModified]).toEqual([
    200,
    '<rss/>',
    'Sun, 01 Mar 2026 10:00:00 GMT',
  ]);
  for (const headers of [{ 'if-none-match': String(etag) }, { 'if-modified-since': String(lastModified) }]) {
    const again = await request(origin.url('/feed'), { headers });
    await again.body.dump();
    expect(again.statusCode).toBe(304);
  }
  origin.set('/feed', { kind: 'document', body: '<rss>new</rss>' });
  const changed = await request(origin.url('/feed'), { headers: { 'if-none-match': String(etag) } });
  expect(await changed.body.text()).toBe('<rss>new</rss>');
});

test('what a path answers can depend on how often it was asked, and unknown paths are not found', async () => {
  await using origin = await openOrigin();
  origin.set('/feed', (count) => ({ kind: 'status', status: count === 1 ? 503 : 204 }));
  const statuses = [];
  for (const path of ['/feed', '/feed', '/nothing']) {
    const { statusCode, body } = await request(origin.url(path));
    await body.dump();
    statuses.push(statusCode);
  }
  expect(statuses).toEqual([503, 204, 404]);
});

test('every request is on record with its host name', async () => {
  await using origin = await openOrigin();
  const { body } = await request(origin.url('/feed'), {
    headers: { host: 'news.example:80', 'x-test': '1' },
  });
  await body.dump();
  expect(origin.listRequests()).toMatchObject([
    { path: '/feed', host: 'news.example', headers: { 'x-test': '1' }, atMs: expect.any(Number) },
  ]);
  expect(origin.listRequests('/other')).toEqual([]);
  expect(await origin.resolve('anything.example')).toEqual([{ address: '127.0.0.1', family: 4 }]);
});

test('closing it cuts every connection, however it hangs', async () => {
  const origin = await openOrigin();
  origin.set('/stall', { kind: 'stall', where: 'headers' });
  const socket = connect(origin.port, '127.0.0.1');
  socket.write('GET /stall HTTP/1.1\r\nhost: a\r\n\r\n');
  await expect.poll(() => origin.countConnections()).toBe(1);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await origin[Symbol.asyncDispose]();
  await closed;
  await expect.poll(() => origin.countConnections()).toBe(0);
});
