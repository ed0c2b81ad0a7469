import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findHopelessness, findIllness, type Vitals } from '../../src/core/health.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

const well: Vitals = {
  startedAt: ago(60),
  lastTickAt: ago(0.1),
  tickMs: 5_000,
  polls: true,
  database: { ok: true },
  gateway: { ok: true },
};

test('a program that polls, writes and is connected is ready', () => {
  expect(findIllness(well, NOW)).toEqual([]);
  expect(findHopelessness(well, NOW)).toBeUndefined();
});

test.each([
  ['database', { database: { ok: false, since: ago(1) } }],
  ['Discord', { gateway: { ok: false, since: ago(1) } }],
  ['feeds', { lastTickAt: ago(3) }],
  ['deliveries', { oldestOwedAt: ago(6) }],
] as const)('what is wrong is told at once: %s', (word, change) => {
  expect(findIllness({ ...well, ...change }, NOW).join()).toContain(word);
});

test.each([
  [{ database: { ok: false, since: ago(10) } }],
  [{ gateway: { ok: false, since: ago(10) } }],
  [{ lastTickAt: ago(10) }],
] as const)('after ten minutes without work it is better to start again', (change) => {
  expect(findHopelessness({ ...well, ...change }, NOW)).toMatch(/ten minutes$/);
});

test('deliveries that wait are no reason to end, nor is a role that the process does not have', () => {
  expect(findHopelessness({ ...well, oldestOwedAt: ago(600) }, NOW)).toBeUndefined();
  const { gateway: _, lastTickAt: __, ...sender } = well;
  expect(findIllness({ ...sender, polls: false }, NOW)).toEqual([]);
  expect(findHopelessness({ ...sender, polls: false }, NOW)).toBeUndefined();
});

test('a program just started has its time, and one that is hopeless is never called ready', () => {
  const minutes = fc.double({ min: 0, max: 30, noNaN: true });
  fc.assert(
    fc.property(minutes, minutes, fc.boolean(), (tick, down, isDown) => {
      const vitals: Vitals = {
        ...well,
        lastTickAt: ago(tick),
        gateway: isDown ? { ok: false, since: ago(down) } : { ok: true },
      };
      return findHopelessness(vitals, NOW) === undefined || findIllness(vitals, NOW).length > 0;
    }),
  );
  const { lastTickAt: _, ...young } = well;
  expect(findIllness({ ...young, startedAt: ago(1) }, NOW)).toEqual([]);
});
