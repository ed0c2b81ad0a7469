import type { Topic } from '../subject.ts';
import type { Assessment, Evidence, TopicId } from '../types.ts';

/** How many reasons a person reads. */
const SHOWN_EVIDENCE = 4;

/** Why a story was tagged as it was, for a person: the strongest words, what spoke against, what nearly applied. */
export interface Explanation {
  readonly headline: string;
  readonly url?: string;
  readonly outletCount: number;
  readonly importance: number;
  readonly tagged: readonly TopicReasons[];
  /** The topic that came nearest to being tagged as well. */
  readonly nearest?: { readonly id: TopicId; readonly score: number; readonly threshold: number };
}

export interface TopicReasons {
  readonly id: TopicId;
  readonly score: number;
  readonly threshold: number;
  readonly major: number;
  readonly for: readonly Evidence[];
  readonly against: readonly Evidence[];
}

/** A report of the story, with what it was judged to be. */
interface Explained {
  readonly title: string;
  readonly url?: string;
  readonly assessment: Assessment;
}

/** Explains a story by the report that carries each topic most strongly. */
export function explainStory(
  story: {
    readonly reports: readonly Explained[];
    readonly outletCount: number;
    readonly importance: number;
  },
  tagged: readonly TopicId[],
  topics: readonly Topic[],
): Explanation {
  const strongest = topics.flatMap((topic) => {
    const scores = story.reports.flatMap(
      ({ assessment }) => assessment.topics.find(({ id }) => id === topic.id) ?? [],
    );
    const best = scores.toSorted((one, other) => other.score - one.score)[0];
    return best === undefined ? [] : [{ topic, best }];
  });
  const nearest = strongest
    .filter(({ topic }) => !tagged.includes(topic.id))
    .toSorted((one, other) => other.best.score - one.best.score)[0];
  const [first] = story.reports;
  return {
    headline: first?.title ?? '',
    ...(first?.url === undefined ? {} : { url: first.url }),
    outletCount: story.outletCount,
    importance: story.importance,
    tagged: strongest
      .filter(({ topic }) => tagged.includes(topic.id))
      .toSorted((one, other) => other.best.score - one.best.score)
      .map(({ topic, best }) => ({
        id: topic.id,
        score: best.score,
        threshold: topic.threshold,
        major: topic.major,
        for: best.evidence.filter(({ weight }) => weight > 0).slice(0, SHOWN_EVIDENCE),
        against: best.evidence.filter(({ weight }) => weight < 0).slice(0, SHOWN_EVIDENCE),
      })),
    ...(nearest === undefined
      ? {}
      : { nearest: { id: nearest.topic.id, score: nearest.best.score, threshold: nearest.topic.threshold } }),
  };
}
