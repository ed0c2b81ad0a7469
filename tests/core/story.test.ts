import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phaseEnd, storyPhase } from '../../src/core/stories/life-cycle.ts';
import { spansOf } from '../../src/core/stories/story.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 3, 8);
const after = (hours: number): number => START + hours * HOUR_MS;
const story = { firstAt: START, lastAt: after(10), lastFactAt: START, independentOutlets: 3 };

test('a story is breaking in its first hours, then developing, quiet and closed by the silence after its latest report', () => {
  const phases = [1, 5, 40, 60, 107].map((hours) => storyPhase(story, after(hours)));
  expect(phases).toEqual(['breaking', 'developing', 'developing', 'quiet', 'closed']);
});

test('something new makes a story break again for an hour, unless a single outlet says it', () => {
  const renewed = { ...story, lastFactAt: after(10) };
  expect([10.5, 11.5].map((hours) => storyPhase(renewed, after(hours)))).toEqual(['breaking', 'developing']);
  expect(storyPhase({ ...renewed, independentOutlets: 1 }, after(10.5))).toBe('developing');
});

test('a story that one outlet alone tells is quiet after a day of silence', () => {
  const lone = { ...story, independentOutlets: 1 };
  expect([30, 36, 107].map((hours) => storyPhase(lone, after(hours)))).toEqual([
    'developing',
    'quiet',
    'closed',
  ]);
});

test('the spans are the caller’s to choose', () => {
  expect(storyPhase(story, after(12), spansOf(HOUR_MS))).toBe('closed');
});

test('a clock behind the reports does not close a story', () => {
  expect(storyPhase(story, after(-5))).toBe('breaking');
});

const anyStory = fc.record({
  firstAt: fc.constant(START),
  lastAt: fc.integer({ min: START, max: after(200) }),
  lastFactAt: fc.integer({ min: START, max: after(200) }),
  independentOutlets: fc.integer({ min: 1, max: 5 }),
});

test('without a further report a story keeps its phase up to its end and no longer, and never goes back', () => {
  const order = ['breaking', 'developing', 'quiet', 'closed'];
  fc.assert(
    fc.property(anyStory, fc.integer({ min: START, max: after(400) }), (times, now) => {
      const phase = storyPhase(times, now);
      const end = phaseEnd(times, now) ?? Infinity;
      expect(end === Infinity).toBe(phase === 'closed');
      expect(end).toBeGreaterThanOrEqual(now);
      expect(storyPhase(times, Math.min(end, after(1_000)))).toBe(phase);
      const next = order.indexOf(storyPhase(times, end + 1));
      expect(next).toBeGreaterThanOrEqual(Math.min(order.indexOf(phase) + 1, 3));
    }),
  );
});
