import fc from 'fast-check';
import { parseFeed as parseFeedsmith } from 'feedsmith';
import { parseFeed as parseForgiving } from 'htmlparser2';
import Parser from 'rss-parser';
import { expect, test } from 'vitest';
import { breakMarkup, FEED_FORMATS, writeFeed, type DatedEntry } from '../../src/demo/feed-writers.ts';

const channel = {
  title: 'Harbour & Hull',
  description: 'Ships <and> "cargoes"',
  site: 'https://harbour.example',
  language: 'en',
  updated: new Date('2026-01-02T12:00:00Z'),
};

function entry(fields: Partial<DatedEntry> = {}): DatedEntry {
  return {
    guid: 'https://harbour.example/tanker?a=1&b=2',
    link: 'https://harbour.example/tanker?a=1&b=2&utm_source=rss',
    title: 'Tanker "Pearl" & crew',
    text: 'Bound for Port Arthur.',
    published: new Date('2026-01-02T10:00:00Z'),
    updated: new Date('2026-01-02T11:00:00Z'),
    ...fields,
  };
}

const squeezed = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim();
/** Text that XML can carry at all: no control characters, no half surrogates. */
const words = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text) && squeezed(text) !== '');

test.each(FEED_FORMATS)('%s is recognised for what it is', (format) => {
  const { format: recognised } = parseFeedsmith(writeFeed(format, channel, [entry()]));
  expect(recognised).toBe(format);
});

test.each(['rss', 'atom', 'rdf'] as const)(
  'whatever its texts hold, %s reads back as written',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(words, words, async (title, text) => {
        const document = writeFeed(format, channel, [entry({ title, text })]);
        const { title: name, items } = await new Parser().parseString(document);
        expect(name).toBe(channel.title);
        expect(items).toHaveLength(1);
        expect(squeezed(items[0]?.title)).toBe(squeezed(title));
        expect(squeezed(items[0]?.['summary'] ?? items[0]?.content)).toBe(squeezed(text));
        expect(items[0]?.link).toBe(entry().link);
      }),
      { numRuns: 50 },
    );
  },
);

test.each(['rss', 'atom', 'rdf'] as const)('%s dates an entry to the second', async (format) => {
  const { items } = await new Parser().parseString(writeFeed(format, channel, [entry()]));
  expect(items[0]?.isoDate).toBe('2026-01-02T10:00:00.000Z');
});

test('a guid is a permanent link only where it is the link', () => {
  const same = entry({ guid: entry().link });
  expect(writeFeed('rss', channel, [entry()])).toContain('<guid isPermaLink="false">');
  expect(writeFeed('rss', channel, [same])).toContain('<guid isPermaLink="true">');
});

test('markup is marked as markup', () => {
  const html = '<p>Bound for <b>Texas</b> &amp; back</p>';
  const marked = entry({ html });
  expect(writeFeed('atom', channel, [marked])).toContain('<summary type="html">&lt;p&gt;');
  expect(JSON.parse(writeFeed('json', channel, [marked]))).toMatchObject({ items: [{ content_html: html }] });
});

test('an entry without text has no empty description', () => {
  for (const format of ['rss', 'atom', 'rdf'] as const) {
    const [, entries = ''] = writeFeed(format, channel, [entry({ text: '' })]).split(/<(?:item|entry)\b/);
    expect(entries).not.toMatch(/<(?:description|summary)/);
  }
});

test('JSON Feed carries identifiers and both dates', () => {
  expect(JSON.parse(writeFeed('json', channel, [entry()]))).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: channel.title,
    language: 'en',
    items: [
      {
        id: entry().guid,
        url: entry().link,
        content_text: entry().text,
        date_published: '2026-01-02T10:00:00.000Z',
        date_modified: '2026-01-02T11:00:00.000Z',
      },
    ],
  });
});

test.each(['rss', 'atom', 'rdf'] as const)(
  'broken %s is refused as XML and still holds every entry',
  async (format) => {
    const titles = ['Chile & Perú', 'R&D in Caracas', 'A third'];
    const entries = titles.map((title, index) =>
      entry({ title, guid: `https://harbour.example/${String(index)}` }),
    );
    const broken = breakMarkup(writeFeed(format, channel, entries));
    await expect(new Parser().parseString(broken)).rejects.toThrow('Invalid character in entity name');
    expect(parseForgiving(broken)?.items.map(({ title }) => title)).toEqual(titles);
  },
);
