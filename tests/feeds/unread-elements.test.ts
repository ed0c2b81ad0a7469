import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeedDocument } from '../../src/core/types.ts';
import { readDocument } from '../../src/feeds/reading/read-document.ts';

async function read(items: string): Promise<FeedDocument> {
  const text = `<rss version="2.0"><channel><title>Gazette</title>${items}</channel></rss>`;
  const outcome = await readDocument({ body: Buffer.from(text) });
  if (outcome.kind !== 'read') throw new Error(outcome.reason);
  return outcome.document;
}

const numbered = (number: number, rest = ''): string =>
  `<item><title>${number}</title><link>https://gazette.test/${number}</link>${rest}</item>`;

test('elements that nobody reads change nothing, wherever they stand among the others', async () => {
  const fields = [
    '<title>Ferry</title>',
    '<link>https://gazette.test/1</link>',
    '<guid>1</guid>',
    '<description>It <![CDATA[<b>sails</b>]]> again &amp; again.</description>',
    '<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>',
  ];
  const unread = fc.constantFrom(
    '<slash:comments>4</slash:comments>',
    '<category domain="a>b"><![CDATA[Ships & <item>s]]></category>',
    '<x:a><title>not the title</title></x:a>',
    '<x:a><x:a>twice</x:a></x:a>',
    '<media:thumbnail url="https://gazette.test/1.jpg"/>',
    '<x:empty/>',
    '<comments>https://gazette.test/1#comments</comments>',
    `<x:long>${'word '.repeat(300)}</x:long>`,
  );
  const plain = await read(`<item>${fields.join('')}</item>`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(unread, fc.constantFrom('', '\n  ')), { minLength: 6, maxLength: 6 }),
      async (others) => {
        const item = others.map(([other, space], at) => space + other + space + (fields[at] ?? '')).join('');
        expect(await read(`<item>${item}</item>`)).toEqual(plain);
      },
    ),
    { numRuns: 60 },
  );
});

test('an element inside a text is part of it, whoever knows its name', async () => {
  const texts = [
    'It <x:b>sails</x:b> again.',
    '<x:b>It</x:b> sails again.',
    'It sails <b>again</b><x:b>.</x:b>',
  ];
  for (const text of texts) {
    const { entries } = await read(`<item><title>Ferry</title><description>${text}</description></item>`);
    expect(entries[0]?.text).toBe('It sails again.');
  }
});

test('an element left open takes no entry with it', async () => {
  const { entries } = await read(`${numbered(1, '<x:open>')}${numbered(2)}${numbered(3, '</x:open>')}`);
  expect(entries.map(({ title }) => title)).toEqual(['1', '2', '3']);
});
