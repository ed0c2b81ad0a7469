import { toComparable, type Comparable } from './comparable.ts';
import { fitLogistic } from '../relevance/learn.ts';
import { countRarity, type Rarity } from './rarity.ts';
import { comparePair, PAIR_FEATURES, type PairFeatures } from './similarity.ts';
import type { StoryModel } from './story-model.ts';
import { DEFAULT_SPANS, type Fingerprint } from './story.ts';

/** A fingerprint and the happening that it reports, by its label. */
export interface LabelledReport {
  readonly fingerprint: Fingerprint;
  readonly event: string;
  /** Written for training and not taken from a feed. */
  readonly invented?: boolean;
}

/** Penalty on standardised weights; the middle of the range (3 to 30) in which cross-validation makes no difference. */
const PENALTY = 10;

/** Within the range (0.4 to 0.5) in which held-out F1 is flat; the lower half finds more across languages. */
const THRESHOLD = 0.42;

interface LabelledPair {
  readonly features: PairFeatures;
  readonly same: boolean;
}

/**
 * Learns from labelled reports how to tell whether two are of one event: every pair within the window is an example.
 * Where there are real reports, invented ones are left out: one writer's reports of an event are more alike, and those
 * of similar events more apart, than several outlets' are (held-out pairs: F1 0.77 with them, 0.83 without). The
 * probabilities come out calibrated (held out: slope 0.93, shift -0.09), so no curve is fitted over them.
 * Deterministic; a second for 600 reports. `corpus` names what it was learned from.
 */
export function trainStoryModel(reports: readonly LabelledReport[], corpus: string): StoryModel {
  const real = reports.filter(({ invented }) => invented !== true);
  const lessons = real.length > 0 ? real : reports;
  const rarity = countRarity(lessons.map(({ fingerprint }) => fingerprint));
  const pairs = listPairs(lessons, rarity);
  return {
    corpus,
    examples: pairs.length,
    threshold: THRESHOLD,
    calibration: { slope: 1, shift: 0 },
    ...fitPairs(pairs),
    rarity,
  };
}

function listPairs(reports: readonly LabelledReport[], rarity: Rarity): readonly LabelledPair[] {
  const inOrder = reports
    .map(({ fingerprint, event }) => ({ event, comparable: toComparable(fingerprint, rarity) }))
    .toSorted((a, b) => a.comparable.fingerprint.at - b.comparable.fingerprint.at);
  return inOrder.flatMap((one, index) =>
    inOrder
      .slice(index + 1)
      .filter((other) => isWithinWindow(one.comparable, other.comparable))
      .map((other) => ({
        features: comparePair(one.comparable, other.comparable),
        same: one.event === other.event,
      })),
  );
}

const isWithinWindow = (a: Comparable, b: Comparable): boolean =>
  Math.abs(a.fingerprint.at - b.fingerprint.at) <= DEFAULT_SPANS.windowMs;

/** Features are brought to one scale for the penalty's sake; the weights returned are for the features as they are. */
function fitPairs(pairs: readonly LabelledPair[]): Pick<StoryModel, 'bias' | 'weights'> {
  const scales = PAIR_FEATURES.map((_, column) =>
    scaleOf(pairs.map(({ features }) => features[column] ?? 0)),
  );
  const columns = PAIR_FEATURES.map((_, column) => column);
  const samples = pairs.map(({ features, same }) => ({
    columns,
    values: columns.map(
      (column) => ((features[column] ?? 0) - at(scales, column).mean) / at(scales, column).deviation,
    ),
    answer: same,
    weight: 1,
  }));
  const { bias, weights } = fitLogistic(samples, columns.length, PENALTY);
  const named = PAIR_FEATURES.map((feature, column) => {
    const weight = (weights[column] ?? 0) / at(scales, column).deviation;
    return { feature, weight, offset: weight * at(scales, column).mean };
  });
  return {
    bias: rounded(bias - named.reduce((sum, { offset }) => sum + offset, 0)),
    weights: Object.fromEntries(named.map(({ feature, weight }) => [feature, rounded(weight)])),
  };
}

const DIGITS = 1e4;
const rounded = (weight: number): number => Math.round(weight * DIGITS) / DIGITS;

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

const at = (scales: readonly Scale[], column: number): Scale => scales[column] ?? { mean: 0, deviation: 1 };

function scaleOf(values: readonly number[]): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
