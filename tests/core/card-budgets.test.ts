import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decidePing } from '../../src/core/cards/pings.ts';
import { alertAt, postAt, publishAt } from '../../src/core/cards/release.ts';

const NOON = new Date('2026-03-01T12:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (ms: number) => new Date(NOON.getTime() + ms);
const night = { quietHours: { from: '23:00', to: '07:00' }, timeZone: 'America/Bogota' } as const;

test('in quiet hours messages wait for their end, on the clock of the destination', () => {
  const threeAtNight = new Date('2026-03-01T08:00:00Z');
  expect(postAt(night, threeAtNight)).toEqual({ at: NOON, isHeld: true });
  expect(postAt(night, NOON)).toEqual({ at: NOON, isHeld: false });
  expect(postAt({}, threeAtNight)).toEqual({ at: threeAtNight, isHeld: false });
});

test('an alert that will be published waits five minutes for its story to settle', () => {
  expect(alertAt({ publish: true }, NOON)).toEqual({ at: at(5 * MINUTE_MS), isHeld: false });
  expect(alertAt({}, NOON)).toEqual({ at: NOON, isHeld: false });
});

test('a role is pinged three times an hour at most, and told how many pings were left out', () => {
  const to = { mentionRole: '77' };
  const three = [at(-50 * MINUTE_MS), at(-20 * MINUTE_MS), at(-MINUTE_MS)];
  expect(decidePing(to, { times: three, muted: 1 }, NOON)).toEqual({ kind: 'muted' });
  expect(decidePing(to, { times: three, muted: 2 }, at(15 * MINUTE_MS))).toEqual({
    kind: 'made',
    ping: { role: '77', muted: 2 },
  });
  expect(decidePing({}, { times: [], muted: 0 }, NOON)).toEqual({ kind: 'none' });
});

test('no hour sees more than ten publications, however many are asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 * MINUTE_MS }), { maxLength: 60 }), (pauses) => {
      const made: Date[] = [];
      let now = NOON;
      for (const pause of pauses) {
        now = new Date(now.getTime() + pause);
        const recent = made.filter((time) => time.getTime() >= now.getTime() - HOUR_MS);
        made.push(publishAt(recent, now));
      }
      for (const time of made) {
        const within = made.filter((other) => {
          const laterMs = other.getTime() - time.getTime();
          return laterMs >= 0 && laterMs < HOUR_MS;
        });
        expect(within.length).toBeLessThanOrEqual(10);
      }
    }),
  );
});
