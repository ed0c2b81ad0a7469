import { expect, test } from 'vitest';
import { z } from 'zod';
import { toFeedHealth } from '../../src/core/polling/feed-health.ts';
import { findStatus } from '../../src/pipeline/status.ts';
import { document, licence, openPolling, type Polling } from '../support/polling.ts';

const event = z.object({ msg: z.string(), feed: z.string(), flag: z.string().optional() });
const NOTICES = new Set(['feed down', 'feed recovered', 'feed gone', 'feed moved', 'feed flagged']);

/** The notices among what was logged, each as `feed down: one`. */
const noticesOf = (polling: Polling): string[] =>
  polling
    .logged()
    .flatMap((line) => event.safeParse(line).data ?? [])
    .filter(({ msg }) => NOTICES.has(msg))
    .map(({ msg, feed, flag }) => [msg, feed, ...(flag === undefined ? [] : [flag])].join(' '));

/** Visits a feed each time it is due. */
async function visit(polling: Polling, id: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await polling.waitUntilDue(id);
    await polling.poll();
  }
}

test('an outage of any length is logged once when the feed is called down, and once when it is back', async () => {
  await using polling = await openPolling(['one']);
  polling.origin.set('/one', document());
  await polling.poll();
  polling.origin.set('/one', { kind: 'status', status: 503 });
  await visit(polling, 'one', 2);
  expect(noticesOf(polling)).toEqual([]);
  await visit(polling, 'one', 10);
  expect(noticesOf(polling)).toEqual(['feed down one']);
  polling.origin.set('/one', document());
  await visit(polling, 'one', 3);
  expect(noticesOf(polling)).toEqual(['feed down one', 'feed recovered one']);
});

test('a feed that says for a day that it is gone is called gone once and asked no more', async () => {
  await using polling = await openPolling(['one']);
  polling.origin.set('/one', { kind: 'status', status: 410 });
  await polling.poll();
  await visit(polling, 'one', 20);
  const { state, dueAt } = await polling.stateOf('one');
  expect({ state, dueAt }).toEqual({ state: 'gone', dueAt: undefined });
  expect(noticesOf(polling).filter((notice) => notice === 'feed gone one')).toHaveLength(1);
  const asked = polling.origin.listRequests().length;
  polling.waitADay();
  await polling.poll();
  expect(polling.origin.listRequests()).toHaveLength(asked);
});

test('what is odd about a feed that answers is logged once, told in words, and counted', async () => {
  await using polling = await openPolling(['empty', 'undated', 'silent', 'well']);
  const undated = {
    kind: 'document',
    body: document()
      .body.toString()
      .replaceAll(/<pubDate>.*?<\/pubDate>/g, ''),
  } as const;
  polling.origin.set('/empty', document([]));
  polling.origin.set('/undated', undated);
  const before = (hours: number) => new Date(polling.now().getTime() - hours * 3_600_000);
  const old = Array.from({ length: 48 }, (_, index) => index + 96).map((hours) => ({
    ...licence,
    guid: String(hours),
    link: `https://silent.example/${String(hours)}`,
    published: before(hours),
    updated: before(hours),
  }));
  polling.origin.set('/silent', document(old));
  polling.origin.set('/well', document());
  for (let day = 0; day < 3; day += 1) {
    await polling.poll();
    polling.waitADay();
  }
  expect(noticesOf(polling).toSorted()).toEqual([
    'feed flagged empty empty',
    'feed flagged silent silent',
    'feed flagged undated undated',
  ]);
  for (const id of ['empty', 'undated', 'silent'] as const) {
    const health = toFeedHealth(await polling.stateOf(id), polling.now());
    expect(health).toMatchObject({ state: 'ok', flags: [id] });
    expect(health.problems).toHaveLength(1);
  }
  const status = await findStatus(polling.watch.db, new Map(), polling.now());
  expect(status.feeds).toMatchObject({ total: 4, working: 4, flagged: 3, down: [] });
});

test('a feed whose host says "not modified" although it was is found out', async () => {
  await using polling = await openPolling(['one']);
  polling.origin.set('/one', { ...document(), etag: '"same"', lies: true });
  await polling.poll();
  polling.origin.set('/one', {
    ...document([licence, { ...licence, guid: '2', link: 'https://one.example/2', title: 'Another' }]),
    etag: '"same"',
    lies: true,
  });
  for (let day = 0; day < 9; day += 1) {
    polling.waitADay();
    await polling.poll();
  }
  expect(noticesOf(polling)).toEqual(['feed flagged one validators-lie']);
  expect((await polling.watch.ledger()).length).toBe(2);
});
