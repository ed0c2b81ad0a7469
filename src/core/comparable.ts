import { conceptKey, nameKey, prefixesOf, prefixKey, rarityOf, stemKey, type Rarity } from './rarity.ts';
import { toSparse, type Sparse } from './sparse.ts';
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
  /** Rare concepts of each kind; what nearly every entry has tells no event apart. */
  readonly kinds: Readonly<Record<Kind, Sparse>>;
}

const DAY_MS = 86_400_000;
/** A word of the text says less about the event than one of the headline. */
const TEXT_WEIGHT = 0.7;
/** A concept that every fourth entry has tells no event apart. */
const MIN_TELLING_RARITY = 1.4;

/** Weighs a fingerprint by the rarity of what it holds. */
export function toComparable(fingerprint: Fingerprint, rarity: Rarity): Comparable {
  const { language, headTerms, textTerms, headConcepts, textConcepts, names } = fingerprint;
  const inLanguage = rarity.entries[language] ?? 0;
  const inAll = rarity.entries['all'] ?? 0;
  const weigh = (keys: readonly string[], entries: number, factor = 1): (readonly [string, number])[] =>
    keys.map((key) => [key, factor * rarityOf(key, entries, rarity)] as const);
  const stems = (terms: readonly string[], factor: number) =>
    weigh(
      terms.map((stem) => stemKey(language, stem)),
      inLanguage,
      factor,
    );
  const concepts = (ids: readonly string[], factor: number) =>
    weigh(
      ids.map((id) => conceptKey(id)),
      inAll,
      factor,
    );
  const allConcepts = [...headConcepts, ...textConcepts];
  const inWorld = (isWorld: boolean): Sparse => {
    const chosen = (ids: readonly string[]) => ids.filter((id) => (kindOf(id) !== 'subject') === isWorld);
    return toSparse([...concepts(chosen(headConcepts), 1), ...concepts(chosen(textConcepts), TEXT_WEIGHT)]);
  };
  return {
    fingerprint,
    day: Math.floor(fingerprint.at / DAY_MS),
    stems: toSparse([...stems(headTerms, 1), ...stems(textTerms, TEXT_WEIGHT)]),
    prefixes: toSparse(
      weigh(
        prefixesOf(fingerprint).map((prefix) => prefixKey(prefix)),
        inAll,
      ),
    ),
    names: toSparse(
      weigh(
        names.map((name) => nameKey(name)),
        inAll,
      ),
    ),
    concepts: toSparse([...concepts(headConcepts, 1), ...concepts(textConcepts, TEXT_WEIGHT)]),
    worldConcepts: inWorld(true),
    subjectConcepts: inWorld(false),
    headConcepts: toSparse(concepts(headConcepts, 1)),
    kinds: byKind((kind) => {
      const ids = allConcepts.filter((id) => kindOf(id) === kind);
      return toSparse(concepts(ids, 1).filter(([, weight]) => weight > MIN_TELLING_RARITY));
    }),
  };
}

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
