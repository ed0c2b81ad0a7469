import { expect, test } from 'vitest';
import { findJoin, findSplit } from '../../src/core/stories/mending.ts';
import { printOf } from './reported-article.ts';
import { at, matcher, storyOf } from './story-examples.ts';

const volcano = (hours: number, title = 'Volcano Tungurahua erupts near Ambato') =>
  printOf(title, 'Ash from the volcano Tungurahua reached Ambato.', 'en', at(hours));
const auction = (hours: number) =>
  printOf(
    'Refiner Citgo sold at auction in Delaware',
    'Judge Stark closed the auction of Citgo.',
    'en',
    at(hours),
  );

test('two stories that tell the same are joined, and the one that began first keeps its card', () => {
  const early = storyOf('s9', volcano(0), volcano(3));
  const late = storyOf('s1', volcano(5), volcano(6));
  expect(findJoin(late, [early, late], matcher)).toMatchObject({
    kind: 'join',
    survivor: 's9',
    absorbed: 's1',
  });
  expect(findJoin(early, [late], matcher)).toMatchObject({ kind: 'join', survivor: 's9', absorbed: 's1' });
});

test('two stories that tell of different things stay two, as do two that a fact tells apart', () => {
  expect(findJoin(storyOf('s1', volcano(0)), [storyOf('s2', auction(1))], matcher)).toBeUndefined();
  const three = storyOf('s1', volcano(0, 'Volcano Tungurahua erupts near Ambato: three dead'));
  const nine = storyOf('s2', volcano(2, 'Volcano Tungurahua erupts near Ambato: nine dead'));
  expect(findJoin(nine, [three], matcher)).toBeUndefined();
});

test('a story of two events is taken apart: the reports unlike the first one leave', () => {
  const mixed = storyOf('s1', volcano(0), auction(1), volcano(2), auction(3));
  expect(findSplit(mixed, matcher)).toMatchObject({
    kind: 'split',
    storyId: 's1',
    leaving: ['s1-1', 's1-3'],
  });
});

test('a story of one event stays whole, and one odd report alone does not split it', () => {
  expect(findSplit(storyOf('s1', volcano(0), volcano(1), volcano(2), volcano(3)), matcher)).toBeUndefined();
  expect(findSplit(storyOf('s1', volcano(0), volcano(1), auction(2), volcano(3)), matcher)).toBeUndefined();
  expect(findSplit(storyOf('s1', volcano(0)), matcher)).toBeUndefined();
});
