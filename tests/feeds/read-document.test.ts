import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry, FeedDocument, ReaderName } from '../../src/core/types.ts';
import { readDocument } from '../../src/feeds/reading/read-document.ts';

interface Given {
  readonly url?: string;
  readonly preferredReader?: ReaderName;
}

async function read(text: string, given: Given = {}): Promise<FeedDocument> {
  const outcome = await readDocument({ body: Buffer.from(text), ...given });
  if (outcome.kind !== 'read') throw new Error(outcome.reason);
  return outcome.document;
}

async function readEntry(text: string, given: Given = {}): Promise<Entry | undefined> {
  const { entries } = await read(text, given);
  return entries[0];
}

const rss = (item: string, root = 'rss version="2.0"'): string =>
  `<${root}><channel><title>Gazette</title><link>https://gazette.test/</link><item>${item}</item></channel></${root.split(' ')[0]}>`;
const atom = (entry: string, root = 'feed xmlns="http://www.w3.org/2005/Atom"'): string =>
  `<${root}><title>Gazette</title><entry>${entry}</entry></feed>`;
const RDF =
  'rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
const RDF_FEED = `<${RDF}><channel><title>Gazette</title></channel><item rdf:about="https://gazette.test/1"><title>Ferry</title><link>https://gazette.test/1</link><dc:date>2026-03-04T08:00:00-04:00</dc:date><dc:creator>Ana</dc:creator></item></rdf:RDF>`;
const CDF = `<CHANNEL HREF="https://gazette.test/"><TITLE>Gazette</TITLE><ITEM HREF="https://gazette.test/1" LASTMOD="2026-03-04T08:00:00Z"><TITLE>Ferry</TITLE><ABSTRACT>It sails.</ABSTRACT></ITEM></CHANNEL>`;
const SITEMAP = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://gazette.test/1</loc><n:news><n:publication><n:name>Gazette</n:name><n:language>es</n:language></n:publication><n:publication_date>2026-03-04</n:publication_date><n:title>Ferry</n:title></n:news></url></urlset>`;
const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Gazette',
  language: 'pt-BR',
  items: [
    {
      id: 1,
      url: '/1',
      title: 'Ferry',
      content_html: '<p>It <b>sails</b>.</p>',
      date_published: '2026-03-04T08:00:00Z',
      authors: [{ name: 'Ana' }],
    },
    'no object',
  ],
});

test.each([
  ['RSS 2.0', rss('<title>Ferry</title><guid>https://gazette.test/1</guid>')],
  ['RSS 0.91', rss('<title>Ferry</title><link>https://gazette.test/1</link>', 'rss version="0.91"')],
  ['RSS of no version', rss('<title>Ferry</title><link>https://gazette.test/1</link>', 'rss')],
  ['RSS 1.0', RDF_FEED],
  ['RDF under another prefix', RDF_FEED.replaceAll('rdf:', 'r:').replace('xmlns:rdf', 'xmlns:r')],
  ['Atom 1.0', atom('<title>Ferry</title><link href="https://gazette.test/1"/>')],
  [
    'Atom under a prefix',
    atom('<title>Ferry</title><link href="https://gazette.test/1"/>', 'feed')
      .replaceAll(/<(\/?)(\w)/g, '<$1a:$2')
      .replace('<a:feed', '<a:feed xmlns:a="http://www.w3.org/2005/Atom"'),
  ],
  [
    'Atom 0.3',
    atom(
      '<title mode="escaped">Ferry</title><link rel="alternate" href="https://gazette.test/1"/>',
      'feed version="0.3" xmlns="http://purl.org/atom/ns#"',
    ),
  ],
  ['JSON Feed', JSON_FEED],
  ['CDF', CDF],
  ['a news sitemap', SITEMAP],
])('%s is read', async (_, text) => {
  const entry = await readEntry(text, { url: 'https://gazette.test/feed' });
  expect(entry).toMatchObject({ title: 'Ferry', link: 'https://gazette.test/1' });
});

