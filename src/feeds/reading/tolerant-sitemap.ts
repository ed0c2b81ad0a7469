import type { RawEntry, RawFeed } from './raw-entry.ts';
import { findChild, findDescendants, findText } from './xml-query.ts';
import type { Element } from './xml-tree.ts';

/** Reads a sitemap: pages as entries, with the titles and dates that a news sitemap gives them. */
export function readSitemap(root: Element): RawFeed {
  return { entries: findDescendants(root, new Set(['url'])).map((url) => readPage(url)) };
}

function readPage(url: Element): RawEntry {
  const news = findChild(url, 'news:news') ?? url;
  const publication = findChild(news, 'news:publication') ?? news;
  const loc = findText(url, 'loc');
  const name = findText(publication, 'news:name');
  const title = findText(news, 'news:title');
  return {
    guid: loc,
    link: loc,
    title: title === undefined ? undefined : { value: title },
    contents: [],
    published: [findText(news, 'news:publication_date')],
    updated: [findText(url, 'lastmod')],
    source: name === undefined ? undefined : { name },
    language: findText(publication, 'news:language'),
    base: url.base,
  };
}

/** Reads the index of several sitemaps: no entries, but the addresses of those that have them. */
export function readSitemapIndex(root: Element): RawFeed {
  const sitemaps = findDescendants(root, new Set(['sitemap'])).flatMap((sitemap) => {
    const url = findText(sitemap, 'loc');
    const changed = findText(sitemap, 'lastmod');
    return url === undefined ? [] : [{ url, ...(changed !== undefined && { changed }) }];
  });
  return { entries: [], sitemaps, base: root.base };
}
