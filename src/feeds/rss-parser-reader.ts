import Parser from 'rss-parser';
import { findAlternate, findAnyLink, isAddress, isPlainText } from './atom-constructs.ts';
import type { RawEntry, RawFeed, RawText } from './raw-entry.ts';
import {
  findNodeText,
  hasElements,
  listNodes,
  nodeAttribute,
  nodeText,
  propertyOf,
} from './rss-parser-nodes.ts';

const toNames = (names: string): readonly string[] => names.split(' ');

const RICH = toNames(
  'content:encoded description content summary body fullitem media:description dc:description itunes:summary',
);
const PUBLISHED = toNames('pubDate published dc:date issued created dcterms:issued dcterms:created');
const UPDATED = toNames('updated modified atom:updated dcterms:modified dcterms:updated');
const TITLES = toNames('title dc:title media:title');
const OTHERS = toNames(
  'link atom:link guid id source feedburner:origLink media:group media:content author dc:creator itunes:author dc:language',
);
/** Fields taken as the nodes they are: rss-parser itself keeps only the first of several and drops attributes. */
const NODES = [...TITLES, ...RICH, ...PUBLISHED, ...UPDATED, ...OTHERS];
const FIELDS = { item: NODES.map((name) => [name, `node:${name}`, { keepArray: true }]) };

/**
 * Reads a document with rss-parser: a fresh instance for each one, because an instance that has failed spoils the
 * next document, and `parseString` alone. Returns undefined where rss-parser throws, finds no entry, or finds texts
 * with elements inside, whose order it loses.
 */
export async function readWithRssParser(
  source: string,
  url: string | undefined,
): Promise<RawFeed | undefined> {
  const feed = await parse(source);
  if (feed === undefined || feed.items.length === 0) return undefined;
  const title = propertyOf(feed, 'title');
  const isMisread = feed.items.some((entry) =>
    [...TITLES, ...RICH].some((name) => nodesOf(entry, name).some((node) => hasElements(node))),
  );
  if (isMisread || hasElements(title)) return undefined;
  const text = (name: string): string | undefined => nodeText(propertyOf(feed, name)).trim() || undefined;
  return {
    title: { value: nodeText(title), base: url },
    link: text('link'),
    language: text('language'),
    entries: feed.items.map((entry) => toRawEntry(entry, url)),
    ttlMinutes: text('ttl'),
    skipHours: listNodes(propertyOf(feed, 'skipHours'), 'hour').map(nodeText),
    skipDays: listNodes(propertyOf(feed, 'skipDays'), 'day').map(nodeText),
    base: url,
  };
}

async function parse(source: string): Promise<{ readonly items: readonly unknown[] } | undefined> {
  try {
    return await new Parser({ customFields: FIELDS }).parseString(source);
  } catch {
    return undefined;
  }
}

const nodesOf = (entry: unknown, name: string): readonly unknown[] => listNodes(entry, `node:${name}`);

function toRawEntry(entry: unknown, base: string | undefined): RawEntry {
  const text = (name: string): string | undefined => findNodeText(nodesOf(entry, name));
  const about = propertyOf(entry, 'rdf:about');
  const title = TITLES.flatMap((name) => nodesOf(entry, name)).find((node) => nodeText(node).trim() !== '');
  return {
    guid: text('guid') ?? text('id') ?? (typeof about === 'string' ? about : undefined),
    link: findLink(entry),
    title: title === undefined ? undefined : toRawText(title, base),
    contents: findContents(entry, base),
    published: PUBLISHED.map(text),
    updated: UPDATED.map(text),
    source: findSource(entry),
    author: text('dc:creator') ?? findAuthor(entry) ?? text('itunes:author'),
    language: text('dc:language'),
    base,
  };
}

function findLink(entry: unknown): string | undefined {
  const links = [...nodesOf(entry, 'link'), ...nodesOf(entry, 'atom:link')].map((node) => ({
    href: nodeAttribute(node, 'href'),
    rel: nodeAttribute(node, 'rel'),
    type: nodeAttribute(node, 'type'),
  }));
  const id = findNodeText(nodesOf(entry, 'id'));
  return (
    findNodeText(nodesOf(entry, 'feedburner:origLink')) ??
    findNodeText(nodesOf(entry, 'link')) ??
    findAlternate(links) ??
    findPermalink(nodesOf(entry, 'guid')[0]) ??
    (isAddress(id) ? id : undefined) ??
    findAnyLink(links)
  );
}

function findPermalink(guid: unknown): string | undefined {
  const text = nodeText(guid).trim();
  return nodeAttribute(guid, 'isPermaLink') !== 'false' && isAddress(text) ? text : undefined;
}

function findContents(entry: unknown, base: string | undefined): readonly RawText[] {
  const groups = [...nodesOf(entry, 'media:group'), ...nodesOf(entry, 'media:content')];
  const texts = [
    ...RICH.flatMap((name) => nodesOf(entry, name)),
    ...groups.flatMap((group) => listNodes(group, 'media:description')),
  ];
  return texts.filter((node) => nodeText(node).trim() !== '').map((node) => toRawText(node, base));
}

/** Only Atom's texts have a type, and only there does the lack of one mean plain text; HTML is the safe guess. */
function toRawText(node: unknown, base: string | undefined): RawText {
  const value = nodeText(node);
  const type = nodeAttribute(node, 'type');
  return {
    value,
    isPlain: type !== undefined && isPlainText(type, nodeAttribute(node, 'mode'), value),
    base,
  };
}

function findSource(entry: unknown): RawEntry['source'] {
  const [source] = nodesOf(entry, 'source');
  if (source === undefined) return undefined;
  const link = listNodes(source, 'link')[0];
  return {
    name: nodeText(source).trim() || (findNodeText(listNodes(source, 'title')) ?? ''),
    url: nodeAttribute(source, 'url') ?? nodeAttribute(link, 'href'),
  };
}

function findAuthor(entry: unknown): string | undefined {
  const authors = nodesOf(entry, 'author');
  return findNodeText(authors) ?? findNodeText(authors.flatMap((author) => listNodes(author, 'name')));
}
