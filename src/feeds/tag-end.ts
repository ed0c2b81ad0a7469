/**
 * Returns the index behind the `>` that ends the tag starting at `start`, or -1. A `>` inside a quoted attribute
 * value does not end it, unless the value holds a `<` too: then its closing quote is the one that is missing.
 */
export function findTagEnd(source: string, start: number): number {
  const close = source.indexOf('>', start);
  if (close === -1) return -1;
  let end = close;
  let quote = findOpeningQuote(source, start, end);
  while (quote !== -1) {
    const closing = source.indexOf(source.charAt(quote), quote + 1);
    if (closing === -1 || (closing > end && source.slice(end, closing).includes('<'))) return end + 1;
    if (closing > end) end = source.indexOf('>', closing);
    if (end === -1) return close + 1;
    quote = findOpeningQuote(source, closing + 1, end);
  }
  return end + 1;
}

/** The first quote before `end` that opens a value, that is, stands behind a `=`. */
function findOpeningQuote(source: string, from: number, end: number): number {
  const tag = source.slice(from, end);
  const found = tag.search(/=\s{0,9}["']/);
  if (found === -1) return -1;
  return from + tag.slice(found).search(/["']/) + found;
}
