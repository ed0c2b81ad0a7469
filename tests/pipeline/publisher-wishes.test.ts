import { expect, test } from 'vitest';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { openPolling, type Polling } from '../support/polling.ts';
import { NOON } from '../support/watch.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A feed with an entry every ten minutes, which would be visited every five; what it asks for is given. */
function busy(wish: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const items = Array.from({ length: 20 }, (_, index) => {
    const date = new Date(NOON.getTime() - index * 10 * MINUTE_MS).toUTCString();
    return `<item><guid>${index}</guid><title>Bridge ${index}</title><pubDate>${date}</pubDate></item>`;
  });
  const body = `<rss version="2.0"><channel><title>One</title>${wish}${items.join('')}</channel></rss>`;
  return { kind: 'document', body, headers: { ...headers } };
}

async function delayAfter(polling: Polling, reply: Reply): Promise<number> {
  polling.origin.set('/one', reply);
  await polling.waitUntilDue('one');
  const nowMs = polling.now().getTime();
  await polling.poll();
  return ((await polling.stateOf('one')).dueAt?.getTime() ?? 0) - nowMs;
}

test.each<[string, Reply, atLeastMs: number]>([
  ['nothing', busy(''), 2 * MINUTE_MS],
  ['a ttl of three hours', busy('<ttl>180</ttl>'), 3 * HOUR_MS],
  ['a ttl of a year', busy('<ttl>525600</ttl>'), 5 * HOUR_MS],
  [
    'an Expires in an hour',
    busy('', { expires: new Date(NOON.getTime() + HOUR_MS).toUTCString(), date: NOON.toUTCString() }),
    HOUR_MS,
  ],
  ['a max-age of a year', busy('', { 'cache-control': 'max-age=31536000' }), 5 * HOUR_MS],
  ['no visit from noon to two', busy('<skipHours><hour>12</hour><hour>13</hour></skipHours>'), 2 * HOUR_MS],
  ['no visit on a Sunday', busy('<skipDays><day>Sunday</day></skipDays>'), 5 * HOUR_MS],
])('a feed that asks for %s is visited again no sooner, and not much later', async (_, reply, atLeastMs) => {
  await using polling = await openPolling(['one']);
  const delayMs = await delayAfter(polling, reply);
  expect(delayMs).toBeGreaterThanOrEqual(atLeastMs);
  expect(delayMs).toBeLessThanOrEqual(1.2 * atLeastMs + 10 * MINUTE_MS);
});

test('failures are spaced five minutes apart, then twice as far each time, to a day', async () => {
  await using polling = await openPolling(['one']);
  const delays: number[] = [];
  for (let failure = 0; failure < 11; failure += 1) {
    delays.push(await delayAfter(polling, { kind: 'status', status: 500 }));
  }
  const minutes = delays.map((delayMs) => Math.round(delayMs / MINUTE_MS));
  expect(minutes).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, expect.any(Number), expect.any(Number)]);
  for (const last of minutes.slice(-2)) {
    expect(last).toBeGreaterThan(0.85 * 1440);
    expect(last).toBeLessThanOrEqual(1440);
  }
});

test('after a week of failures a feed is still asked once a day, and never given up', async () => {
  await using polling = await openPolling(['one']);
  polling.origin.set('/one', { kind: 'reset', where: 'headers' });
  for (let poll = 0; poll < 30; poll += 1) {
    await polling.waitUntilDue('one');
    await polling.poll();
  }
  const { state, dueAt, failures } = await polling.stateOf('one');
  expect({ state, failures }).toEqual({ state: 'down', failures: 30 });
  expect((dueAt?.getTime() ?? 0) - polling.now().getTime()).toBeLessThanOrEqual(24 * HOUR_MS);
  expect(polling.origin.listRequests()).toHaveLength(30);
});

test('a pause that a host asks for is kept for a day, not for a year', async () => {
  await using polling = await openPolling(['one']);
  const headers = { 'retry-after': '31536000' };
  const delayMs = await delayAfter(polling, { kind: 'status', status: 503, headers });
  expect(delayMs).toBe(24 * HOUR_MS);
});
