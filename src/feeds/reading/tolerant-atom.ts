import { findAlternate, findAnyLink, isAddress, isPlainText, type Link } from './atom-constructs.ts';
import { hasTags, textOf, toMarkup } from './markup.ts';
import type { RawEntry, RawFeed, RawText } from './raw-entry.ts';
import { findChild, findChildren, findDescendants, findText } from './xml-query.ts';
import type { Element } from './xml-tree.ts';

const ENTRY = new Set(['entry']);

/** Reads Atom 0.3 and 1.0. */
export function readAtom(root: Element): RawFeed {
  const feed = findDescendants(root, new Set(['feed']))[0] ?? root;
  const links = toLinks(findChildren(feed, 'link'));
  return {
    title: toRawText(findChild(feed, 'title')),
    link: findAlternate(links) ?? findAnyLink(links),
    language: feed.attributes.get('xml:lang'),
    entries: findDescendants(root, ENTRY).map((entry) => readEntry(entry)),
    base: findChild(feed, 'link')?.base ?? feed.base,
  };
}

function readEntry(entry: Element): RawEntry {
  const links = toLinks(findChildren(entry, 'link'));
  const id = findText(entry, 'id');
  return {
    guid: id,
    link: findAlternate(links) ?? (isAddress(id) ? id : undefined) ?? findAnyLink(links),
    title: toRawText(findChild(entry, 'title', 'media:title', 'dc:title')),
    contents: findContents(entry),
    published: [
      findText(entry, 'published'),
      findText(entry, 'issued'),
      findText(entry, 'created', 'dc:date', 'pubdate'),
    ],
    updated: [findText(entry, 'updated'), findText(entry, 'modified')],
    source: findSource(entry),
    author: findText(findChild(entry, 'author'), 'name') ?? findText(entry, 'dc:creator'),
    language: entry.attributes.get('xml:lang'),
    base: findChild(entry, 'link')?.base ?? entry.base,
  };
}

function findContents(entry: Element): readonly RawText[] {
  const elements = [
    ...findChildren(entry, 'content', 'summary', 'content:encoded', 'description', 'media:description'),
    ...findChildren(findChild(entry, 'media:group'), 'media:description'),
  ];
  return elements.flatMap((element) => toRawText(element) ?? []);
}

/** The feed that an aggregated entry was taken from. */
function findSource(entry: Element): RawEntry['source'] {
  const source = findChild(entry, 'source');
  const name = findText(source, 'title');
  return name === undefined ? undefined : { name, url: findAlternate(toLinks(findChildren(source, 'link'))) };
}

/** The links of an entry as the rules for choosing among them see them. */
export function toLinks(elements: readonly Element[]): readonly Link[] {
  return elements.map(({ attributes, children }) => ({
    href: attributes.get('href') ?? children.find((child) => typeof child === 'string'),
    rel: attributes.get('rel'),
    type: attributes.get('type'),
  }));
}

/** Reads a text construct of either Atom: by its type, its mode (0.3), and, where these lie, by what is inside. */
function toRawText(element: Element | undefined): RawText | undefined {
  if (element === undefined) return undefined;
  const { base, attributes } = element;
  const type = attributes.get('type')?.trim().toLowerCase() ?? '';
  if (hasTags(element)) return { value: toInnerMarkup(element, type), base };
  const value = textOf(element);
  if (value.trim() === '') return undefined;
  const mode = attributes.get('mode');
  if (mode === 'base64' || type === BINARY_TYPE) return { value: decodeBase64(value), base };
  return { value, isPlain: isPlainText(type, mode, value), base };
}

function toInnerMarkup(element: Element, type: string): string {
  const only = type === 'xhtml' ? findOnlyDiv(element) : undefined;
  return toMarkup(only ?? element, type === 'html' ? 'html' : 'plain').trim();
}

/** Atom 1.0 wraps XHTML in a `div` that is not part of it. */
function findOnlyDiv(element: Element): Element | undefined {
  const children = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const [only] = children;
  const isDiv = typeof only === 'object' && /^(?:xhtml:)?div$/.test(only.name);
  return children.length === 1 && isDiv ? only : undefined;
}

/** Of the types that mean base64 by the specification, only this one is used for texts. */
const BINARY_TYPE = 'application/octet-stream';

function decodeBase64(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8');
}
