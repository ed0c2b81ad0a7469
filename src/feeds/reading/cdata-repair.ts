const OPEN = '<![CDATA[';
const CLOSE = ']]>';
/** The end of a field together with what can only stand between two fields. HTML in a text never looks like it. */
const FIELD_END =
  /<\/(?:\w+:)?(?:title|link|guid|id|description|summary|content|encoded|creator|name|category)\s*>\s*<(?:\/(?:item|entry|author)|(?:\w+:)?(?:link|guid|id|description|summary|content|encoded|creator|category|pubDate|updated|published|title|item|entry|enclosure|comments|author|date)[\s>])/i;

/**
 * Ends the CDATA sections that were left open where their field ends. Left alone, such a section swallows every entry
 * up to the next one's end.
 */
export function closeSections(source: string): string {
  let repaired = '';
  let from = 0;
  let close = 0;
  for (let open = source.indexOf(OPEN); open !== -1;) {
    const next = source.indexOf(OPEN, open + OPEN.length);
    if (close !== -1 && close < open) close = source.indexOf(CLOSE, open);
    const isClosed = close !== -1 && (next === -1 || close < next);
    if (!isClosed) {
      const span = source.slice(open, next === -1 ? source.length : next);
      const end = span.search(FIELD_END);
      if (end !== -1) {
        repaired += source.slice(from, open + end) + CLOSE;
        from = open + end;
      }
    }
    open = next;
  }
  return repaired + source.slice(from);
}
