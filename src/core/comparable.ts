import { conceptKey, nameKey, prefixesOf, prefixKey, rarityOf, stemKey, type Rarity } from './rarity.ts';
import { toSparse, type Sparse, type WeightedKey } from './sparse.ts';
import type { Fingerprint } from './story.ts';

/** What a concept is, told by what stands before the slash of its id; a subject's own concepts have no slash. */
export const KINDS = ['place', 'body', 'act', 'thing', 'subject'] as const;
export type Kind = (typeof KINDS)[number];

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
  /** What the report is about at large, each theme worth the same. */
  readonly themes: Sparse;
  /** Rare concepts of each kind; what nearly every entry has tells no event apart. */
  readonly kinds: Readonly<Record<Kind, Sparse>>;
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
  const telling = inAll([...headConcepts, ...textConcepts], conceptKey).filter(
    ({ weight }) => weight > MIN_TELLING_RARITY,
  );
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
    worldConcepts: concepts((id) => kindOf(id) !== 'subject'),
    subjectConcepts: concepts((id) => kindOf(id) === 'subject'),
    headConcepts: toSparse(inAll(headConcepts, conceptKey)),
    themes: toSparse([
      ...headThemes.map((key) => ({ id: key, key, weight: 1 })),
      ...textThemes.map((key) => ({ id: key, key, weight: TEXT_THEME_WEIGHT })),
    ]),
    kinds: byKind((kind) => toSparse(telling.filter(({ id }) => kindOf(id) === kind))),
  };
}

interface Weighed extends WeightedKey {
  /** What the key stands for. */
  readonly id: string;
}

type Weigher = (ids: readonly string[], keyOf: (id: string) => string, factor?: number) => readonly Weighed[];

const weigherOf =
  (rarity: Rarity, entries: number): Weigher =>
  (ids, keyOf, factor = 1) =>
    ids.map((id) => ({ id, key: keyOf(id), weight: factor * rarityOf(keyOf(id), entries, rarity) }));

const conceptWeigher =
  ({ headConcepts, textConcepts }: Fingerprint, weigh: Weigher) =>
  (isChosen: (id: string) => boolean): Sparse =>
    toSparse([
      ...weigh(headConcepts.filter(isChosen), conceptKey),
      ...weigh(textConcepts.filter(isChosen), conceptKey, TEXT_WEIGHT),
    ]);

/** Returns what a concept is from its id: `place/cuba` is a place. */
export function kindOf(concept: string): Kind {
  const prefix = concept.slice(0, Math.max(0, concept.indexOf('/')));
  return KINDS.find((kind) => kind === prefix) ?? 'subject';
}

/** Fills one value a kind. */
function byKind<Value>(fill: (kind: Kind) => Value): Record<Kind, Value> {
  return {
    place: fill('place'),
    body: fill('body'),
    act: fill('act'),
    thing: fill('thing'),
    subject: fill('subject'),
  };
}
