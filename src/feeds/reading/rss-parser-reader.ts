import { findAlternate, findAnyLink, isAddress, isPlainText } from './atom-constructs.ts';
import type { RawEntry, RawFeed, RawText } from './raw-entry.ts';
import { parseDocument, PUBLISHED, RICH, TITLES, UPDATED, type ParsedEntry } from './rss-parser-document.ts';
import {
  childrenOf,
  findNodeText,
  nodeAttribute,
  nodesOf,
  nodeText,
  type Nodes,
} from './rss-parser-nodes.ts';

const ROOT_LANGUAGE = /<(?:feed|rss)\s[^>]{0,2000}?\bxml:lang\s*=\s*["']([\w-]+)/;
/** How far into a document its root ends at the latest. */
const HEAD_LENGTH = 4_000;

/** Reads a document with rss-parser. Returns undefined where it cannot, or is known to have misread. */
export async function readWithRssParser(
  source: string,
  url: string | undefined,
): Promise<RawFeed | undefined> {
  const parsed = await parseDocument(source);
  if (parsed === undefined) return undefined;
  const { feed, entries } = parsed;
  const text = (name: string): string | undefined => findNodeText(nodesOf(feed, name));
  const hints = (name: string, each: string): readonly string[] =>
    nodesOf(feed, name).flatMap((node) => childrenOf(node, each).map(nodeText));
  return {
    title: findTitle(feed, url),
    link: findLink(feed),
    language: text('node:language') ?? text('node:dc:language') ?? findRootLanguage(source),
    entries: entries.map((entry) => toRawEntry(entry, url)),
    ttlMinutes: text('node:ttl'),
    skipHours: hints('node:skipHours', 'hour'),
    skipDays: hints('node:skipDays', 'day'),
    base: url,
  };
}

/** The language that a root declares; rss-parser drops the attributes of roots. */
function findRootLanguage(source: string): string | undefined {
  const head = source.slice(0, HEAD_LENGTH);
  return head.includes('xml:lang') ? ROOT_LANGUAGE.exec(head)?.[1] : undefined;
}

function toRawEntry({ nodes, about }: ParsedEntry, base: string | undefined): RawEntry {
  const text = (name: string): string | undefined => findNodeText(nodesOf(nodes, name));
  return {
    guid: text('node:guid') ?? text('node:id') ?? about,
    link: findLink(nodes),
    title: findTitle(nodes, base),
    contents: findContents(nodes, base),
    published: PUBLISHED.map(text),
    updated: UPDATED.map(text),
    source: findSource(nodes),
    author: text('node:dc:creator') ?? findAuthor(nodes),
    language: text('node:dc:language'),
    base,
  };
}

function findTitle(nodes: Nodes, base: string | undefined): RawText | undefined {
  for (const name of TITLES) {
    for (const title of nodesOf(nodes, name)) {
      if (nodeText(title).trim() !== '') return toRawText(title, base);
    }
  }
  return undefined;
}

/** Where an entry is: as the text of its link, else wherever else a link may be. */
const findLink = (nodes: Nodes): string | undefined =>
  findNodeText(nodesOf(nodes, 'node:link')) ?? findOtherLink(nodes);

function findOtherLink(nodes: Nodes): string | undefined {
  const links = [...nodesOf(nodes, 'node:link'), ...nodesOf(nodes, 'node:atom:link')].map((node) => ({
    href: nodeAttribute(node, 'href'),
    rel: nodeAttribute(node, 'rel'),
    type: nodeAttribute(node, 'type'),
  }));
  const id = findNodeText(nodesOf(nodes, 'node:id'));
  return (
    findAlternate(links) ??
    findPermalink(nodesOf(nodes, 'node:guid')[0]) ??
    (isAddress(id) ? id : undefined) ??
    findAnyLink(links) ??
    nodeAttribute(nodesOf(nodes, 'node:enclosure')[0], 'url')
  );
}

function findPermalink(guid: unknown): string | undefined {
  const text = nodeText(guid).trim();
  return nodeAttribute(guid, 'isPermaLink') !== 'false' && isAddress(text) ? text : undefined;
}

function findContents(nodes: Nodes, base: string | undefined): readonly RawText[] {
  const contents: RawText[] = [];
  for (const name of RICH) {
    for (const node of nodesOf(nodes, name)) {
      if (nodeText(node).trim() !== '') contents.push(toRawText(node, base));
    }
  }
  return contents;
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

function findSource(nodes: Nodes): RawEntry['source'] {
  const [source] = nodesOf(nodes, 'node:source');
  if (source === undefined) return undefined;
  const link = childrenOf(source, 'link')[0];
  return {
    name: nodeText(source).trim() || (findNodeText(childrenOf(source, 'title')) ?? ''),
    url: nodeAttribute(source, 'url') ?? nodeAttribute(link, 'href'),
  };
}

function findAuthor(nodes: Nodes): string | undefined {
  const authors = nodesOf(nodes, 'node:author');
  return findNodeText(authors) ?? findNodeText(authors.flatMap((author) => childrenOf(author, 'name')));
}
