import { expect, test } from 'vitest';
import { DEFAULT_SPANS, storyPhase } from '../../src/core/stories/story.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 3, 8);
const story = { firstAt: START, lastAt: START + 10 * HOUR_MS };

test('a story is breaking in its first hours, then developing, quiet and closed by the silence after its latest report', () => {
  const phases = [1, 5, 40, 60, 107].map((hours) => storyPhase(story, START + hours * HOUR_MS));
  expect(phases).toEqual(['breaking', 'developing', 'developing', 'quiet', 'closed']);
});

test('the spans are the caller’s to choose', () => {
  expect(storyPhase(story, START + 12 * HOUR_MS, { ...DEFAULT_SPANS, windowMs: HOUR_MS })).toBe('closed');
});

test('a clock behind the reports does not close a story', () => {
  expect(storyPhase(story, START - 5 * HOUR_MS)).toBe('breaking');
});
