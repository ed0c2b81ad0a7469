import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  guardOf,
  nonceOf,
  planAfterLook,
  planAttempt,
  settle,
  type OwedDelivery,
} from '../../src/core/delivery.ts';
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
  isRepetition: false,
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
  const settlement = settle(owed({ isRepetition: true }), { kind: 'retry', reason: 'busy' }, NOW);
  expect(settlement).toMatchObject({ kind: 'again', isCertain: false });
});

test('after a day nothing is tried again: it was not shown, or nobody can know', () => {
  const old = owed({ createdAt: later(-DAY_MS - 1) });
  expect(settle(old, { kind: 'retry', reason: 'busy' }, NOW).kind).toBe('dead');
  expect(settle(old, { kind: 'ambiguous', reason: 'lost' }, NOW).kind).toBe('unknown');
});

const again = (ms: number) => owed({ isRepetition: true, uncertainSince: later(-ms) });

test('a repetition is looked for before it is sent, whatever the clocks say', () => {
  const doubts = [-DAY_MS, -1, 0, 1, 119_999, DAY_MS];
  expect(doubts.map((ms) => planAttempt(again(ms), 'nonce', NOW))).toEqual(doubts.map(() => 'reconcile'));
  expect(planAttempt(owed(), 'nonce', NOW)).toBe('send');
});

test('what has no nonce is looked for once nothing can be under way any more', () => {
  expect(planAttempt(owed(), 'history', NOW)).toBe('send');
  const plans = [1, 19_999, 20_000].map((ms) => planAttempt(again(ms), 'history', NOW));
  expect(plans).toEqual(['wait', 'wait', 'reconcile']);
});

test('what changes nothing when it is asked for twice is simply asked for again', () => {
  expect(planAttempt(again(DAY_MS), 'idempotent', NOW)).toBe('send');
});

test('what was shown is finished, and what was not is sent', () => {
  const found = { kind: 'found', messageId: '7' } as const;
  expect(planAfterLook(again(DAY_MS), 'nonce', found, NOW)).toEqual({ kind: 'finish', begun: found });
  expect(planAfterLook(again(DAY_MS), 'nonce', { kind: 'absent' }, NOW)).toEqual({ kind: 'send' });
});

test('where a history may not be read the nonce counts for two minutes, and then nothing is known', () => {
  const unreadable = { kind: 'unreadable', reason: 'no access' } as const;
  const kinds = [0, 119_999, 120_000].map((ms) => planAfterLook(again(ms), 'nonce', unreadable, NOW).kind);
  expect(kinds).toEqual(['send', 'send', 'unknown']);
  expect(planAfterLook(again(0), 'history', unreadable, NOW).kind).toBe('unknown');
});

test('a history of which it is not known yet whether it shows everything is read again after two minutes', () => {
  const unproven = { kind: 'unproven', reason: 'not ready' } as const;
  expect(planAfterLook(again(0), 'nonce', unproven, NOW)).toEqual({ kind: 'send' });
  expect(planAfterLook(again(120_000), 'nonce', unproven, NOW)).toMatchObject({
    kind: 'end',
    outcome: { kind: 'ambiguous' },
  });
});

test('a destination that is closed takes its open question along', () => {
  const closed = { kind: 'closed', reason: 'the channel no longer exists' } as const;
  const next = planAfterLook(again(0), 'nonce', closed, NOW);
  expect(next).toEqual({ kind: 'end', outcome: closed });
  expect(settle(again(0), closed, NOW)).toMatchObject({ kind: 'pause', isCertain: false });
  expect(settle(owed(), closed, NOW)).toMatchObject({ kind: 'pause', isCertain: true });
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
