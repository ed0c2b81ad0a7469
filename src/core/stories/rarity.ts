import type { Fingerprint } from './story.ts';

/**
 * In how many labelled entries a word, name or concept stood. Part of the learned model, so that rarity is the same
 * in every run and never looks ahead; what is not listed counts as seen once.
 */
export interface Rarity {
  /** Entries by language, and in all under `all`. */
  readonly entries: Readonly<Record<string, number>>;
  /** By key, as `keysOf` spells them; only what at least two entries have. */
  readonly frequencies: Readonly<Record<string, number>>;
}

/** How much of a word's beginning related languages share: `sanctions`, `sanciones` and `sanções` agree in four. */
const PREFIX_LENGTH = 5;
const SHORTEST_PREFIXED = 4;

export const stemKey = (language: string, stem: string): string => `${language}:${stem}`;
export const conceptKey = (concept: string): string => `concept:${concept}`;
export const nameKey = (name: string): string => `name:${name}`;
export const prefixKey = (prefix: string): string => `prefix:${prefix}`;

/** Returns the beginnings of a fingerprint's longer words, by which cognates of three languages meet. */
export function prefixesOf({ headTerms, textTerms }: Fingerprint): readonly string[] {
  const words = [...headTerms, ...textTerms].filter(
    (term) => term.length >= SHORTEST_PREFIXED && !/^\d/.test(term),
  );
  return [...new Set(words.map((word) => word.slice(0, PREFIX_LENGTH)))];
}

/** Counts what a collection of fingerprints has in it. Keys come in a fixed order. */
export function countRarity(fingerprints: readonly Fingerprint[]): Rarity {
  const entries = new Map<string, number>([['all', fingerprints.length]]);
  const frequencies = new Map<string, number>();
  for (const fingerprint of fingerprints) {
    entries.set(fingerprint.language, (entries.get(fingerprint.language) ?? 0) + 1);
    for (const key of keysOf(fingerprint)) frequencies.set(key, (frequencies.get(key) ?? 0) + 1);
  }
  return {
    entries: toRecord([...entries]),
    frequencies: toRecord([...frequencies].filter(([, count]) => count > 1)),
  };
}

/** Returns the rarity in [0, ∞) of a key among `entries`: the logarithm of how many entries it takes to meet it once. */
export function rarityOf(key: string, entries: number, { frequencies }: Rarity): number {
  const count = Object.hasOwn(frequencies, key) ? (frequencies[key] ?? 1) : 1;
  return Math.max(0, Math.log((entries + 1) / (count + 0.5)));
}

function keysOf(fingerprint: Fingerprint): ReadonlySet<string> {
  const { language, headTerms, textTerms, headConcepts, textConcepts, names } = fingerprint;
  return new Set([
    ...[...headTerms, ...textTerms].map((stem) => stemKey(language, stem)),
    ...[...headConcepts, ...textConcepts].map((concept) => conceptKey(concept)),
    ...names.map((name) => nameKey(name)),
    ...prefixesOf(fingerprint).map((prefix) => prefixKey(prefix)),
  ]);
}

const toRecord = (counts: readonly (readonly [string, number])[]): Readonly<Record<string, number>> =>
  Object.fromEntries(counts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