test('the parts of an entry come from wherever a kind of feed has them', async () => {
  expect(await readEntry(RDF_FEED)).toMatchObject({
    author: 'Ana',
    published: new Date('2026-03-04T12:00:00Z'),
  });
  expect(await readEntry(CDF)).toMatchObject({
    text: 'It sails.',
    published: new Date('2026-03-04T08:00:00Z'),
  });
  expect(await readEntry(SITEMAP)).toMatchObject({ source: { name: 'Gazette' }, language: 'es' });
  expect(await readEntry(JSON_FEED)).toMatchObject({
    guid: '1',
    text: 'It sails.',
    author: 'Ana',
    language: 'pt',
  });
});

test('a sitemap index lists sitemaps and has no entries', async () => {
  const index =
    '<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2026-03-04</lastmod></sitemap><sitemap/></sitemapindex>';
  expect(await read(index, { url: 'https://gazette.test/index.xml' })).toMatchObject({
    entries: [],
    sitemaps: [{ url: 'https://gazette.test/a.xml', changed: '2026-03-04' }],
  });
});

test('the publisher of an aggregated entry is named', async () => {
  const item = '<title>Ferry - Gazette</title><source url="https://gazette.test">Gazette</source>';
  expect(await readEntry(rss(item))).toMatchObject({
    source: { name: 'Gazette', url: 'https://gazette.test' },
  });
});

test.each([
  [
    '<title>a</title><content:encoded>The longer of two texts</content:encoded><description>short</description>',
  ],
  [
    '<title>a</title><c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/">The longer of two texts</c:encoded>',
  ],
  [
    '<title>a</title><media:group><media:description>The longer of two texts</media:description></media:group>',
  ],
  ['<title>a</title><description>The <i>longer</i> of <b>two</b> texts</description>'],
])('the fuller text of %s is kept, in its order', async (item) => {
  expect((await readEntry(rss(item)))?.text).toBe('The longer of two texts');
});

test.each([
  [
    '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">one <b>two</b> three</div></title>',
    'one two three',
  ],
  ['<title type="html">&lt;b&gt;AT&amp;amp;T&lt;/b&gt; sails</title>', 'AT&T sails'],
  ['<title type="text">5 &lt; 6 &amp; more</title>', '5 < 6 & more'],
  ['<title type="application/octet-stream">RmVycnk=</title>', 'Ferry'],
])('the Atom title %s reads %j', async (title, expected) => {
  expect((await readEntry(atom(title)))?.title).toBe(expected);
});

test('relative addresses are made absolute, by xml:base, else by the site, else by the document', async () => {
  const url = 'https://feeds.test/rss';
  const based = rss('<link xml:base="https://base.test/a/">b</link>');
  expect(await readEntry(based, { url })).toMatchObject({ link: 'https://base.test/a/b' });
  const sited = rss('<link>/b</link><description>&lt;a href="/c"&gt;d&lt;/a&gt;</description>');
  expect(await readEntry(sited, { url })).toMatchObject({ link: 'https://gazette.test/b' });
  expect(await readEntry(atom('<link href="b"/>'), { url })).toMatchObject({ link: 'https://feeds.test/b' });
});

test('a guid is a link unless it says that it is not', async () => {
  expect((await readEntry(rss('<guid>https://gazette.test/1</guid>')))?.link).toBe('https://gazette.test/1');
  expect(
    (await readEntry(rss('<guid isPermaLink="false">https://gazette.test/1</guid>')))?.link,
  ).toBeUndefined();
});

test('a bad date leaves the entry undated and the others as they are', async () => {
  const { entries } = await read(
    atom('<updated>soon</updated></entry><entry><updated>2026-03-04T08:00:00Z</updated>'),
  );
  expect(entries.map(({ published }) => published)).toEqual([undefined, new Date('2026-03-04T08:00:00Z')]);
});

test("the publisher's wishes on visits are kept", async () => {
  const hints =
    '<ttl>30</ttl><skipHours><hour>0</hour><hour>24</hour><hour>x</hour></skipHours><skipDays><day>Sunday</day></skipDays>';
  const text = rss('<title>a</title>').replace('<item>', `${hints}<item>`);
  const expected = { ttlMs: 1_800_000, skipHours: [0, 0], skipDays: [0] };
  expect(await read(text)).toMatchObject(expected);
  expect(await read(text, { preferredReader: 'tolerant' })).toMatchObject({
    ...expected,
    reader: 'tolerant',
  });
});

