const ROOTS = new Set(['rss', 'rdf', 'feed', 'urlset', 'sitemapindex', 'channel']);
const ENTRIES = new Set(['item', 'entry', 'url', 'sitemap']);
const CONTAINERS = new Set([...ROOTS, ...ENTRIES, 'rdf:rdf', '#document', 'image', 'author', 'media:group']);

/** Fields that hold text and nothing else of a feed. */
const PLAIN_FIELDS = new Set(
  (
    'title link guid pubdate id updated published modified issued created category comments ttl language ' +
    'lastbuilddate generator copyright dc:creator dc:date dc:title dc:subject loc lastmod'
  ).split(' '),
);
/** Fields that hold HTML, perhaps unescaped, in which some field names (`title`, `link`) are tags. */
const RICH_FIELDS = new Set(['description', 'content:encoded', 'summary', 'content']);
/** Names that no HTML has: where one starts, a rich field is over. */
const FEED_ONLY = new Set(
  (
    'guid pubdate item entry comments enclosure category dc:creator dc:date dc:subject content:encoded ' +
    'media:content media:thumbnail media:group id updated published slash:comments wfw:commentrss'
  ).split(' '),
);

/** Whether a name, without its prefix, is one that a feed's root has. */
export const isRoot = (localName: string): boolean => ROOTS.has(localName);

export const isEntry = (name: string): boolean => ENTRIES.has(name);

/** Whether white space directly inside means nothing. */
export const isContainer = (name: string): boolean => CONTAINERS.has(name);

/** Whether an end tag may close an entry that was left open, because it ends the entry or something around it. */
export const isBoundary = (tag: string): boolean => {
  const local = tag.slice(tag.indexOf(':') + 1);
  return ENTRIES.has(local) || ROOTS.has(local);
};

/** Whether an element of this name cannot stand inside the current one, whose end tag must then be missing. */
export function closesCurrent(name: string, current: string): boolean {
  if (PLAIN_FIELDS.has(current))
    return PLAIN_FIELDS.has(name) || RICH_FIELDS.has(name) || FEED_ONLY.has(name);
  return RICH_FIELDS.has(current) && FEED_ONLY.has(name);
}
