import { expect, test } from 'vitest';
import { paceOf } from '../../src/core/stories/pace.ts';
import { printOf } from './reported-article.ts';

const MIDNIGHT = Date.UTC(2026, 2, 2);
const at = (hours: number) => printOf('Volcano erupts', '', 'en', new Date(MIDNIGHT + hours * 3_600_000));

test('the sooner a report follows, the more speaks for one event; half a day later it speaks against', () => {
  const paces = [9, 10, 12, 20].map((hours) => paceOf(at(hours), [at(9)]));
  expect(paces.toSorted((one, other) => other - one)).toEqual(paces);
  expect(paces[0]).toBeGreaterThan(0);
  expect(paces[3]).toBeLessThan(0);
});

test('what counts is the report that is nearest in time, before or after', () => {
  expect(paceOf(at(20), [at(1), at(19)])).toBe(paceOf(at(19), [at(20)]));
});

test('a date without an hour says nothing of the pace', () => {
  expect(paceOf(at(0), [at(9)])).toBe(0);
  expect(paceOf(at(9), [at(0)])).toBe(0);
  expect(paceOf(at(9), [])).toBe(0);
});
