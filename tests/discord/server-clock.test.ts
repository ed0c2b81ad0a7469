import { expect, test } from 'vitest';
import { createServerClock } from '../../src/discord/posting/server-clock.ts';

test('the time is unknown until an answer tells it, and goes on with elapsed time', () => {
  let elapsedMs = 5_000;
  const clock = createServerClock(() => elapsedMs);
  expect(clock.now()).toBeUndefined();
  clock.hear(null);
  clock.hear('yesterday');
  expect(clock.now()).toBeUndefined();
  clock.hear('Sun, 01 Mar 2026 12:00:00 GMT');
  elapsedMs += 90_000;
  expect(clock.now()).toEqual(new Date('2026-03-01T12:01:30Z'));
});

test('every answer corrects it, as after a machine has slept', () => {
  const clock = createServerClock(() => 0);
  clock.hear('Sun, 01 Mar 2026 12:00:00 GMT');
  clock.hear('Sun, 01 Mar 2026 15:00:00 GMT');
  expect(clock.now()).toEqual(new Date('2026-03-01T15:00:00Z'));
});
