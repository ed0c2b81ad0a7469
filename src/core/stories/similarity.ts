import type { Comparable } from './comparable.ts';
import { DEAD } from '../facts/counts.ts';
import { overlap, type Sparse } from './sparse.ts';
import type { CountFact, Fingerprint } from './story.ts';

/** Values of the named features, in the order of `PAIR_FEATURES`. */
export type PairFeatures = Float64Array;

/**
 * What two reports are compared by. The part before the dot is the ground that a reader is shown; the parts after it
 * are views of the same ground. More views (of acts, bodies and things one by one, of headlines, of squares and
 * products) were tried and made held-out stories worse.
 */
export const PAIR_FEATURES: readonly string[] = [
  'words.cosine',
  'words.shared',
  'roots.cosine',
  'roots.shared',
  'roots.rarest',
  'names.cosine',
  'names.shared',
  'concepts.cosine',
  'concepts.shared',
  'concepts.rarest',
  'concepts.world',
  'concepts.subject',
  'concepts.same-day',
  'concepts.next-day',
  'concepts.later',
  'concepts.across-languages',
  'themes.cosine',
  'themes.same-day',
  'themes.next-day',
  'time.same-day',
  'time.next-day',
  'time.two-days',
  'language.different',
  'numbers.equal',
  'numbers.dead-differ',
  'place.shared',
  'place.apart',
  'place.share',
  'place.none-shared',
];

/** Shared rarities are capped: past this, more of the same says nothing new. */
const MOST_SHARED = 15;
const MOST_SHARED_PLACES = 6;
/** Six jets and six children are no sign of one event; 174 of anything are. */
const SMALLEST_TELLING_NUMBER = 13;
/** Smaller ones tell something where both count the same. */
const SMALLEST_COUNT = 3;

/** Compares two reports. Symmetric. */
export function comparePair(a: Comparable, b: Comparable): PairFeatures {
  const words = overlap(a.stems, b.stems);
  const roots = overlap(a.prefixes, b.prefixes);
  const names = overlap(a.names, b.names);
  const concepts = overlap(a.concepts, b.concepts);
  const themes = overlap(a.themes, b.themes).cosine;
  const days = Math.abs(a.day - b.day);
  const isAcross = a.fingerprint.language !== b.fingerprint.language;
  return Float64Array.from([
    words.cosine,
    Math.min(words.shared, MOST_SHARED),
    roots.cosine,
    Math.min(roots.shared, MOST_SHARED),
    roots.rarest,
    names.cosine,
    Math.min(names.shared, MOST_SHARED),
    concepts.cosine,
    Math.min(concepts.shared, MOST_SHARED),
    concepts.rarest,
    overlap(a.worldConcepts, b.worldConcepts).cosine,
    overlap(a.subjectConcepts, b.subjectConcepts).cosine,
    truth(days === 0) * concepts.cosine,
    truth(days === 1) * concepts.cosine,
    truth(days >= 2) * concepts.cosine,
    truth(isAcross) * concepts.cosine,
    themes,
    truth(days === 0) * themes,
    truth(days === 1) * themes,
    truth(days === 0),
    truth(days === 1),
    truth(days === 2),
    truth(isAcross),
    ...compareNumbers(a.fingerprint, b.fingerprint),
    ...comparePlaces(a.places, b.places),
  ]);
}

const truth = (is: boolean): 0 | 1 => (is ? 1 : 0);

const isSameCount = (one: CountFact, other: CountFact): boolean =>
  one.value === other.value &&
  (one.value >= SMALLEST_TELLING_NUMBER || (one.value >= SMALLEST_COUNT && one.noun === other.noun));

function compareNumbers(a: Fingerprint, b: Fingerprint): readonly number[] {
  const isEqual = a.counts.some((one) => b.counts.some((other) => isSameCount(one, other)));
  const deadA = a.counts.filter(({ noun }) => noun === DEAD);
  const deadB = b.counts.filter(({ noun }) => noun === DEAD);
  const isSame = deadA.some(({ value }) => deadB.some((count) => count.value === value));
  return [truth(isEqual), truth(deadA.length > 0 && deadB.length > 0 && !isSame)];
}

/** What is shared, what the one with less to add has for itself, the shared part of both together, and nothing shared. */
function comparePlaces(a: Sparse, b: Sparse): readonly number[] {
  const { shared } = overlap(a, b);
  const all = a.total + b.total - shared;
  return [
    Math.min(shared, MOST_SHARED_PLACES),
    Math.min(a.total, b.total) - shared,
    all === 0 ? 0 : shared / all,
    truth(a.total > 0 && b.total > 0 && shared === 0),
  ];
}
