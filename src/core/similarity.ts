import { KINDS, type Comparable } from './comparable.ts';
import { DEAD } from './counts.ts';
import { overlap, type Sparse } from './sparse.ts';

/** Values of the named features, in the order of `PAIR_FEATURES`. */
export type PairFeatures = Float64Array;

const COMPARED_KINDS = KINDS.filter((kind) => kind !== 'subject');

/**
 * What two reports are compared by. The part before the dot is the ground that a reader is shown; the parts after it
 * are views of the same ground.
 */
export const PAIR_FEATURES: readonly string[] = [
  'words.cosine',
  'words.shared',
  'roots.cosine',
  'roots.cosine-squared',
  'roots.shared',
  'roots.rarest',
  'names.cosine',
  'names.shared',
  'concepts.cosine',
  'concepts.cosine-squared',
  'concepts.world',
  'concepts.subject',
  'concepts.headline',
  'concepts.headline-apart',
  'concepts.shared',
  'concepts.rarest',
  'concepts.with-roots',
  'concepts.with-names',
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
  'days.equal',
  'days.differ',
  'length.both',
  'place.none-shared',
  ...COMPARED_KINDS.flatMap((kind) => [`${kind}.shared`, `${kind}.apart`, `${kind}.share`]),
];

/** Shared rarities are capped: past this, more of the same says nothing new. */
const MOST_SHARED = 15;
const MOST_SHARED_OF_KIND = 6;
const SMALLEST_TELLING_NUMBER = 3;

/** Compares two reports. Symmetric. */
export function comparePair(a: Comparable, b: Comparable): PairFeatures {
  const words = overlap(a.stems, b.stems);
  const roots = overlap(a.prefixes, b.prefixes);
  const names = overlap(a.names, b.names);
  const concepts = overlap(a.concepts, b.concepts);
  const headline = overlap(a.headConcepts, b.headConcepts).cosine;
  const themes = overlap(a.themes, b.themes).cosine;
  const days = Math.abs(a.day - b.day);
  const isAcross = a.fingerprint.language !== b.fingerprint.language;
  const kinds = COMPARED_KINDS.flatMap((kind) => compareKind(a.kinds[kind], b.kinds[kind]));
  return Float64Array.from([
    words.cosine,
    Math.min(words.shared, MOST_SHARED),
    roots.cosine,
    roots.cosine ** 2,
    Math.min(roots.shared, MOST_SHARED),
    roots.rarest,
    names.cosine,
    Math.min(names.shared, MOST_SHARED),
    concepts.cosine,
    concepts.cosine ** 2,
    overlap(a.worldConcepts, b.worldConcepts).cosine,
    overlap(a.subjectConcepts, b.subjectConcepts).cosine,
    headline,
    truth(a.headConcepts.norm > 0 && b.headConcepts.norm > 0 && headline === 0),
    Math.min(concepts.shared, MOST_SHARED),
    concepts.rarest,
    concepts.cosine * roots.cosine,
    concepts.cosine * names.cosine,
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
    ...compareFacts(a, b),
    Math.log(a.stems.keys.length + b.stems.keys.length + 1),
    truth(a.kinds.place.norm > 0 && b.kinds.place.norm > 0 && kinds[0] === 0),
    ...kinds,
  ]);
}

const truth = (is: boolean): 0 | 1 => (is ? 1 : 0);

/** What is shared, what the one with less to add has for itself, and the shared part of both together. */
function compareKind(a: Sparse, b: Sparse): readonly [number, number, number] {
  const { shared } = overlap(a, b);
  const all = a.total + b.total - shared;
  return [
    Math.min(shared, MOST_SHARED_OF_KIND),
    Math.min(a.total, b.total) - shared,
    all === 0 ? 0 : shared / all,
  ];
}

function compareFacts(a: Comparable, b: Comparable): readonly number[] {
  const countsA = a.fingerprint.counts;
  const countsB = b.fingerprint.counts;
  const isEqual = countsA.some(
    ({ value }) => value >= SMALLEST_TELLING_NUMBER && countsB.some((count) => count.value === value),
  );
  const deadA = countsA.filter(({ noun }) => noun === DEAD);
  const deadB = countsB.filter(({ noun }) => noun === DEAD);
  const isSame = deadA.some(({ value }) => deadB.some((count) => count.value === value));
  const sharesDay = a.fingerprint.days.some((day) => b.fingerprint.days.includes(day));
  const bothDated = a.fingerprint.days.length > 0 && b.fingerprint.days.length > 0;
  return [
    truth(isEqual),
    truth(deadA.length > 0 && deadB.length > 0 && !isSame),
    truth(sharesDay),
    truth(bothDated && !sharesDay),
  ];
}
