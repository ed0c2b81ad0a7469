import { describe, expect, test } from 'vitest';
import { settle } from '../../src/core/delivery.ts';
import type { Delivery } from '../../src/core/messages/message.ts';
import { pauseDestination, syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { claimDeliveries, countDeliveries, enqueue, settleDelivery } from '../../src/db/deliveries/outbox.ts';
import { destination, welcome } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const owed = (key: string, destinationId = 'one'): Delivery => ({ key, destinationId, message: welcome() });

describe.for(engines)('the outbox on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'keeps one delivery a key, however often it is queued',
    async () => {
      await using db = await openFresh(engine);
      await enqueue(db, [owed('a'), owed('b')], NOW);
      await enqueue(db, [owed('a')], NOW);
      expect(await countDeliveries(db)).toEqual({ pending: 2 });
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'hands out the oldest of each destination, one at a time',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination({ id: 'one' }), destination({ id: 'two' })]);
      await enqueue(db, [owed('a'), owed('b'), owed('c', 'two')], NOW);
      const claimed = await claimDeliveries(db, NOW, 10);
      expect(claimed.map(({ key }) => key)).toEqual(['a', 'c']);
      expect(await claimDeliveries(db, NOW, 10)).toEqual([]);
      await settleDelivery(db, claimed[0] ?? { id: 0, attempts: 0 }, { kind: 'sent', messageId: '1' }, NOW);
      expect((await claimDeliveries(db, NOW, 10)).map(({ key }) => key)).toEqual(['b']);
    },
  );

  test.skipIf(engine.skipped !== undefined)('gives a claim back when its lease has run out', async () => {
    await using db = await openFresh(engine);
    await syncDestinations(db, [destination({ id: 'one' })]);
    await enqueue(db, [owed('a')], NOW);
    await claimDeliveries(db, NOW, 10);
    const [again] = await claimDeliveries(db, later(61_000), 10);
    expect(again).toMatchObject({ key: 'a', attempts: 2, uncertainSince: NOW });
  });

  test.skipIf(engine.skipped !== undefined)(
    'hears nothing of an attempt that was begun again elsewhere, and of the later one alone',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination({ id: 'one' })]);
      await enqueue(db, [owed('a')], NOW);
      const [first] = await claimDeliveries(db, NOW, 10);
      const [second] = await claimDeliveries(db, later(61_000), 10);
      if (first === undefined || second === undefined) throw new Error('nothing was claimed');
      const refused = { kind: 'dead', reason: 'too late' } as const;
      expect(await settleDelivery(db, first, refused, later(62_000))).toBe(false);
      const sent = { kind: 'sent', messageId: '1' } as const;
      expect(await settleDelivery(db, second, sent, later(63_000))).toBe(true);
      expect(await countDeliveries(db)).toEqual({ sent: 1 });
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'is shared out among processes that claim at once: each delivery once, each destination one at a time',
    async () => {
      await using db = await openFresh(engine);
      const ids = Array.from({ length: 20 }, (_, index) => `destination-${String(index)}`);
      await syncDestinations(
        db,
        ids.map((id) => destination({ id })),
      );
      await enqueue(
        db,
        ids.flatMap((id) => [owed(`${id}/a`, id), owed(`${id}/b`, id)]),
        NOW,
      );
      const claimed = (await Promise.all([1, 2, 3].map(() => claimDeliveries(db, NOW, 15)))).flat();
      const keys = claimed.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((key) => !key.endsWith('/a'))).toEqual([]);
    },
  );

  test.skipIf(engine.skipped !== undefined)('keeps the order when the first has to wait', async () => {
    await using db = await openFresh(engine);
    await syncDestinations(db, [destination({ id: 'one' })]);
    await enqueue(db, [owed('a'), owed('b')], NOW);
    const [first] = await claimDeliveries(db, NOW, 10);
    if (first === undefined) throw new Error('nothing was claimed');
    await settleDelivery(db, first, settle(first, { kind: 'retry', reason: 'busy' }, NOW), NOW);
    expect(await claimDeliveries(db, later(1_000), 10)).toEqual([]);
    expect((await claimDeliveries(db, later(10_000), 10)).map(({ key }) => key)).toEqual(['a']);
  });

  test.skipIf(engine.skipped !== undefined)(
    'sends nothing to a paused destination until it changes',
    async () => {
      await using db = await openFresh(engine);
      const one = destination({ id: 'one' });
      await syncDestinations(db, [one]);
      await enqueue(db, [owed('a')], NOW);
      await pauseDestination(db, 'one', { reason: 'may not send there' }, NOW);
      expect(await claimDeliveries(db, NOW, 10)).toEqual([]);
      await syncDestinations(db, [one]);
      expect(await claimDeliveries(db, NOW, 10)).toEqual([]);
      await syncDestinations(db, [{ ...one, address: '999999999999999999' }]);
      expect(await claimDeliveries(db, NOW, 10)).toHaveLength(1);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'reads dates in messages back as dates, and feed text as text',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination({ id: 'one' })]);
      const message = welcome({ headline: '2026-03-01T12:00:00.000Z', firstSeen: NOW });
      await enqueue(db, [{ ...owed('a'), message }], NOW);
      expect((await claimDeliveries(db, NOW, 1))[0]?.message).toEqual(message);
    },
  );
});
