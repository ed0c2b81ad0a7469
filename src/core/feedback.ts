import type { TopicId } from './types.ts';

export const OPINION_KINDS = ['useful', 'irrelevant', 'wrong-topic', 'right-topic'] as const;
/** What a person says of a story: worth telling, off the subject, or under the wrong or the right topics. */
export type OpinionKind = (typeof OPINION_KINDS)[number];

/** What one person said of one story. */
export interface Opinion {
  readonly storyId: number;
  readonly kind: OpinionKind;
  /** The topics that are right, where the kind is `wrong-topic`; none means that no topic fits. */
  readonly topics: readonly TopicId[];
  readonly givenAt: Date;
}

/** How many people said what of one story. */
export type Votes = Readonly<Partial<Record<OpinionKind, number>>>;

/** What the people who said something of a story make of it, as the label of an example. */
export interface VotedLabel {
  readonly relevant: boolean;
  readonly topics: readonly TopicId[];
  readonly votes: Votes;
  /** People disagree: the label deserves a closer look. */
  readonly isDisputed: boolean;
}

/**
 * Returns the label that most people's opinions give a story, or undefined when nobody has one. In a tie the story
 * stays as it was tagged.
 */
export function toVotedLabel(
  opinions: readonly Opinion[],
  tagged: readonly TopicId[],
): VotedLabel | undefined {
  if (opinions.length === 0) return undefined;
  const votes = Object.fromEntries(
    OPINION_KINDS.map((kind) => [kind, opinions.filter((one) => one.kind === kind).length] as const),
  );
  const given = Object.fromEntries(Object.entries(votes).filter(([, count]) => count > 0));
  const relevant = (votes['irrelevant'] ?? 0) * 2 <= opinions.length;
  const corrections = opinions.filter(({ kind }) => kind === 'wrong-topic');
  const isCorrected = corrections.length * 2 > opinions.length;
  const topics = isCorrected ? namedByMost(corrections) : tagged;
  return {
    relevant,
    topics: relevant ? topics : [],
    votes: given,
    isDisputed: (votes['irrelevant'] ?? 0) + corrections.length !== 0 && Object.keys(given).length > 1,
  };
}

/** The topics that at least half of the corrections name, in the order in which they were named first. */
function namedByMost(corrections: readonly Opinion[]): readonly TopicId[] {
  const named = [...new Set(corrections.flatMap(({ topics }) => topics))];
  return named.filter(
    (id) => corrections.filter(({ topics }) => topics.includes(id)).length * 2 >= corrections.length,
  );
}
