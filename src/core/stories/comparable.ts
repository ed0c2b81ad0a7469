import { conceptKey, nameKey, prefixesOf, prefixKey, rarityOf, stemKey, type Rarity } from './rarity.ts';
import { toSparse, type Sparse, type WeightedKey } from './sparse.ts';
import type { Fingerprint } from './story.ts';

/** A fingerprint weighed by rarity, ready to be compared many times. */
export interface Comparable {
  readonly fingerprint: Fingerprint;
  readonly day: number;
  readonly stems: Sparse;
  readonly prefixes: Sparse;
  readonly names: Sparse;
  readonly concepts: Sparse;
  readonly worldConcepts: Sparse;
  readonly subjectConcepts: Sparse;
  readonly headConcepts: Sparse;
  /** The topics that the headline carries. */
  readonly topics: readonly string[];
  /** What the report is about at large, each theme worth the same. */
  readonly themes: Sparse;
  /** The rarer of them; what nearly every entry names tells no event apart. */
  readonly places: Sparse;
}

const DAY_MS = 86_400_000;
/** A word of the text says less about the event than one of the headline. */
const TEXT_WEIGHT = 0.7;
const TEXT_THEME_WEIGHT = 0.6;
/** A concept that every fourth entry has tells no event apart. */
const MIN_TELLING_RARITY = 1.4;

/** Weighs a fingerprint by the rarity of what it holds. */
export function toComparable(fingerprint: Fingerprint, rarity: Rarity): Comparable {
  const { language, headConcepts, textConcepts, headThemes, textThemes } = fingerprint;
  const inAll = weigherOf(rarity, rarity.entries['all'] ?? 0);
  const inLanguage = weigherOf(rarity, rarity.entries[language] ?? 0);
  const concepts = conceptWeigher(fingerprint, inAll);
  return {
    fingerprint,
    day: Math.floor(fingerprint.at / DAY_MS),
    stems: toSparse([
      ...inLanguage(fingerprint.headTerms, (stem) => stemKey(language, stem)),
      ...inLanguage(fingerprint.textTerms, (stem) => stemKey(language, stem), TEXT_WEIGHT),
    ]),
    prefixes: toSparse(inAll(prefixesOf(fingerprint), prefixKey)),
    names: toSparse(inAll(fingerprint.names, nameKey)),
    concepts: concepts(() => true),
    worldConcepts: concepts(isWorldly),
    subjectConcepts: concepts((id) => !isWorldly(id)),
    headConcepts: toSparse(inAll(headConcepts, conceptKey)),
    topics: [...new Set(headThemes.flatMap(topicOf))],
    themes: toSparse([
      ...headThemes.map((key) => ({ key, weight: 1 })),
      ...textThemes.map((key) => ({ key, weight: TEXT_THEME_WEIGHT })),
    ]),
    places: toSparse(
      inAll([...headConcepts, ...textConcepts].filter(isPlace), conceptKey).filter(
        ({ weight }) => weight > MIN_TELLING_RARITY,
      ),
    ),
  };
}

type Weigher = (
  ids: readonly string[],
  keyOf: (id: string) => string,
  factor?: number,
) => readonly WeightedKey[];

const weigherOf =
  (rarity: Rarity, entries: number): Weigher =>
  (ids, keyOf, factor = 1) =>
    ids.map(keyOf).map((key) => ({ key, weight: factor * rarityOf(key, entries, rarity) }));

const conceptWeigher =
  ({ headConcepts, textConcepts }: Fingerprint, weigh: Weigher) =>
  (isChosen: (id: string) => boolean): Sparse =>
    toSparse([
      ...weigh(headConcepts.filter(isChosen), conceptKey),
      ...weigh(textConcepts.filter(isChosen), conceptKey, TEXT_WEIGHT),
    ]);

const isPlace = (concept: string): boolean => concept.startsWith('place/');
/** The world's concepts bear their class before a slash; a subject's own do not. */
const isWorldly = (concept: string): boolean => concept.includes('/');
/** A topic's classes bear its name before a slash; `force-hint/boat` hints at what `force/ships` carries. */
const topicOf = (theme: string): readonly string[] =>
  theme.includes('/') ? [theme.replace(/(?:-hint)?\/.*$/, '')] : [];
