import { expect, test } from 'vitest';
import { createPace } from '../../src/discord/posting/pace.ts';

const never = new AbortController().signal;

test('no window of time sees more requests than it may, and hardly fewer', async () => {
  const most = 10;
  const windowMs = 100;
  const pace = createPace({ most, windowMs });
  const sentAtMs = await Promise.all(
    Array.from({ length: 60 }, () => pace(never).then(() => performance.now())),
  );
  const inWindow = sentAtMs.map((from) => sentAtMs.filter((at) => at >= from && at < from + windowMs - 1));
  expect(Math.max(...inWindow.map(({ length }) => length))).toBeLessThanOrEqual(most);
  expect((sentAtMs.at(-1) ?? 0) - (sentAtMs[0] ?? 0)).toBeGreaterThanOrEqual(5 * windowMs - 1);
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
