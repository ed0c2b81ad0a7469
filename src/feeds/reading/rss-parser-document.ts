import Parser from 'rss-parser';
import { liftTexts, putBack } from './lifted-texts.ts';
import { isMisread } from './reader-choice.ts';
import { childrenOf, hasElements, propertyOf, type Node, type Nodes } from './rss-parser-nodes.ts';

const toNames = (names: string): readonly string[] => names.split(' ').map((name) => `node:${name}`);

/** Where titles, texts and dates may be, best first. Whatever has them elsewhere is read by the tolerant reader. */
export const TITLES = toNames('title dc:title');
export const RICH = toNames('content:encoded description content summary');
export const PUBLISHED = toNames('pubDate published dc:date');
export const UPDATED = toNames('updated dc:date');
const OTHERS = toNames('link atom:link guid id source enclosure author dc:creator dc:language');
/** Fields in which elements mean that text has lost its order. */
const PLAIN = new Set([...TITLES, ...RICH, 'node:guid']);

/** Fields taken as the nodes they are: rss-parser itself keeps only the first of several and drops attributes. */
const toField = (name: string): readonly unknown[] => [name.slice('node:'.length), name, { keepArray: true }];
const FEED_FIELDS = toNames('title dc:title link atom:link language dc:language ttl skipHours skipDays').map(
  toField,
);
const ITEM_FIELDS = [...new Set([...TITLES, ...RICH, ...PUBLISHED, ...UPDATED, ...OTHERS])].map(toField);
const FIELDS = { feed: FEED_FIELDS, item: ITEM_FIELDS };

/** A document as rss-parser found it. */
export interface ParsedDocument {
  readonly feed: Nodes;
  readonly entries: readonly ParsedEntry[];
}

export interface ParsedEntry {
  readonly nodes: Nodes;
  /** What RDF calls the entry by. */
  readonly about: string | undefined;
}

/**
 * Has rss-parser read a document: a fresh instance for each one, because an instance that has failed spoils the next
 * document, and `parseString` alone. Returns undefined where it throws, finds no entry, or finds texts with elements
 * inside, whose order it loses.
 */
export async function parseDocument(source: string): Promise<ParsedDocument | undefined> {
  const lifted = liftTexts(source);
  if (lifted === undefined || isMisread(lifted.skeleton)) return undefined;
  try {
    // The declared types know nothing of renamed fields of the feed, which the parser does read.
    const parser: { parseString(xml: string): Promise<{ readonly items: readonly object[] }> } =
      Reflect.construct(Parser, [{ customFields: FIELDS }]);
    const { items, ...feed } = await parser.parseString(lifted.skeleton);
    const nodes = collectNodes(feed, lifted.texts);
    const entries = items.map((item) => toParsedEntry(item, lifted.texts));
    return entries.length === 0 || hasLostOrder(nodes, entries) ? undefined : { feed: nodes, entries };
  } catch {
    return undefined;
  }
}

function toParsedEntry(item: object, texts: readonly string[]): ParsedEntry {
  const about = propertyOf(item, 'rdf:about');
  return {
    nodes: collectNodes(item, texts),
    about: typeof about === 'string' ? about : undefined,
  };
}

function collectNodes(holder: object, texts: readonly string[]): Nodes {
  const nodes = new Map<string, readonly Node[]>();
  for (const name in holder) {
    if (!name.startsWith('node:')) continue;
    const list = childrenOf(holder, name);
    if (texts.length > 0) putBack(list, texts);
    nodes.set(name, list);
  }
  return nodes;
}

function hasLostOrder(feed: Nodes, entries: readonly ParsedEntry[]): boolean {
  return hasMixedText(feed) || entries.some(({ nodes }) => hasMixedText(nodes));
}

function hasMixedText(nodes: Nodes): boolean {
  for (const [name, list] of nodes) {
    if (PLAIN.has(name) && list.some((node) => hasElements(node))) return true;
  }
  return false;
}
