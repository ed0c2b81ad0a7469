import { calibrate } from './calibration.ts';
import type { Lexicon } from '../text/concepts.ts';
import { extractFeatures, type Feature } from './features.ts';
import type { LinearModel, Model } from './model.ts';
import { readEntry } from './reading.ts';
import type { Assessment, Evidence, Language, Score, TopicId, TopicScore } from '../types.ts';

/** What it takes to judge entries of one subject. */
export interface Judge {
  readonly lexicon: Lexicon;
  readonly model: Model;
  /** In the order in which readers see them. */
  readonly topics: readonly TopicId[];
  /** Tells the language of a text, given the one its feed declares. */
  readonly detect: (text: string, declared: Language | undefined) => Language;
}

/** The part of an entry that is judged. */
export interface Judgeable {
  readonly title: string;
  readonly text: string;
  readonly language?: Language;
}

/** Says whether an entry is on the subject and which topics it carries, with the evidence for and against. */
export function assess(entry: Judgeable, judge: Judge): Assessment {
  const language = judge.detect(`${entry.title}\n${entry.text}`, entry.language);
  const features = extractFeatures(readEntry(entry, language, judge.lexicon));
  const subject = scoreWith(judge.model.subject, features);
  const relevant = subject.score >= judge.model.subject.threshold;
  return {
    language,
    subject,
    relevant,
    topics: judge.topics.map((id) => scoreTopic(id, judge, features, relevant)),
  };
}

function scoreTopic(
  id: TopicId,
  { model }: Judge,
  features: readonly Feature[],
  relevant: boolean,
): TopicScore {
  const topic = model.topics[id];
  if (topic === undefined) throw new RangeError(`the model knows no topic "${id}": train it again`);
  const score = scoreWith(topic, features);
  return { id, ...score, tagged: relevant && score.score >= topic.threshold };
}

/** Answers one question. The evidence is summed in the order in which it is shown, so the sum is exact to the bit. */
export function scoreWith(model: LinearModel, features: readonly Feature[]): Score {
  const evidence: Evidence[] = [];
  for (const { name, words, place } of features) {
    const weight = model.weights[name] ?? 0;
    if (weight !== 0) evidence.push({ feature: name, weight, words, place });
  }
  evidence.sort(byStrength);
  const raw = evidence.reduce((sum, { weight }) => sum + weight, model.bias);
  return { raw, bias: model.bias, score: calibrate(raw, model.calibration), evidence };
}

/** Strongest first; by name among equals, whatever the locale. */
function byStrength(one: Evidence, other: Evidence): number {
  return Math.abs(other.weight) - Math.abs(one.weight) || (one.feature < other.feature ? -1 : 1);
}
