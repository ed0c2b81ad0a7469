import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromOpml, toOpml } from '../../src/feeds/finding/opml.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

test('a list written by another reader is understood, folders and all', () => {
  const opml = `<?xml version="1.0"?><opml version="1.1"><head><title>Mine</title></head><body>
    <outline text="News">
      <outline type="rss" text="One &amp; only" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/"/>
      <outline TEXT="Two" XMLURL=" feed://b.example/rss "/>
      <outline text="One again" xmlUrl="https://a.example/feed?x=1&amp;y=2"/>
      <outline text="" xmlurl="feed:https://c.example/atom"></outline>
    </outline>
    <outline text="A page" htmlUrl="https://d.example/"/>
    <outline text="A script" xmlUrl="javascript:alert(1)"/>
  </body></opml>`;
  expect(fromOpml(opml)).toEqual([
    { url: 'https://a.example/feed?x=1&y=2', title: 'One & only', siteUrl: 'https://a.example/' },
    { url: 'http://b.example/rss', title: 'Two' },
    { url: 'https://c.example/atom', title: 'c.example' },
  ]);
});

test.each(['', 'not xml', '<html><a href="x">', '<opml><outline xmlUrl="https://a.example/"'])(
  'from %j nothing is read, and nothing breaks',
  (text) => {
    expect(fromOpml(text)).toEqual([]);
  },
);

test('what is written is read back as it was', () => {
  const title = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((text) => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim())
    .filter((text) => text !== '');
  const feed = fc.record(
    { url: fc.webUrl({ withQueryParameters: true }), title, siteUrl: fc.webUrl() },
    { requiredKeys: ['url', 'title'] },
  );
  fc.assert(
    fc.property(fc.uniqueArray(feed, { selector: ({ url }) => url }), (feeds) => {
      expect(fromOpml(toOpml('Feeds & more', feeds, NOW))).toEqual(feeds);
    }),
  );
});
