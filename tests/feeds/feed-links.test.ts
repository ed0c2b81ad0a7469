import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findFeedsByRule, findLinkedFeeds, listWellKnownFeeds } from '../../src/feeds/finding/feed-links.ts';

const PAGE = 'https://news.example/section/page.html';

test('the feeds a page links are found with their titles, wherever they stand', () => {
  const html = `<!doctype html><head>
    <link rel="stylesheet" href="/style.css">
    <LINK REL="Alternate" TYPE="application/rss+xml; charset=utf-8" TITLE=" All news " HREF="/all.rss">
    <link rel=alternate type=application/atom+xml href=local.atom>
    <link rel="alternate" type="application/json" href="https://news.example/wp-json/wp/v2/pages/1">
    <link rel="alternate" type="text/html" hreflang="es" href="/es/">
    <link rel="alternate" type="application/rss+xml">
    </head><body><link rel="me alternate" type="application/feed+json" href="//b.example/feed.json">
    <link rel="alternate" type="application/rss+xml" title="again" href="/all.rss">`;
  expect(findLinkedFeeds(html, PAGE)).toEqual([
    { url: 'https://news.example/all.rss', title: 'All news' },
    { url: 'https://news.example/section/local.atom' },
    { url: 'https://b.example/feed.json' },
  ]);
});

test('links are resolved against the base that the page names', () => {
  const html = '<base href="/deep/"><link rel="alternate" type="application/rss+xml" href="feed">';
  expect(findLinkedFeeds(html, PAGE)).toEqual([{ url: 'https://news.example/deep/feed' }]);
});

test('a canonical address is good for the rules of its site', () => {
  const html = '<link rel="canonical" href="https://www.youtube.com/channel/UC0123456789abcdefghij_-">';
  expect(findLinkedFeeds(html, 'https://www.youtube.com/@somebody')).toEqual([
    { url: 'https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789abcdefghij_-' },
  ]);
});

test.each([
  [
    'https://www.youtube.com/playlist?list=PL12',
    ['https://www.youtube.com/feeds/videos.xml?playlist_id=PL12'],
  ],
  ['https://github.com/someone', ['https://github.com/someone.atom']],
  [
    'https://github.com/someone/thing/tree/main',
    [
      'https://github.com/someone/thing/releases.atom',
      'https://github.com/someone/thing/commits.atom',
      'https://github.com/someone/thing/tags.atom',
    ],
  ],
  ['https://github.com/topics', []],
  ['https://github.com.example/someone', []],
  ['https://news.example/', []],
  ['not an address', []],
])('the rules for %s', (address, feeds) => {
  expect(findFeedsByRule(address).map(({ url }) => url)).toEqual(feeds);
});

test('nine paths are tried beside the page, then at the root', () => {
  expect(listWellKnownFeeds('https://news.example/')).toHaveLength(9);
  const both = listWellKnownFeeds('https://news.example/blog/post');
  expect(both).toHaveLength(18);
  expect([both[0], both[9]]).toEqual(['https://news.example/blog/feed/', 'https://news.example/feed/']);
});

test('no page makes the search for links fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (html, href) => {
      const link = `<link rel="alternate" type="application/rss+xml" href="${href}">`;
      for (const { url } of findLinkedFeeds(link + html, PAGE)) expect(URL.canParse(url)).toBe(true);
    }),
  );
});
