/** The prefix each vocabulary goes by here, whatever the document calls it. The empty one is RSS itself. */
const VOCABULARIES: readonly (readonly [RegExp, string])[] = [
  [
    /^http:\/\/(?:purl\.org\/rss\/1\.0\/?$|my\.netscape\.com\/|channel\.netscape\.com\/|backend\.userland\.com\/|blogs\.law\.harvard\.edu\/tech\/rss|cyber\.law\.harvard\.edu\/rss|rssnamespace\.org\/feedexp10|purl\.org\/net\/rss1\.1#)/,
    '',
  ],
  [/^https?:\/\/(?:www\.w3\.org\/2005\/atom|purl\.org\/atom\/|example\.com\/newformat)/, 'atom'],
  [/^http:\/\/purl\.org\/rss\/1\.0\/modules\/content\//, 'content'],
  [/^http:\/\/purl\.org\/rss\/1\.0\/modules\/slash\//, 'slash'],
  [/^http:\/\/purl\.org\/dc\/(?:elements\/1\.[01]\/?|1\.[01]\/?)?$/, 'dc'],
  [/^http:\/\/purl\.org\/dc\/terms\//, 'dcterms'],
  [/^https?:\/\/search\.yahoo\.com\/mrss/, 'media'],
  [/^https?:\/\/(?:www\.)?w3\.org\/1999\/xhtml/, 'xhtml'],
  [/^http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#/, 'rdf'],
  [/^http:\/\/rssnamespace\.org\/feedburner\//, 'feedburner'],
  [/^https?:\/\/www\.itunes\.com\/dtds\//, 'itunes'],
  [/^https?:\/\/www\.sitemaps\.org\/schemas\/sitemap\/|^https?:\/\/www\.google\.com\/schemas\/sitemap\//, ''],
  [/^https?:\/\/www\.google\.com\/schemas\/sitemap-news\//, 'news'],
];

/** Namespace prefixes in force at some element; a child scope inherits from its parent through the prototype. */
export type Scope = Readonly<Record<string, string>>;

const NO_PREFIXES: Scope = Object.freeze(Object.create(null));
export const ROOT_SCOPE: Scope = NO_PREFIXES;

/** Adds the declarations among an element's attributes. Without any, the scope itself comes back: nothing is copied. */
export function toScope(parent: Scope, attributes: ReadonlyMap<string, string>): Scope {
  let scope: Record<string, string> | undefined;
  for (const [name, uri] of attributes) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) {
      scope ??= createChild(parent);
      scope[name.slice(6)] = findVocabulary(uri, name.slice(6));
    }
  }
  return scope ?? parent;
}

function createChild(parent: Scope): Record<string, string> {
  const child: Record<string, string> = Object.create(parent);
  return child;
}

/** A vocabulary nobody knows is told apart by its own prefix, or, as the default namespace, taken for the feed's own. */
function findVocabulary(uri: string, prefix: string): string {
  const known = VOCABULARIES.find(([pattern]) => pattern.test(uri.trim().toLowerCase()));
  if (known !== undefined) return known[1];
  return prefix === '' ? '' : `other-${prefix}`;
}

/** The name an element goes by here: `content:encoded` for `<c:encoded>` where `c` stands for that vocabulary. */
export function toCanonicalName(tag: string, scope: Scope): string {
  const lower = tag.toLowerCase();
  const colon = lower.indexOf(':');
  const prefix = colon === -1 ? '' : lower.slice(0, colon);
  const vocabulary = scope[prefix] ?? prefix;
  const local = lower.slice(colon + 1);
  return vocabulary === '' ? local : `${vocabulary}:${local}`;
}
