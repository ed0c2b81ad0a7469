import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardOf, nonceOf, planAttempt, settle, type OwedDelivery } from '../../src/core/delivery.ts';
import { storyView, welcome } from '../support/builders.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const DAY_MS = 86_400_000;

const owed = (given: Partial<OwedDelivery> = {}): OwedDelivery => ({
  id: 1,
  key: 'k',
  destinationId: 'one',
  message: welcome(),
  attempts: 1,
  createdAt: NOW,
  claimedAt: NOW,
  uncertainSince: NOW,
  ...given,
});

test('pauses between attempts double from five seconds to a quarter of an hour', () => {
  const pauses = [1, 2, 3, 4, 20].map((attempts) => {
    const settlement = settle(owed({ attempts }), { kind: 'retry', reason: 'busy' }, NOW);
    return settlement.kind === 'again' ? settlement.dueAt.getTime() - NOW.getTime() : 0;
  });
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 900_000]);
});

test('a pause that the destination asks for is kept', () => {
  const settlement = settle(owed(), { kind: 'retry', reason: 'busy', afterMs: 77_000 }, NOW);
  expect(settlement).toMatchObject({ kind: 'again', dueAt: later(77_000), isCertain: true });
});

test('what certainly failed makes an earlier lost answer no more certain', () => {
  const settlement = settle(owed({ uncertainSince: later(-1) }), { kind: 'retry', reason: 'busy' }, NOW);
  expect(settlement).toMatchObject({ kind: 'again', isCertain: false });
});

test('after a day nothing is tried again: it was not shown, or nobody can know', () => {
  const old = owed({ createdAt: later(-DAY_MS - 1) });
  expect(settle(old, { kind: 'retry', reason: 'busy' }, NOW).kind).toBe('dead');
  expect(settle(old, { kind: 'ambiguous', reason: 'lost' }, NOW).kind).toBe('unknown');
});

test('a repetition is sent blindly for two minutes after the first uncertain attempt, then looked up', () => {
  const plans = [0, 119_999, 120_000].map((ms) => planAttempt(owed({ uncertainSince: later(-ms) }), 'nonce'));
  expect(plans).toEqual(['send', 'send', 'reconcile']);
});

test('what has no nonce is looked up before it is sent again, once nothing can be under way any more', () => {
  const plans = [0, 1, 19_999, 20_000].map((ms) =>
    planAttempt(owed({ uncertainSince: later(-ms) }), 'history'),
  );
  expect(plans).toEqual(['send', 'wait', 'wait', 'reconcile']);
});

test('what changes nothing when it is asked for twice is simply asked for again', () => {
  expect(planAttempt(owed({ uncertainSince: later(-DAY_MS) }), 'idempotent')).toBe('send');
});

test('posts of a forum have no nonce, changes need none, and the rest has one', () => {
  const story = storyView();
  const alert = { kind: 'alert', language: 'en', story, silent: true } as const;
  expect(guardOf(alert, {})).toBe('nonce');
  expect(guardOf(alert, { layout: 'forum' })).toBe('history');
  expect(guardOf({ kind: 'edit', language: 'en', story, note: {} }, { layout: 'forum' })).toBe('idempotent');
});

test('nonces differ between deliveries and installations and fit the limit of 25 characters', () => {
  const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(id, id, (one, other) => {
      expect(nonceOf('abcdefgh', one).length).toBeLessThanOrEqual(25);
      expect(nonceOf('a', one) === nonceOf('a', other)).toBe(one === other);
      expect(nonceOf('a', one)).not.toBe(nonceOf('b', one));
    }),
  );
});
