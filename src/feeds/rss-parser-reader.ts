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
const UPDATED = toNames('updated modified atom:updated dcterms:modified dcterms:updated dc:date');
const TITLES = toNames('title dc:title media:title');
const OTHERS = toNames(
  'link atom:link guid id source enclosure media:group media:content author dc:creator itunes:author dc:language',
);
/** Fields taken as the nodes they are: rss-parser itself keeps only the first of several and drops attributes. */
const toField = (name: string): readonly unknown[] => [name, `node:${name}`, { keepArray: true }];
const FIELDS = {
  feed: toNames('title dc:title link atom:link language dc:language').map(toField),
  item: [...TITLES, ...RICH, ...PUBLISHED, ...UPDATED, ...OTHERS].map(toField),
};

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
  if (feed === undefined || feed.items.length === 0 || isMisread(feed, feed.items)) return undefined;
  const text = (name: string): string | undefined => findNodeText(nodesOf(feed, name));
  const hint = (name: string, each: string): readonly string[] =>
    listNodes(propertyOf(feed, name), each).map(nodeText);
  return {
    title: findTitle(feed, url),
    link: findLink(feed),
    language: text('language') ?? text('dc:language'),
    entries: feed.items.map((entry) => toRawEntry(entry, url)),
    ttlMinutes: nodeText(propertyOf(feed, 'ttl')),
    skipHours: hint('skipHours', 'hour'),
    skipDays: hint('skipDays', 'day'),
    base: url,
  };
}

interface ParsedFeed {
  readonly items: readonly unknown[];
}

async function parse(source: string): Promise<ParsedFeed | undefined> {
  try {
    // The declared types know nothing of renamed fields of the feed, which the parser does read.
    const parser: { parseString(xml: string): Promise<ParsedFeed> } = Reflect.construct(Parser, [
      { customFields: FIELDS },
    ]);
    return await parser.parseString(source);
  } catch {
    return undefined;
  }
}

function isMisread(feed: unknown, entries: readonly unknown[]): boolean {
  return [feed, ...entries].some((holder) =>
    [...TITLES, ...RICH, 'guid'].some((name) => nodesOf(holder, name).some((node) => hasElements(node))),
  );
}

const nodesOf = (entry: unknown, name: string): readonly unknown[] => listNodes(entry, `node:${name}`);

function toRawEntry(entry: unknown, base: string | undefined): RawEntry {
  const text = (name: string): string | undefined => findNodeText(nodesOf(entry, name));
  const about = propertyOf(entry, 'rdf:about');
  return {
    guid: text('guid') ?? text('id') ?? (typeof about === 'string' ? about : undefined),
    link: findLink(entry),
    title: findTitle(entry, base),
    contents: findContents(entry, base),
    published: PUBLISHED.map(text),
    updated: UPDATED.map(text),
    source: findSource(entry),
    author: text('dc:creator') ?? findAuthor(entry) ?? text('itunes:author'),
    language: text('dc:language'),
    base,
  };
}

function findTitle(holder: unknown, base: string | undefined): RawText | undefined {
  const nodes = TITLES.flatMap((name) => nodesOf(holder, name));
  const title = nodes.find((node) => nodeText(node).trim() !== '');
  return title === undefined ? undefined : toRawText(title, base);
}

function findLink(holder: unknown): string | undefined {
  const links = [...nodesOf(holder, 'link'), ...nodesOf(holder, 'atom:link')].map((node) => ({
    href: nodeAttribute(node, 'href'),
    rel: nodeAttribute(node, 'rel'),
    type: nodeAttribute(node, 'type'),
  }));
  const id = findNodeText(nodesOf(holder, 'id'));
  return (
    findNodeText(nodesOf(holder, 'link')) ??
    findAlternate(links) ??
    findPermalink(nodesOf(holder, 'guid')[0]) ??
    (isAddress(id) ? id : undefined) ??
    findAnyLink(links) ??
    nodeAttribute(nodesOf(holder, 'enclosure')[0], 'url')
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
