/*
 * What no reader should get from a feed: controls, marks that turn the direction of writing, characters that
 * show nothing, private use, and halves of surrogate pairs. White space is folded later; the zero-width joiner
 * and the emoji variation selector stay, because emoji are made of them.
 */
const UNSEEN = /(?!\u200d|\ufe0f|[\t-\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** More marks on one letter than any living language writes: they would climb over the lines above. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;
const SPACES = /\s+/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Returns a text on one line with nothing in it that hides, turns or stacks characters. */
export function toPlainLine(text: string): string {
  return text.replaceAll(UNSEEN, '').replaceAll(STACKED_MARKS, '$1').replaceAll(SPACES, ' ').trim();
}

/**
 * Cuts a text to at most `maxLength` UTF-16 units, never inside what a reader sees as one character, with an
 * ellipsis where something was cut.
 * @param encode how each character will be written; its length counts
 */
export function truncate(
  text: string,
  maxLength: number,
  encode: (character: string) => string = (same) => same,
): string {
  // No encoding makes a text shorter, so what lies beyond the limit cannot fit: huge inputs cost nothing.
  const head = text.slice(0, maxLength + 1);
  let whole = '';
  let cut = '';
  for (const { segment } of graphemes.segment(head)) {
    whole += encode(segment);
    if (whole.length > maxLength) return `${cut.trimEnd()}…`;
    if (whole.length < maxLength) cut = whole;
  }
  return head.length === text.length ? whole : `${cut.trimEnd()}…`;
}
