import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardChange, type CardNews } from '../../src/core/cards/card-change.ts';
import type { Card } from '../../src/core/cards/card.ts';
import { nextEditAt, spacedEditAt } from '../../src/core/cards/edit-budget.ts';
import { storyView } from '../support/builders.ts';

const NOON = new Date('2026-03-01T12:00:00Z');
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const at = (ms: number) => new Date(NOON.getTime() + ms);

const card = (given: Partial<Card> = {}): Card => ({
  postedAt: NOON,
  story: storyView(),
  isMajor: false,
  edits: 0,
  updateTimes: [],
  hasThread: false,
  isClosed: false,
  ...given,
});
const news = (given: Partial<CardNews> = {}): CardNews => ({
  story: storyView(),
  isMajor: false,
  hasNewFact: false,
  isCorrected: false,
  ...given,
});
const grown = storyView({ outletCount: 2, alsoReportedBy: [{ outlet: 'Diario', language: 'es' }] });

test('what no reader would see changes nothing', () => {
  const figure = storyView({ importance: { level: 'high', score: 0.78, dots: 3 } });
  expect(cardChange(card(), news({ story: figure }), NOON, {})).toEqual({});
});

test('a further outlet is an edit after 90 seconds of quiet, and wakes nobody', () => {
  expect(cardChange(card(), news({ story: grown }), NOON, {})).toEqual({
    edit: { dueAt: at(90 * SECOND_MS) },
  });
});

test('reports that keep coming put an edit off for five minutes at most', () => {
  const waiting = card({ editWantedAt: at(-4.5 * MINUTE_MS) });
  expect(cardChange(waiting, news({ story: grown }), NOON, {}).edit).toEqual({ dueAt: at(30 * SECOND_MS) });
});

test('a message over an hour old is edited a quarter of an hour after its last edit', () => {
  const old = card({ postedAt: at(-2 * HOUR_MS), edits: 3, lastEditAt: at(-5 * MINUTE_MS) });
  expect(cardChange(old, news({ story: grown }), NOON, {}).edit).toEqual({ dueAt: at(10 * MINUTE_MS) });
});

test('a new fact is a silent answer, and what becomes major or was wrong an audible one', () => {
  expect(cardChange(card(), news({ hasNewFact: true }), NOON, {}).update).toEqual({
    cause: 'fact',
    number: 1,
    silent: true,
    inThread: false,
  });
  expect(cardChange(card(), news({ isMajor: true, hasNewFact: true }), NOON, {}).update).toMatchObject({
    cause: 'major',
    silent: false,
  });
  expect(cardChange(card(), news({ isMajor: true, isCorrected: true }), NOON, {}).update).toMatchObject({
    cause: 'correction',
    silent: false,
  });
  expect(cardChange(card({ isMajor: true }), news({ isMajor: true }), NOON, {}).update).toBeUndefined();
});

test('the third answer in a day begins a thread, but not with a person', () => {
  const busy = card({ updateTimes: [at(-5 * HOUR_MS), at(-HOUR_MS)] });
  const fact = news({ hasNewFact: true });
  expect(cardChange(busy, fact, NOON, {}).update).toMatchObject({ number: 3, inThread: true });
  expect(cardChange(busy, fact, NOON, { isPrivate: true }).update).toMatchObject({ inThread: false });
  const slow = card({ updateTimes: [at(-30 * HOUR_MS), at(-HOUR_MS)] });
  expect(cardChange(slow, fact, NOON, {}).update).toMatchObject({ number: 3, inThread: false });
  expect(cardChange(card({ hasThread: true }), fact, NOON, {}).update).toMatchObject({ inThread: true });
});

test('what everybody should hear of stands in the channel even when there is a thread', () => {
  const { update } = cardChange(card({ hasThread: true }), news({ isMajor: true }), NOON, {});
  expect(update).toMatchObject({ cause: 'major', inThread: false });
});

test('in a channel with threads every new fact stands in one, and in a forum everything', () => {
  const fact = news({ hasNewFact: true });
  expect(cardChange(card(), fact, NOON, { layout: 'threads' }).update).toMatchObject({ inThread: true });
  const major = news({ isMajor: true });
  expect(cardChange(card(), major, NOON, { layout: 'threads' }).update).toMatchObject({ inThread: false });
  expect(cardChange(card(), major, NOON, { layout: 'forum' }).update).toMatchObject({ inThread: true });
});

test('a story that becomes major is published then, where anything is', () => {
  expect(cardChange(card(), news({ isMajor: true }), NOON, { publish: true }).publish).toBe(true);
  expect(cardChange(card(), news({ isMajor: true }), NOON, {}).publish).toBeUndefined();
});

test('a closed card is answered, but edited no more', () => {
  const change = cardChange(card({ isClosed: true }), news({ story: grown, hasNewFact: true }), NOON, {});
  expect(change.edit).toBeUndefined();
  expect(change.update).toBeDefined();
});

/** What may happen to a card, a while after what happened before. */
const happening = fc.record({
  afterMs: fc.integer({ min: 0, max: 40 * MINUTE_MS }),
  cause: fc.constantFrom('growth' as const, 'correction' as const, 'end' as const),
  /** How late the edit is made, once it is due. */
  lateMs: fc.integer({ min: 0, max: 10 * MINUTE_MS }),
});

/** Lives through a card's edits: one waits at a time, and what is late puts off the next. */
function liveThrough(
  happenings: readonly (typeof happening extends fc.Arbitrary<infer Each> ? Each : never)[],
  to: { readonly publish?: true },
): number[] {
  const made: number[] = [];
  let kept = card();
  let waiting: { readonly due: number; readonly lateMs: number } | undefined;
  let now = NOON.getTime();
  const makeDue = (until: number): void => {
    if (waiting === undefined || waiting.due + waiting.lateMs > until) return;
    const madeAt =
      Math.max(spacedEditAt(kept, new Date(waiting.due)).getTime(), waiting.due) + waiting.lateMs;
    made.push(madeAt);
    const { editWantedAt: _, ...rest } = kept;
    kept = { ...rest, edits: kept.edits + 1, lastEditAt: new Date(madeAt) };
    waiting = undefined;
  };
  for (const { afterMs, cause, lateMs } of happenings) {
    now += afterMs;
    makeDue(now);
    const due = nextEditAt(kept, cause, new Date(now), to);
    if (due === undefined) continue;
    waiting = { due: due.getTime(), lateMs };
    kept = { editWantedAt: new Date(now), ...kept };
  }
  makeDue(Infinity);
  return made;
}

test('whatever happens, an old message is never edited twice in a quarter of an hour', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const edits = liveThrough(happenings, {});
      for (const [index, time] of edits.entries()) {
        const before = edits[index - 1];
        if (before === undefined || time - NOON.getTime() < HOUR_MS + 10 * MINUTE_MS) continue;
        expect(time - before).toBeGreaterThanOrEqual(15 * MINUTE_MS);
      }
    }),
  );
});

test('whatever happens, a published message is edited twice at most, and growth leaves one edit for mistakes', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      expect(liveThrough(happenings, { publish: true }).length).toBeLessThanOrEqual(2);
      const growth = happenings.map((one) => ({ ...one, cause: 'growth' as const }));
      expect(liveThrough(growth, { publish: true }).length).toBeLessThanOrEqual(1);
    }),
  );
});

test('who has come to want digests only has the card brought up to date, and is answered no more', () => {
  const change = cardChange(card(), news({ story: grown, hasNewFact: true, isMajor: true }), NOON, {
    level: 'digest',
  });
  expect(change.update).toBeUndefined();
  expect(change.edit).toBeDefined();
});
