import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitForSessions } from '../../src/discord/gateway/session-budget.ts';
import { findStuck, type ShardSight } from '../../src/discord/gateway/watchdog.ts';
import { createRequestGuard } from '../../src/discord/posting/request-guard.ts';

const DAY_MS = 86_400_000;

test('sessions are opened at once while most of the budget is left', () => {
  expect(waitForSessions({ total: 1000, remaining: 1000, resetAfterMs: DAY_MS }, 1)).toBe(0);
  expect(waitForSessions({ total: 1000, remaining: 101, resetAfterMs: DAY_MS }, 1)).toBe(0);
});

test('without enough sessions left, the reset is waited for', () => {
  expect(waitForSessions({ total: 1000, remaining: 0, resetAfterMs: 7_200_000 }, 1)).toBe(7_200_000);
  expect(waitForSessions({ total: 1000, remaining: 3, resetAfterMs: 7_200_000 }, 4)).toBe(7_200_000);
});

test('a program that dies and starts again all day never uses the budget up', () => {
  const shardCounts = fc.integer({ min: 1, max: 16 });
  const restarts = fc.integer({ min: 0, max: 60_000 });
  fc.assert(
    fc.property(shardCounts, restarts, (shards, livedMs) => {
      const total = 1000;
      let remaining = total;
      for (let atMs = 0; atMs < DAY_MS;) {
        atMs += waitForSessions({ total, remaining, resetAfterMs: DAY_MS - atMs }, shards) + livedMs + 1_000;
        if (atMs < DAY_MS) remaining -= shards;
        expect(remaining).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 30 },
  );
});

const patience = { readyWithinMs: 60_000, silenceMs: 150_000 };
const well: ShardSight = { id: 0, isReady: true, readyUntilMs: 200_000, heardAtMs: 190_000 };

test.each([
  ['a shard that is ready and heard', well, 'well'],
  ['a short interruption', { ...well, isReady: false, readyUntilMs: 150_000 }, 'well'],
  ['a resume that nobody answers', { ...well, isReady: false, readyUntilMs: 139_000 }, 'not getting ready'],
  ['a connection that is ready and silent', { ...well, heardAtMs: 40_000 }, 'hears nothing'],
] as const)('the watchdog tells %s for what it is', (_, sight, expected) => {
  const reason = findStuck([well, { ...sight, id: 1 }], 200_000, patience);
  expect(reason ?? 'well').toContain(expected);
});

test('too many refusals within ten minutes bring about one pause of ten minutes', () => {
  let nowMs = 0;
  const pauses: number[] = [];
  const guard = createRequestGuard({
    nowMs: () => nowMs,
    most: 10,
    onPause: (until) => pauses.push(until.getTime()),
  });
  const refuse = (count: number): void => {
    for (let index = 0; index < count; index += 1) guard.count({ status: 403, isShared: false });
  };
  refuse(9);
  nowMs = 601_000;
  refuse(9);
  expect(guard.pausedUntil()).toBeUndefined();
  guard.count({ status: 200, isShared: false });
  guard.count({ status: 429, isShared: true });
  expect(guard.pausedUntil()).toBeUndefined();
  guard.count({ status: 429, isShared: false });
  expect(guard.pausedUntil()).toEqual(new Date(1_201_000));
  nowMs = 1_201_000;
  expect(guard.pausedUntil()).toBeUndefined();
  expect(pauses).toEqual([1_201_000]);
});

test('whatever is refused, there are never twice the most refusals in ten minutes', () => {
  const gapMs = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(gapMs, (betweenMs) => {
      let nowMs = 0;
      const most = 50;
      const guard = createRequestGuard({ nowMs: () => nowMs, most, onPause: () => undefined });
      const refusedAtMs: number[] = [];
      for (; nowMs < 3_600_000; nowMs += betweenMs * 50) {
        if (guard.pausedUntil() !== undefined) continue;
        guard.count({ status: 401, isShared: false });
        refusedAtMs.push(nowMs);
      }
      const inWindow = refusedAtMs.map(
        (at) => refusedAtMs.filter((to) => to >= at && to < at + 600_000).length,
      );
      expect(Math.max(...inWindow)).toBeLessThanOrEqual(2 * most - 1);
    }),
    { numRuns: 20 },
  );
});
