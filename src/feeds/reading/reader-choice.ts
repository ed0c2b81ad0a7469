/** Beyond this length rss-parser takes longer than a reading may. */
const MAX_LENGTH = 1_000_000;
/** How far into a document its root begins at the latest. */
const HEAD_LENGTH = 8000;
/** Roots that rss-parser knows, under the only names it knows them by. Of Atom 0.3 it takes neither dates nor modes. */
const KNOWN_ROOT =
  /^<(?:rss\s[^>]*\bversion\s*=\s*["'](?:2|[^"']*0\.9)|rdf:RDF[\s>]|feed(?![^>]*purl\.org\/atom)[\s>])/;
/** What may stand before a root, by its beginning, and how it ends. */
const BEFORE_ROOT = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!', '>'],
] as const;
/**
 * Content that rss-parser loses or puts in the wrong order: XHTML, base64, addresses relative to something other than
 * the document, entities of the document's own, and the vocabularies it has no field for.
 */
const MISREAD =
  /\bxml:base\b|\btype\s*=\s*["'](?:xhtml|application\/(?:xhtml\+xml|octet-stream)|multipart\/alternative)["']|\bmode\s*=\s*["'](?:base64|xml)|<(?:body|fullitem|\w+:body|xhtml:|dcterms:|dc:description|media:(?:group|description|title)|atom:(?:updated|published)|!ENTITY)\b/i;
const OWN_PREFIX = /xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']/g;

/** The prefixes that rss-parser takes for granted. */
const FIXED_PREFIXES: readonly (readonly [string, string])[] = [
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://search.yahoo.com/mrss', 'media'],
];

/**
 * Whether a document is of a kind that rss-parser reads right, as far as its beginning tells. Depends on nothing but
 * the document, so that the same one is served by the same reader every time.
 */
export function suitsRssParser(source: string): boolean {
  if (source.length > MAX_LENGTH) return false;
  const head = source.slice(0, HEAD_LENGTH);
  return KNOWN_ROOT.test(fromRoot(head)) && (!head.includes('xmlns:') || hasFixedPrefixes(head));
}

/** Whether a document has, among its tags, what rss-parser is known to misread. Its texts do not matter. */
export const isMisread = (skeleton: string): boolean => MISREAD.test(skeleton);

function fromRoot(head: string): string {
  let rest = head.trimStart();
  let kind = findBeforeRoot(rest);
  while (kind !== undefined) {
    const end = rest.indexOf(kind[1]);
    if (end === -1) return '';
    rest = rest.slice(end + kind[1].length).trimStart();
    kind = findBeforeRoot(rest);
  }
  return rest;
}

const findBeforeRoot = (text: string): (typeof BEFORE_ROOT)[number] | undefined =>
  BEFORE_ROOT.find(([start]) => text.startsWith(start));

function hasFixedPrefixes(head: string): boolean {
  return [...head.matchAll(OWN_PREFIX)].every(([, prefix = '', uri = '']) => {
    const lower = uri.toLowerCase();
    const byUri = FIXED_PREFIXES.find(([start]) => lower.startsWith(start));
    const byPrefix = FIXED_PREFIXES.find(([, fixed]) => fixed === prefix);
    return (byUri?.[1] ?? prefix) === prefix && (byPrefix === undefined || lower.startsWith(byPrefix[0]));
  });
}
