/** What a UTF-16 unit is to the tokenizer. Everything that is not listed separates words. */
export const OTHER = 0;
export const LETTER = 1;
export const DIGIT = 2;
/** Combining marks and invisible format characters: part of the word they stand in, never its start. */
export const MARK = 3;
export const APOSTROPHE = 4;
export const DOT = 5;
export const COMMA = 6;

const KINDS: readonly (readonly [number, RegExp])[] = [
  [LETTER, /\p{L}/u],
  [DIGIT, /\p{Nd}/u],
  [MARK, /[\p{M}\p{Cf}]/u],
  [APOSTROPHE, /['’ʼ]/u],
  [DOT, /\./u],
  [COMMA, /,/u],
];
const UNKNOWN = 255;
/** Filled as characters are met: a table over the whole plane would cost more at start than any run ever asks for. */
const known = new Uint8Array(0x10000).fill(UNKNOWN);

/** Returns what the character that begins at `index` is. A lone surrogate separates words. */
export function kindAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit >= 0xd800 && unit <= 0xdfff) return classify(String.fromCodePoint(text.codePointAt(index) ?? 0));
  const kind = known[unit] ?? UNKNOWN;
  return kind === UNKNOWN ? remember(unit) : kind;
}

/** Returns how many UTF-16 units the character at `index` takes. */
export function widthAt(text: string, index: number): 1 | 2 {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

function remember(unit: number): number {
  const kind = classify(String.fromCharCode(unit));
  known[unit] = kind;
  return kind;
}

function classify(character: string): number {
  return KINDS.find(([, pattern]) => pattern.test(character))?.[0] ?? OTHER;
}

const ASCII = /^[\x20-\x7f]*$/;
const INVISIBLE = /[\p{M}\p{Cf}]/gu;

/** Returns the text in lower case without accents and invisible characters, the same under every locale. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replaceAll(INVISIBLE, '').toLowerCase().normalize('NFC');
}
