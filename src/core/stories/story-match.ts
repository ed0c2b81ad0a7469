import { sigmoid } from '../relevance/learn.ts';
import { paceOf, topicsApart } from './pace.ts';
import { prefixesOf } from './rarity.ts';
import { comparePair, PAIR_FEATURES, type PairFeatures } from './similarity.ts';
import { scoreOf, type StoryMatcher } from './story-model.ts';
import type { Fingerprint, OpenStory, Reason, Report } from './story.ts';

/** How well an article fits a story. */
export interface StoryMatch {
  readonly story: OpenStory;
  /** Log-odds: the model's bias plus the weighted features and the pace, less the crowding. */
  readonly raw: number;
  /** Calibrated, in [0, 1]. */
  readonly probability: number;
  readonly features: PairFeatures;
  /** What the number of open stories takes away from it, in log-odds. */
  readonly crowding: number;
  /** What the hours since the story was last told, and another topic after them, add to it or take away, in log-odds. */
  readonly pace: number;
  /** The story's report that is most like the article. */
  readonly nearest: Report;
}

/** Of a long story the latest reports are compared: they carry the newest facts. */
const MAX_COMPARED = 12;

/**
 * Compares an article with a story: with the report most like it and with the average of the others, in equal parts,
 * so that one chance likeness does not chain two events together. Undefined when no report is within the window.
 */
export function matchStory(
  article: Fingerprint,
  story: OpenStory,
  matcher: StoryMatcher,
  windowMs: number,
): StoryMatch | undefined {
  const own = matcher.comparable(article);
  const compared = story.reports
    .filter(({ fingerprint }) => Math.abs(fingerprint.at - article.at) <= windowMs)
    .slice(-MAX_COMPARED)
    .map((report) => {
      const comparable = matcher.comparable(report.fingerprint);
      const features = comparePair(own, comparable);
      return { report, comparable, features, raw: scoreOf(features, matcher) };
    });
  const [first] = compared;
  if (first === undefined) return undefined;
  const nearest = compared.reduce((best, one) => (one.raw > best.raw ? one : best), first);
  const features = nearest.features.map((value, index) => {
    const mean = compared.reduce((sum, one) => sum + (one.features[index] ?? 0), 0) / compared.length;
    return (value + mean) / 2;
  });
  const told = compared.map(({ report }) => report.fingerprint);
  const apart = topicsApart(
    own,
    compared.map(({ comparable }) => comparable),
  );
  const pace = paceOf(article, told) + apart;
  const raw = scoreOf(features, matcher) + pace;
  const { slope, shift } = matcher.model.calibration;
  return {
    story,
    raw,
    probability: sigmoid(slope * raw + shift),
    features,
    crowding: 0,
    pace,
    nearest: nearest.report,
  };
}

/** Returns the reasons for a match, strongest first: with the bias they sum to its raw score. */
export function explainMatch(
  article: Fingerprint,
  match: StoryMatch,
  { weights }: StoryMatcher,
): readonly Reason[] {
  const sums = new Map<string, number>();
  for (const [index, feature] of PAIR_FEATURES.entries()) {
    const ground = feature.slice(0, feature.indexOf('.'));
    sums.set(ground, (sums.get(ground) ?? 0) + (weights[index] ?? 0) * (match.features[index] ?? 0));
  }
  const shared = sharedWords(article, match.nearest.fingerprint);
  if (match.crowding !== 0) sums.set('crowd', -match.crowding);
  if (match.pace !== 0) sums.set('pace', match.pace);
  return [...sums]
    .filter(([, weight]) => weight !== 0)
    .map(([feature, weight]) => ({ feature, weight, words: shared(feature) }))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

const MAX_WORDS = 8;

const both = (one: readonly string[], other: readonly string[]): readonly string[] =>
  one.filter((word) => other.includes(word));

const valuesOf = ({ counts }: Fingerprint): readonly string[] => counts.map(({ value }) => String(value));

/** What two reports have in common on one ground, for a reader; nothing for grounds that are no words, such as time. */
function sharedWords(a: Fingerprint, b: Fingerprint): (ground: string) => readonly string[] {
  const concepts = both([...a.headConcepts, ...a.textConcepts], [...b.headConcepts, ...b.textConcepts]);
  const shared = new Map<string, readonly string[]>([
    ['words', both(a.headTerms, [...b.headTerms, ...b.textTerms])],
    ['roots', both(prefixesOf(a), prefixesOf(b))],
    ['names', both(a.names, b.names)],
    ['concepts', concepts],
    ['themes', both([...a.headThemes, ...a.textThemes], [...b.headThemes, ...b.textThemes])],
    ['numbers', both(valuesOf(a), valuesOf(b))],
    ['place', concepts.filter((concept) => concept.startsWith('place/'))],
  ]);
  return (ground) => [...new Set(shared.get(ground))].slice(0, MAX_WORDS);
}
