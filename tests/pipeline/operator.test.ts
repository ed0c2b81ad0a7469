import { describe, expect, test } from 'vitest';
import type { ConnectionHealth } from '../../src/core/operator/connection.ts';
import type { Feed } from '../../src/core/subject.ts';
import {
  listDestinations,
  pauseDestination,
  syncDestinations,
} from '../../src/db/deliveries/destinations.ts';
import type { Db } from '../../src/db/engine/open.ts';
import {
  findStatusPosted,
  OPERATOR_ID,
  saveAudited,
  saveStatusPosted,
  settleOperator,
} from '../../src/db/deliveries/operator.ts';
import { claimDeliveries, settleDelivery } from '../../src/db/deliveries/outbox.ts';
import { toOperatorDestination, watchForOperator } from '../../src/pipeline/delivering/operator.ts';
import { destination } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const start = new Date('2026-03-01T12:00:00Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const CHANNEL = '100000000000000009';
const feeds: ReadonlyMap<string, Feed> = new Map();

/** A database with one channel and the operator's. */
async function openSettled(engine: (typeof engines)[number]) {
  const db = await openFresh(engine);
  await syncDestinations(db, [destination({ id: 'news', address: '100000000000000001' })]);
  await settleOperator(db, toOperatorDestination(CHANNEL, 'en'), start);
  return db;
}

interface World {
  readonly freeBytes?: number;
  readonly gateway?: ConnectionHealth;
}

const look = (
  db: Db,
  now: Date,
  { freeBytes = 40e9, gateway = { kind: 'ready', since: start } }: World = {},
) =>
  watchForOperator(
    {
      db,
      feeds,
      language: 'en',
      measureFreeBytes: () => Promise.resolve(freeBytes),
      findConnection: () => ({ gateway }),
    },
    now,
  );

/** Makes everything that is owed to the operator, and returns its kinds in order. */
async function make(db: Db, now: Date): Promise<string[]> {
  const owed = await claimDeliveries(db, now, 10);
  for (const one of owed) await settleDelivery(db, one, { kind: 'sent', messageId: String(one.id) }, now);
  return owed.map(({ message, destinationId }) => `${destinationId} ${message.kind}`);
}

describe.each(engines.filter(({ skipped }) => skipped === undefined))('$name', (engine) => {
  test('the first look owes the status, the next ones nothing until ten minutes have passed', async () => {
    await using db = await openSettled(engine);
    await look(db, start);
    expect(await make(db, start)).toEqual(['operator operator-status']);
    await look(db, after(9));
    expect(await make(db, after(9))).toEqual([]);
    await look(db, after(10));
    expect(await make(db, after(10))).toEqual(['operator operator-status']);
  });

  test('what the audit finds is told to the operator, once, and when it is over', async () => {
    await using db = await openSettled(engine);
    await look(db, start);
    await make(db, start);
    for (const differences of [2, 2, 0]) {
      await saveAudited(db, differences);
      await look(db, after(1));
    }
    const told: unknown[] = [];
    for (let owed = await claimDeliveries(db, after(1), 10); owed.length > 0;) {
      told.push(...owed.flatMap(({ message }) => (message.kind === 'notice' ? message.news : [])));
      for (const one of owed)
        await settleDelivery(db, one, { kind: 'sent', messageId: String(one.id) }, after(1));
      owed = await claimDeliveries(db, after(1), 10);
    }
    expect(told).toMatchObject([
      { kind: 'begun', trouble: { kind: 'books', differences: 2 } },
      { kind: 'over', trouble: { kind: 'books' } },
    ]);
  });

  test('a status that waits is brought up to date instead of followed by another', async () => {
    await using db = await openSettled(engine);
    for (const minutes of [0, 10, 20, 30]) await look(db, after(minutes));
    const [status, ...others] = await claimDeliveries(db, after(30), 10);
    expect(status?.message).toMatchObject({ kind: 'operator-status', view: { at: after(30), channels: 1 } });
    expect(others).toEqual([]);
  });

  test('a change of state is told once, and its end once', async () => {
    await using db = await openSettled(engine);
    await look(db, start);
    await make(db, start);
    await pauseDestination(
      db,
      'news',
      { reason: 'the channel no longer exists', code: 'channel-gone' },
      after(1),
    );
    const full = { freeBytes: 1e6, gateway: { kind: 'lost', since: start, reason: 'it broke' } } as const;
    expect(await look(db, after(3), full)).toHaveLength(3);
    expect(await look(db, after(4), full)).toEqual([]);
    expect((await make(db, after(4))).toSorted()).toEqual(['operator notice', 'operator operator-status']);
    const over = await look(db, after(5));
    expect(over.map(({ kind, trouble }) => `${kind} ${trouble.kind}`)).toEqual(['over disk', 'over gateway']);
    const claimed = await claimDeliveries(db, after(5), 10);
    const notice = claimed.find(({ message }) => message.kind === 'notice');
    expect(notice?.message).toMatchObject({ silent: true });
  });

  test('deliveries that wait too long are told, the status itself and paused destinations aside', async () => {
    await using db = await openSettled(engine);
    await look(db, start);
    await look(db, after(1), { freeBytes: 0 });
    const news = await look(db, after(7), { freeBytes: 0 });
    expect(news.map(({ trouble }) => trouble.kind)).toEqual(['outbox']);
    await pauseDestination(db, OPERATOR_ID, { reason: 'closed' }, after(8));
    expect((await look(db, after(8), { freeBytes: 0 })).map(({ kind }) => kind)).toEqual(['over']);
  });

  test('the operator’s channel is no destination of stories, and comes and goes with the setting', async () => {
    await using db = await openSettled(engine);
    expect((await listDestinations(db)).map(({ destination: { id } }) => id)).toEqual(['news']);
    await syncDestinations(db, []);
    await look(db, start);
    expect(await make(db, start)).toEqual(['operator operator-status']);
    await settleOperator(db, undefined, start);
    await look(db, after(20));
    expect(await make(db, after(20))).toEqual([]);
  });

  test('the status is known where it was posted, and nowhere else', async () => {
    await using db = await openSettled(engine);
    expect(await findStatusPosted(db, CHANNEL)).toBeUndefined();
    await saveStatusPosted(db, { channelId: CHANNEL, messageId: '7' });
    expect(await findStatusPosted(db, CHANNEL)).toEqual({ channelId: CHANNEL, messageId: '7' });
    expect(await findStatusPosted(db, '100000000000000008')).toBeUndefined();
  });
});
