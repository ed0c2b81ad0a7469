import type { Calibration } from '../relevance/model.ts';
import { toComparable, type Comparable } from './comparable.ts';
import type { Rarity } from './rarity.ts';
import { PAIR_FEATURES, type PairFeatures } from './similarity.ts';
import type { Fingerprint } from './story.ts';

/** What was learned about telling events apart. Plain JSON: it is the file beside the subject's concepts. */
export interface StoryModel {
  /** Fingerprint of the labelled entries it was learned from. */
  readonly corpus: string;
  readonly examples: number;
  /** Calibrated probability from which an article joins a story. */
  readonly threshold: number;
  /** What the raw score (log-odds) is worth. */
  readonly calibration: Calibration;
  readonly bias: number;
  /** By the feature's name; one that is not listed weighs nothing. */
  readonly weights: Readonly<Record<string, number>>;
  readonly rarity: Rarity;
}

/** A model ready to compare. Remembers what it has weighed as long as the fingerprint lives. */
export interface StoryMatcher {
  readonly model: StoryModel;
  /** In the order of `PAIR_FEATURES`. */
  readonly weights: Float64Array;
  readonly comparable: (fingerprint: Fingerprint) => Comparable;
}

/** Prepares a model. */
export function toStoryMatcher(model: StoryModel): StoryMatcher {
  const weighed = new WeakMap<Fingerprint, Comparable>();
  return {
    model,
    weights: Float64Array.from(PAIR_FEATURES, (feature) => model.weights[feature] ?? 0),
    comparable: (fingerprint) => {
      const known = weighed.get(fingerprint) ?? toComparable(fingerprint, model.rarity);
      weighed.set(fingerprint, known);
      return known;
    },
  };
}

/** Returns the log-odds that what was compared is one event. */
export function scoreOf(features: PairFeatures, { weights, model }: StoryMatcher): number {
  let raw = model.bias;
  for (let index = 0; index < features.length; index += 1) {
    raw += (weights[index] ?? 0) * (features[index] ?? 0);
  }
  return raw;
}
