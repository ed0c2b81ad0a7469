import { findAlternate, isAddress } from './atom-constructs.ts';
import { hasTags, textOf, toMarkup } from './markup.ts';
import type { RawEntry, RawFeed, RawText } from './raw-entry.ts';
import { toLinks } from './tolerant-atom.ts';
import { findChild, findChildren, findDescendants, findText } from './xml-query.ts';
import type { Element } from './xml-tree.ts';

const ITEM = new Set(['item']);
const RICH = [
  'content:encoded',
  'description',
  'xhtml:body',
  'body',
  'xhtml:div',
  'content',
  'summary',
  'fullitem',
  'media:description',
  'abstract',
  'dc:description',
  'itunes:summary',
];

/** Reads RSS of every version, RDF and CDF: a channel somewhere, and items wherever they ended up. */
export function readRss(root: Element): RawFeed {
  const channel = findDescendants(root, new Set(['channel']))[0] ?? root;
  return {
    title: findRssText(findChild(channel, 'title', 'dc:title', 'atom:title')),
    link: findLink(channel) ?? channel.attributes.get('href'),
    language: findText(channel, 'language', 'dc:language') ?? root.attributes.get('xml:lang'),
    entries: findDescendants(root, ITEM).map((item) => readItem(item)),
    ttlMinutes: findText(channel, 'ttl'),
    skipHours: findChildren(findChild(channel, 'skiphours'), 'hour').map(textOf),
    skipDays: findChildren(findChild(channel, 'skipdays'), 'day').map(textOf),
    base: baseOf(channel, 'link'),
  };
}

function readItem(item: Element): RawEntry {
  const guid = findChild(item, 'guid', 'id');
  const source = findChild(item, 'source');
  return {
    guid: (guid && rawValue(guid)) ?? item.attributes.get('rdf:about'),
    link:
      findLink(item) ??
      item.attributes.get('href') ??
      findPermalink(guid) ??
      findChild(item, 'enclosure')?.attributes.get('url'),
    title: findRssText(findChild(item, 'title', 'dc:title', 'media:title', 'atom:title')),
    contents: findContents(item),
    published: [
      findText(item, 'pubdate'),
      findText(item, 'dc:date'),
      findText(item, 'dcterms:issued', 'dcterms:created'),
      findText(item, 'atom:published', 'published', 'date'),
    ],
    updated: [
      findText(item, 'atom:updated', 'updated', 'lastbuilddate'),
      findText(item, 'dcterms:modified', 'dcterms:updated', 'dc:date'),
      item.attributes.get('lastmod'),
    ],
    source: source && { name: textOf(source).trim(), url: source.attributes.get('url') },
    author: findText(item, 'dc:creator', 'author', 'itunes:author', 'atom:author'),
    language: findText(item, 'dc:language') ?? item.attributes.get('xml:lang'),
    base: baseOf(item, 'link'),
  };
}

const baseOf = (parent: Element, name: string): string | undefined =>
  findChild(parent, name)?.base ?? parent.base;

const rawValue = (element: Element): string | undefined =>
  (hasTags(element) ? toMarkup(element, 'html') : textOf(element)).trim() || undefined;

function findLink(parent: Element): string | undefined {
  const links = findChildren(parent, 'link');
  return (
    links.map((link) => textOf(link).trim()).find((text) => text !== '') ??
    links.map((link) => link.attributes.get('href')).find((href) => href !== undefined) ??
    findAlternate(toLinks(findChildren(parent, 'atom:link')))
  );
}

/** A guid is the entry's address unless it says that it is not, and only if it looks like one. */
function findPermalink(guid: Element | undefined): string | undefined {
  if (guid === undefined || guid.attributes.get('ispermalink')?.trim().toLowerCase() === 'false')
    return undefined;
  const text = textOf(guid).trim();
  return isAddress(text) ? text : undefined;
}

function findContents(item: Element): readonly RawText[] {
  const group = findChild(item, 'media:group') ?? findChild(item, 'media:content');
  const elements = [
    ...RICH.flatMap((name) => findChildren(item, name)),
    ...findChildren(group, 'media:description'),
  ];
  return elements.flatMap((element) => findRssText(element) ?? []);
}

function findRssText(element: Element | undefined): RawText | undefined {
  if (element === undefined) return undefined;
  const isXhtml = element.name.startsWith('xhtml:') || element.attributes.get('type') === 'xhtml';
  const value = hasTags(element) ? toMarkup(element, isXhtml ? 'plain' : 'html') : textOf(element);
  return value.trim() === '' ? undefined : { value, base: element.base };
}
