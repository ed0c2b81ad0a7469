import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDatabase, type Db } from '../../src/db/engine/open.ts';
import { openSeat, type Seat } from '../../src/pipeline/delivering/seat.ts';
import { quietLog } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOON_MS = Date.parse('2026-03-01T12:00:00Z');

interface Contender {
  readonly seat: Seat;
  readonly lost: string[];
}

/** Processes that work on one database, with clocks that the test moves together. */
function contend(db: Db, clock: { ms: number }, owner: string, gone: readonly string[] = []): Contender {
  const lost: string[] = [];
  const now = (): Date => new Date(clock.ms);
  const slot = {
    owner,
    isHeld: () => true,
    whileEmpty: <Result>(owners: readonly string[], work: (gone: readonly string[]) => Promise<Result>) =>
      work(owners.filter((one) => gone.includes(one))),
  };
  return { lost, seat: openSeat({ db, slot, now, log: quietLog, onLost: (why) => lost.push(why) }) };
}

describe.for(engines)('the seat on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)('is one process’s as long as it lives', async () => {
    await using db = await openFresh(engine);
    const clock = { ms: NOON_MS };
    const one = contend(db, clock, 'one');
    const two = contend(db, clock, 'two');
    expect(await one.seat.take()).toBe(true);
    for (let second = 0; second < 60; second += 1) {
      clock.ms += 1_000;
      expect(await one.seat.take()).toBe(true);
      expect(await two.seat.take()).toBe(false);
    }
    expect([one.seat.isHeld(), two.seat.isHeld()]).toEqual([true, false]);
    expect(one.lost).toEqual([]);
  });

  test.skipIf(engine.skipped !== undefined)(
    'passes on within fifteen seconds of a death, and the dead learns of it if it was none',
    async () => {
      await using db = await openFresh(engine);
      const clock = { ms: NOON_MS };
      const one = contend(db, clock, 'one');
      const two = contend(db, clock, 'two');
      await one.seat.take();
      let seconds = 0;
      while (!(await two.seat.take())) {
        seconds += 1;
        clock.ms += 1_000;
      }
      expect(seconds).toBeLessThanOrEqual(14);
      expect(one.seat.isHeld()).toBe(false);
      expect(await one.seat.take()).toBe(false);
      expect(one.lost).toEqual(['another process has taken over sending']);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'passes on at once when it is given back, or known to be free',
    async () => {
      await using db = await openFresh(engine);
      const clock = { ms: NOON_MS };
      const one = contend(db, clock, 'one');
      await one.seat.take();
      expect(await contend(db, clock, 'two', ['three']).seat.take()).toBe(false);
      const heir = contend(db, clock, 'two', ['one']);
      expect(await heir.seat.take()).toBe(true);
      await heir.seat[Symbol.asyncDispose]();
      expect(await contend(db, clock, 'three').seat.take()).toBe(true);
    },
  );

  test.skipIf(engine.skipped !== undefined)('goes to one of many who ask at once', async () => {
    await using db = await openFresh(engine);
    const clock = { ms: NOON_MS };
    const all = Array.from({ length: 8 }, (_, index) => contend(db, clock, `process-${String(index)}`));
    const taken = await Promise.all(all.map(({ seat }) => seat.take()));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});

test('never do two processes hold it, whoever asks when', async () => {
  await using db = Object.assign(await openDatabase({ kind: 'sqlite', path: ':memory:' }), {
    [Symbol.asyncDispose]: async () => undefined,
  });
  const step = fc.record({ who: fc.nat(3), passMs: fc.nat(9_000), dies: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      await db.deleteFrom('leases').execute();
      const clock = { ms: NOON_MS };
      const all = Array.from({ length: 4 }, (_, index) => contend(db, clock, String(index)));
      for (const { who, passMs, dies } of steps) {
        clock.ms += passMs;
        if (!dies) await all[who]?.seat.take();
        expect(all.filter(({ seat }) => seat.isHeld()).length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 60 },
  );
  await db.destroy();
});
