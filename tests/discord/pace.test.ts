import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from '../../src/discord/posting/pace.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const never = new AbortController().signal;

const most = 10;
const windowMs = 100;

/** Returns when each of many requests that ask at once is let through, where a wait may end late. */
async function letThrough(lateMs: () => number): Promise<readonly number[]> {
  const clock = virtualClock();
  const sleep = (delayMs: number, signal: AbortSignal) => clock.sleep(delayMs + lateMs(), signal);
  const pace = createPace({ most, windowMs }, { nowMs: clock.nowMs, sleep });
  const sentAtMs = Array.from({ length: 60 }, () => pace(never).then(() => clock.nowMs()));
  await clock.advance(60_000);
  return await Promise.all(sentAtMs);
}

function mostInWindow(sentAtMs: readonly number[]): number {
  const counts = sentAtMs.map((from) => sentAtMs.filter((at) => at >= from && at < from + windowMs).length);
  return Math.max(...counts);
}

test('requests that nothing holds up are as many as a window may see, and no more', async () => {
  const sentAtMs = await letThrough(() => 0);
  expect(mostInWindow(sentAtMs)).toBe(most);
  expect(sentAtMs.at(-1)).toBeLessThan((sentAtMs.length / most) * windowMs);
});

test('no window sees more requests than it may, however late the process gets its turns', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 150 })), async (late) => {
      expect(mostInWindow(await letThrough(() => late.next().value ?? 0))).toBeLessThanOrEqual(most);
    }),
    { numRuns: 50 },
  );
});

test('requests are let through in the order in which they came', async () => {
  const pace = createPace({ most: 2, windowMs: 20 });
  const order: number[] = [];
  await Promise.all([1, 2, 3, 4, 5].map((index) => pace(never).then(() => order.push(index))));
  expect(order).toEqual([1, 2, 3, 4, 5]);
});

test('one that gives up while it waits holds up no other', async () => {
  const pace = createPace({ most: 1, windowMs: 50 });
  await pace(never);
  const impatient = pace(AbortSignal.timeout(5));
  const patient = pace(never);
  await expect(impatient).rejects.toThrow(/abort|timeout/i);
  await expect(patient).resolves.toBeUndefined();
});
