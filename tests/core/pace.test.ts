import { expect, test } from 'vitest';
import { toComparable } from '../../src/core/stories/comparable.ts';
import { paceOf, topicsApart } from '../../src/core/stories/pace.ts';
import { printOf } from './reported-article.ts';

const MIDNIGHT = Date.UTC(2026, 2, 2);
const at = (hours: number) => printOf('Volcano erupts', '', 'en', new Date(MIDNIGHT + hours * 3_600_000));
const about = (hours: number, ...headThemes: readonly string[]) =>
  toComparable({ ...at(hours), headThemes }, { entries: {}, frequencies: {} });

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

test('a headline on another topic, hours later, speaks against one event; on the same topic, or at once, it does not', () => {
  const attack = about(9, 'a-name', 'force/hit');
  expect(topicsApart(about(13, 'a-name', 'talk/words'), [attack])).toBeLessThan(0);
  expect(topicsApart(about(13, 'force-hint/boat', 'talk/words'), [attack])).toBe(0);
  expect(topicsApart(about(10, 'talk/words'), [attack])).toBe(0);
  expect(topicsApart(about(13, 'a-name'), [attack])).toBe(0);
  expect(topicsApart(about(13, 'talk/words'), [about(9, 'a-name')])).toBe(0);
});
