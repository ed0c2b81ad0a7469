import { fold } from '../text/characters.ts';
import type { Passage } from '../text/text.ts';

/** News agencies by the names that bylines and datelines give them. */
const AGENCIES: readonly (readonly [string, string])[] = [
  ['associated press', 'ap'],
  ['agence france-presse', 'afp'],
  ['deutsche welle', 'dw'],
  ['europa press', 'europa-press'],
  ['reuters', 'reuters'],
  ['bloomberg', 'bloomberg'],
  ['xinhua', 'xinhua'],
  ['ansa', 'ansa'],
  ['lusa', 'lusa'],
  ['efe', 'efe'],
  ['afp', 'afp'],
  ['upi', 'upi'],
  ['dpa', 'dpa'],
  ['ap', 'ap'],
];
const NAMES = AGENCIES.map(([name]) => name).join('|');
/** `(AP)`, `LISBON (Reuters) —`, `- EFE`, `By The Associated Press`, `Con información de AFP`. */
const BYLINE = new RegExp(
  String.raw`\((?:the )?(${NAMES})\)|(?:\s[-–—|/]\s*|\b(?:by|por|via|con informacion de|com informacoes da)\s+)(?:the |la |a )?(${NAMES})\s*(?:$|[.,)\n]|[-–—]\s)`,
  'u',
);
/** Bylines stand at either end; between them an agency is quoted, not copied. */
const END_LENGTH = 160;

/** Returns the agency that a headline's tail, or a text's first or last words, credit: `ap`, `efe`. */
export function findWire(title: string, text: string): string | undefined {
  const ends = text.length > 2 * END_LENGTH ? [text.slice(0, END_LENGTH), text.slice(-END_LENGTH)] : [text];
  for (const place of [title.slice(-END_LENGTH), ...ends]) {
    const found = BYLINE.exec(fold(place));
    const name = found?.[1] ?? found?.[2];
    if (name !== undefined) return AGENCIES.find(([agency]) => agency === name)?.[1];
  }
  return undefined;
}

/** `LISBON (AP) —`, `Lima, 3 ene (EFE).-`, `(Istmo)`: where a report was written, and by whom. */
const DATELINE =
  /^(?:\p{Lu}[\p{L}\d.,'’/ -]{0,50}\s)?\(\p{Lu}[\p{L}. &-]{1,30}\)(?:[.:]?\s*[-–—]+\s*|:\s*)|^\(\p{Lu}[\p{L}. &-]{1,30}\)\s+(?=\p{Lu})/u;

/** Returns a text without the dateline it opens with: who reported it is said elsewhere. */
export const withoutDateline = (text: string): string => text.replace(DATELINE, '');

/** Returns the agency that a name stands for, whatever its spelling: `ap` for `The Associated Press`. */
export function agencyOf(name: string): string | undefined {
  const folded = fold(name)
    .replace(/^(?:the|la|a|agencia) /, '')
    .trim();
  return AGENCIES.find(([agency]) => agency === folded)?.[1];
}

const WORDS_A_SHINGLE = 4;
/** The smallest hashes stand for all of them: enough to tell a copy from a report of one's own. */
const MAX_SHINGLES = 24;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Returns hashes of every four words in a row, of the longest texts only the smallest ones, in rising order. */
export function shinglesOf(passages: readonly Passage[]): readonly number[] {
  const hashes = passages.flatMap(({ tokens }) =>
    tokens.slice(WORDS_A_SHINGLE - 1).map((_, index) =>
      hash(
        tokens
          .slice(index, index + WORDS_A_SHINGLE)
          .map(({ form }) => form)
          .join(' '),
      ),
    ),
  );
  return [...new Set(hashes)].toSorted((a, b) => a - b).slice(0, MAX_SHINGLES);
}

function hash(words: string): number {
  let value = FNV_OFFSET;
  for (let index = 0; index < words.length; index += 1) {
    value = Math.imul(value ^ words.charCodeAt(index), FNV_PRIME);
  }
  return value >>> 0;
}

/**
 * Returns the share in [0, 1] of the word sequences that two texts have in common, estimated from their smallest
 * hashes as both would be drawn from the two together. 0 when either has none.
 */
export function sharedText(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const inA = new Set(a);
  const inB = new Set(b);
  const smallest = [...new Set([...a, ...b])].toSorted((x, y) => x - y).slice(0, MAX_SHINGLES);
  return smallest.filter((value) => inA.has(value) && inB.has(value)).length / smallest.length;
}
