import { expect, test } from 'vitest';
import { placeArticle } from '../../src/core/stories/cluster.ts';
import { findFollowed } from '../../src/core/stories/follow.ts';
import { printOf } from './reported-article.ts';
import { at, matcher, storyOf } from './story-examples.ts';

const ruling = (hours: number, title = 'Judge clears auction of crude refiner Citgo') =>
  printOf(title, 'The auction of Citgo moved on in Delaware.', 'en', at(hours));

test('the same thread taken up days later is a story of its own that follows the first', () => {
  const first = storyOf('s1', ruling(0));
  const later = ruling(7 * 24);
  expect(placeArticle(later, [first], matcher)).toMatchObject({ kind: 'start', follows: 's1' });
  expect(findFollowed(later, [first], matcher)).toBe('s1');
});

test('a report of the same day follows nothing, and neither does another matter', () => {
  expect(findFollowed(ruling(5), [storyOf('s1', ruling(0))], matcher)).toBeUndefined();
  const other = printOf('Ferry sinks off the coast in the Caribbean', 'Rescue goes on.', 'en', at(0));
  expect(findFollowed(ruling(50), [storyOf('s1', other)], matcher)).toBeUndefined();
});

test('the next act of the same kind follows nothing when a fact tells the two apart', () => {
  const fifth = ruling(0, 'Fifth auction of crude refiner Citgo cleared');
  const sixth = ruling(90, 'Sixth auction of crude refiner Citgo cleared');
  expect(findFollowed(sixth, [storyOf('s1', fifth)], matcher)).toBeUndefined();
});
