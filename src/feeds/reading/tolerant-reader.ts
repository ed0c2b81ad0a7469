import { closeSections } from './cdata-repair.ts';
import { readJsonFeed } from './json-feed.ts';
import type { RawFeed } from './raw-entry.ts';
import { readAtom } from './tolerant-atom.ts';
import { readRss } from './tolerant-rss.ts';
import { readSitemap, readSitemapIndex } from './tolerant-sitemap.ts';
import { findDescendants } from './xml-query.ts';
import { readXmlTree, type Element } from './xml-tree.ts';

const ROOTS = new Set(['rss', 'rdf:rdf', 'rdf', 'feed', 'urlset', 'sitemapindex', 'channel']);

/** Characters that no XML may hold and no text needs. */
const CONTROLS = /[^\t\n\r -\uFFFF]/g;

/**
 * Reads a feed of any kind, however damaged. Never throws. Returns undefined for a document that is no feed: one
 * without a feed's root and without entries.
 */
export function readTolerantly(document: string, url: string | undefined): RawFeed | undefined {
  const text = document.replaceAll(CONTROLS, '');
  if (/^\s*[{[]/.test(text)) return readJsonFeed(text, url);
  const tree = readXmlTree(closeSections(text), url);
  const root = findDescendants(tree, ROOTS)[0];
  if (root !== undefined) return readByRoot(root, tree);
  const found = [readRss(tree), readAtom(tree)].find(({ entries }) =>
    entries.some(({ title, link }) => title && link),
  );
  return found;
}

function readByRoot(root: Element, tree: Element): RawFeed {
  switch (root.name) {
    case 'feed':
      return readAtom(tree);
    case 'urlset':
      return readSitemap(tree);
    case 'sitemapindex':
      return readSitemapIndex(tree);
    default:
      return readRss(tree);
  }
}
