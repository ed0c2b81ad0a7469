import { trainStoryModel, type LabelledReport } from '../../src/core/stories/cluster-learn.ts';
import { toStoryMatcher } from '../../src/core/stories/story-model.ts';
import type { Fingerprint, OpenStory } from '../../src/core/stories/story.ts';
import { printOf } from './reported-article.ts';

const HOUR_MS = 3_600_000;
export const START = Date.UTC(2026, 2, 2, 12);
export const at = (hours: number): Date => new Date(START + hours * HOUR_MS);

/** Eight events of three reports each, two of them in English and one in Spanish, days apart from one another. */
const THINGS = [
  'tanker Olina',
  'embassy flag',
  'Dragon gas',
  'Citgo auction',
  'Miami flight',
  'Nobel medal',
  'ferry fire',
  'mine strike',
];
const LABELLED: readonly LabelledReport[] = THINGS.flatMap((thing, index) =>
  [
    printOf(
      `New step over the ${thing} announced`,
      `Officials spoke of the ${thing} at length.`,
      'en',
      at(index * 20),
    ),
    printOf(`The ${thing} dominates the day`, 'Reactions came from abroad.', 'en', at(index * 20 + 5)),
    printOf(`Hablan de ${thing}`, `El asunto ${thing} sigue.`, 'es', at(index * 20 + 8)),
  ].map((fingerprint) => ({ fingerprint, event: thing })),
);

/** A matcher that learned from so little knows that shared names and words make one event. */
export const matcher = toStoryMatcher(trainStoryModel(LABELLED, 'test'));

export const storyOf = (id: string, ...prints: readonly Fingerprint[]): OpenStory => ({
  id,
  reports: prints.map((fingerprint, index) => ({ articleId: `${id}-${index}`, fingerprint })),
});
