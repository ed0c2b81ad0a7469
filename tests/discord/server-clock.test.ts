import { expect, test } from 'vitest';
import { createServerClock } from '../../src/discord/posting/server-clock.ts';

const OWN = new Date('2026-03-01T11:00:00Z');
const own = (): number => OWN.getTime();

test('the time is unknown until an answer tells it, and goes on with elapsed time', () => {
  let elapsedMs = 5_000;
  const clock = createServerClock(() => elapsedMs, own);
  expect(clock.now()).toBeUndefined();
  clock.hear('Sun, 01 Mar 2026 12:00:00 GMT');
  elapsedMs += 90_000;
  expect(clock.now()).toEqual(new Date('2026-03-01T12:01:30Z'));
});

test('every answer corrects it, as after a machine has slept', () => {
  const clock = createServerClock(() => 0, own);
  clock.hear('Sun, 01 Mar 2026 12:00:00 GMT');
  clock.hear('Sun, 01 Mar 2026 15:00:00 GMT');
  expect(clock.now()).toEqual(new Date('2026-03-01T15:00:00Z'));
});

test('where answers tell no time, it is that of this machine, until one tells it', () => {
  let elapsedMs = 0;
  const clock = createServerClock(() => elapsedMs, own);
  clock.hear(null);
  elapsedMs = 60_000;
  clock.hear('yesterday');
  expect(clock.now()).toEqual(new Date('2026-03-01T11:01:00Z'));
  clock.hear('Sun, 01 Mar 2026 12:00:00 GMT');
  expect(clock.now()).toEqual(new Date('2026-03-01T12:00:00Z'));
});
