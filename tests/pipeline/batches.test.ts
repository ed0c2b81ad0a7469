import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inBatches } from '../../src/pipeline/polling/batches.ts';

test('what is asked while a batch is under way is asked together, and everybody gets their own result', async () => {
  const batches: (readonly number[])[] = [];
  const double = inBatches<number, number>(
    async (batch) => {
      batches.push(batch);
      await sleep(5);
      return (given) => 2 * given;
    },
    { most: 4 },
  );
  const results = await Promise.all([1, 2, 3, 4, 5, 6].map((given) => double(given)));
  expect(results).toEqual([2, 4, 6, 8, 10, 12]);
  expect(batches).toEqual([[1], [2, 3, 4, 5], [6]]);
  expect(await double(7)).toBe(14);
});

test('a batch that fails fails whoever asked for it, and nobody after', async () => {
  let isBroken = true;
  const ask = inBatches<number, number>(
    async () => {
      await sleep(1);
      if (isBroken) throw new Error('broken');
      return (given) => given;
    },
    { most: 10 },
  );
  const first = ask(1).finally(() => (isBroken = false));
  const later = Promise.all([ask(2), ask(3)]);
  await expect(first).rejects.toThrow('broken');
  expect(await later).toEqual([2, 3]);
});
