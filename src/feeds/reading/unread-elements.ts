/**
 * The start of an element that no reader has a field for: of a vocabulary of which nothing is read (what another one
 * calls its body is read), or of a name without a meaning for news.
 */
const UNREAD =
  /<(?:(?!(?:atom|content|dc|dcterms|media|rdf|xhtml):)[^\s/>:!?]+:(?!body[\s/>])|(?:category|cloud|comments|contributor|copyright|docs|generator|icon|lastBuildDate|logo|managingEditor|rating|rights|textInput|webMaster|media:(?:thumbnail|credit|keywords))[\s/>])/y;
/** Elements of which the children are elements, never text. */
const CONTAINER = /<(?:channel|entry|feed|item|rdf:RDF|rss)[\s>]/y;
/** The edge of an entry: found inside another element, it tells that an end tag is missing. */
const ENTRY_EDGE = /<\/?(?:item|entry)\b/;
/** An element of which the end is further away is read after all: this bounds the time that looking for ends takes. */
const MAX_LENGTH = 1_000;
const SPACE = 32;
const LESS = 60;
const SLASH = 47;

/**
 * Returns the place behind an element that no reader has a field for, or -1 when it must be read: because of its
 * name, because its end is not to be found nearby, or because an entry or another of its name begins before that end, so
 * that some end tag is missing.
 */
export function findUnreadEnd(source: string, at: number, tagEnd: number): number {
  UNREAD.lastIndex = at;
  if (!UNREAD.test(source)) return -1;
  if (source.charCodeAt(tagEnd - 2) === SLASH) return tagEnd;
  const name = source.slice(at + 1, tagEnd - 1).split(/\s/, 1)[0] ?? '';
  const close = `</${name}>`;
  const rest = source.slice(tagEnd, tagEnd + MAX_LENGTH);
  const length = rest.indexOf(close);
  if (length === -1) return -1;
  const inner = rest.slice(0, length);
  const isWhole = !inner.includes('<') || !(inner.includes(`<${name}`) || ENTRY_EDGE.test(inner));
  return isWhole ? tagEnd + length + close.length : -1;
}

/**
 * Whether what comes behind a tag is another tag that stands among elements: the sibling of an element, or the child of
 * one that has no text. Only there can an element be left out without anybody missing it: in a text its being there
 * tells that the text has markup.
 */
export function isAmongElements(source: string, at: number, tagEnd: number): boolean {
  if (!isTagNext(source, tagEnd)) return false;
  if (source.charCodeAt(at + 1) === SLASH || source.charCodeAt(tagEnd - 2) === SLASH) return true;
  CONTAINER.lastIndex = at;
  return CONTAINER.test(source);
}

/** Whether nothing but white space comes before the next tag. */
export function isTagNext(source: string, from: number): boolean {
  let at = from;
  while (source.charCodeAt(at) <= SPACE) at += 1;
  return source.charCodeAt(at) === LESS;
}
