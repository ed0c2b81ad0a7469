import type { HeldBack } from '../held-back.ts';
import type { MendingChange } from '../stories/change.ts';
import type { Importance } from '../stories/story.ts';
import type { Topic } from '../subject.ts';
import type { Assessment, Evidence, Language, Score, TopicId } from '../types.ts';

/** How many reasons a person reads. */
const SHOWN_EVIDENCE = 4;
/** In log-odds: less moves no score that a person could see. */
const LEAST_WEIGHT = 0.05;

/** A score with the strongest of what spoke for it and against it. */
export interface Reasons {
  readonly score: number;
  readonly for: readonly Evidence[];
  readonly against: readonly Evidence[];
}

export interface TopicReasons extends Reasons {
  readonly id: TopicId;
  readonly threshold: number;
  readonly major: number;
}

/** A topic that does not apply, and what it would have needed. */
export interface NearTopic {
  readonly id: TopicId;
  readonly score: number;
  readonly threshold: number;
}

/** How a text was judged, for a person: the strongest words, what spoke against, what nearly applied. */
export interface Judgement {
  readonly relevant: boolean;
  readonly language: Language;
  readonly subject: Reasons;
  /** Strongest first. */
  readonly tagged: readonly TopicReasons[];
  /** The topic that came nearest to being tagged as well. */
  readonly nearest?: NearTopic;
}

/** What became of a story at one destination. */
export interface Fate {
  /** A person's own direct messages. */
  readonly isPrivate: boolean;
  /** The channel; a person's own messages have none that need be named. */
  readonly channelId?: string;
  readonly outcome:
    | {
        readonly kind: 'sent';
        readonly at: Date;
        /** Where the story was seen first, and how long before it was sent. */
        readonly outlet: string;
        readonly delayMs: number;
        readonly updates: number;
      }
    | { readonly kind: 'waiting' }
    | { readonly kind: 'failed' }
    /** It is owed no more than a mention in a summary: it was there when its feed was first read, or piled up. */
    | { readonly kind: 'summary' }
    | { readonly kind: 'held-back'; readonly why: HeldBack };
}

/** Why a story was tagged and sent as it was. */
export interface Explanation extends Judgement {
  readonly storyId: string;
  readonly headline: string;
  readonly url?: string;
  readonly importance: Pick<Importance, 'score' | 'level' | 'grounds' | 'independentOutlets'>;
  /** Decisions about its reports that later ones showed to be wrong, oldest first; absent when there were none. */
  readonly mendings?: readonly MendingChange[];
  /** Where the person who asks could have seen it. */
  readonly fates: readonly Fate[];
}

/** Explains how one text was judged. */
export function explainText(assessment: Assessment, topics: readonly Topic[]): Judgement {
  const tagged = assessment.topics.filter((topic) => topic.tagged).map(({ id }) => id);
  return judgementOf([assessment], tagged, topics);
}

/** Explains a story by the report that carries each topic most strongly. */
export function explainStory(
  {
    assessments,
    ...story
  }: Omit<Explanation, keyof Judgement> & { readonly assessments: readonly Assessment[] },
  tagged: readonly TopicId[],
  topics: readonly Topic[],
): Explanation {
  return { ...story, ...judgementOf(assessments, tagged, topics) };
}

function judgementOf(
  assessments: readonly Assessment[],
  tagged: readonly TopicId[],
  topics: readonly Topic[],
): Judgement {
  const strongest = topics.flatMap((topic) => {
    const best = strongestOf(
      assessments.flatMap(({ topics: scores }) => scores.find(({ id }) => id === topic.id) ?? []),
    );
    return best === undefined ? [] : [{ topic, best }];
  });
  const nearest = strongest
    .filter(({ topic }) => !tagged.includes(topic.id))
    .map(({ topic, best }) => ({ id: topic.id, score: best.score, threshold: topic.threshold }))
    .toSorted((one, other) => one.threshold - one.score - (other.threshold - other.score))[0];
  const subject = strongestOf(assessments.map((assessment) => assessment.subject));
  return {
    relevant: assessments.some(({ relevant }) => relevant),
    language: assessments[0]?.language ?? 'und',
    subject: subject === undefined ? { score: 0, for: [], against: [] } : toReasons(subject),
    tagged: strongest
      .filter(({ topic }) => tagged.includes(topic.id))
      .toSorted((one, other) => other.best.score - one.best.score)
      .map(({ topic, best }) => ({
        id: topic.id,
        threshold: topic.threshold,
        major: topic.major,
        ...toReasons(best),
      })),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

const strongestOf = (scores: readonly Score[]): Score | undefined =>
  scores.toSorted((one, other) => other.score - one.score)[0];

const toReasons = ({ score, evidence }: Score): Reasons => ({
  score,
  for: strongestWords(evidence.filter(({ weight }) => weight > 0)),
  against: strongestWords(evidence.filter(({ weight }) => weight < 0)),
});

/** To a person the same words are one reason, however many features they make; what weighs next to nothing is none. */
function strongestWords(evidence: readonly Evidence[]): Evidence[] {
  const reasons = new Map<string, Evidence>();
  for (const one of evidence) {
    const key = one.words.length === 0 ? one.feature : one.words.join('\n');
    const known = reasons.get(key);
    reasons.set(key, known === undefined ? one : { ...known, weight: known.weight + one.weight });
  }
  return [...reasons.values()]
    .filter(({ weight }) => Math.abs(weight) >= LEAST_WEIGHT)
    .toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
    .slice(0, SHOWN_EVIDENCE);
}