const ITEMS = Array.from(
  { length: 4 },
  (_, at) =>
    `<item><title><![CDATA[Ferry ${at} sails]]></title><link>https://gazette.test/${at}</link><guid>g${at}</guid><description><![CDATA[<p>It sails & returns.</p>]]></description></item>`,
).join('\n');
const WHOLE = `<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>${ITEMS}</channel></rss>`;

test.each([
  ['a warning before', `<br /><b>Warning</b>: x in <b>feed.php</b>${WHOLE}`],
  ['lone ampersands', WHOLE.replaceAll('<link>', '<author>R & D</author><link>')],
  ['unknown entities', WHOLE.replaceAll('<link>', '<author>&foobar;</author><link>')],
  ['no end', WHOLE.replace('</channel></rss>', '')],
  ['an entry left open', WHOLE.replace('</item>', '')],
  [
    'a title left open',
    WHOLE.replace('</title>\n<link>', '\n<link>').replace('sails]]></title>', 'sails]]>'),
  ],
  ['a section left open', WHOLE.replace(']]></title>', '</title>')],
  ['end tags crossing', WHOLE.replaceAll('</guid><description>', '<description></guid>')],
  ['capitals', WHOLE.replaceAll('item>', 'ITEM>').replaceAll('title>', 'Title>')],
  ['control characters', WHOLE.replaceAll('Ferry', 'Fe\u0000rry')],
  ['hyphens in comments', WHOLE.replace('<item>', '<!-- a -- b --><item>')],
])('every entry is recovered from a feed with %s', async (_, text) => {
  const { entries } = await read(text);
  expect(entries.map(({ guid, title }) => [guid, title])).toEqual(
    Array.from({ length: 4 }, (__, at) => [`g${at}`, `Ferry ${at} sails`]),
  );
});

test('which reader serves a document follows from the document, and the preferred one is kept', async () => {
  expect((await read(WHOLE)).reader).toBe('rss-parser');
  expect((await read(WHOLE, { preferredReader: 'tolerant' })).reader).toBe('tolerant');
  expect((await read(WHOLE.slice(0, -30), { preferredReader: 'rss-parser' })).reader).toBe('tolerant');
});

test('nothing leaks from a bad document into the next', async () => {
  const before = await read(WHOLE);
  await readDocument({ body: Buffer.from('<rss version="2.0"><channel><title>R&D</title>') });
  expect(await read(WHOLE)).toEqual(before);
});

test.each([
  ['declared entities', `<!DOCTYPE rss [<!ENTITY a "safe">]>${rss('<title>&a; &b;</title>')}`, 'safe &b;'],
  [
    'entities within entities',
    `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${rss('<title>&b;</title>')}`,
    '&a;&a;',
  ],
  [
    'external entities',
    `<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>${rss('<title>&a;</title>')}`,
    '&a;',
  ],
])('%s are put in once, or not at all', async (_, text, title) => {
  expect((await readEntry(text))?.title).toBe(title);
});

test.each([
  ['markup without ends', rss(`<title>a</title><description>${'x&lt;br '.repeat(30_000)}</description>`)],
  [
    'breaks before line ends',
    rss(`<title>a</title><description><![CDATA[${'x<br>\n'.repeat(30_000)}]]></description>`),
  ],
  [
    'nested namespaces',
    `<rss>${Array.from({ length: 8000 }, (_, at) => `<a xmlns:p${at}="u:${at}">`).join('')}`,
  ],
  ['nested elements', rss(`<title>a</title><description>${'<b>'.repeat(60_000)}</description>`)],
])('%s take time in proportion', async (_, text) => {
  const start = performance.now();
  await readDocument({ body: Buffer.from(text) });
  expect(performance.now() - start).toBeLessThan(1500);
});

test('any text at all comes back as a document or a reason', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<rss version="2.0">',
      '<channel>',
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
    ),
    fc.constantFrom(
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      '<entry>',
      '<link href="',
      '"/>',
      '&amp;',
      '&',
      '<',
      '>',
      '{"items":[',
    ),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
      const outcome = await readDocument({ body: Buffer.from(pieces.join('')) });
      expect(['read', 'unreadable']).toContain(outcome.kind);
    }),
    { numRuns: 200 },
  );
});
