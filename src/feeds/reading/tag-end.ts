const EQUALS = 61;
const DOUBLE = 34;
const SINGLE = 39;
const SPACE = 32;

/**
 * Returns the index behind the `>` that ends the tag starting at `start`, or -1. A `>` inside a quoted attribute
 * value does not end it, unless the value holds a `<` too: then its closing quote is the one that is missing.
 */
export function findTagEnd(source: string, start: number): number {
  const first = source.indexOf('>', start);
  let end = first;
  let from = start;
  while (end !== -1) {
    const quote = findOpenQuote(source, from, end);
    if (quote === '') return end + 1;
    const closing = source.indexOf(quote, end);
    if (closing === -1 || source.slice(end, closing).includes('<')) return end + 1;
    from = closing + 1;
    end = source.indexOf('>', from);
  }
  return first === -1 ? -1 : first + 1;
}

/** The quote of a value that is still open at `end`. Only behind a `=` does a quote open one. */
function findOpenQuote(source: string, from: number, end: number): string {
  let quote = 0;
  let previous = 0;
  for (let at = from; at < end; at += 1) {
    const code = source.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if ((code === DOUBLE || code === SINGLE) && previous === EQUALS) {
      quote = code;
    }
    if (code > SPACE) previous = code;
  }
  return quote === 0 ? '' : String.fromCharCode(quote);
}
