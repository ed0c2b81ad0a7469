import { expect, test } from 'vitest';
import type { Entry, FeedDocument, ReadOutcome } from '../../src/core/types.ts';
import { openReader } from '../../src/feeds/reading/read.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const rss = (items: string, channel = ''): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Gazette</title>${channel}${items}</channel></rss>`;

function documentOf(outcome: ReadOutcome): FeedDocument {
  if (outcome.kind !== 'read') throw new Error(outcome.reason);
  return outcome.document;
}

const ITEM = `<item><title>Ferry &amp;amp; crane</title><link>https://gazette.test/1</link>
  <guid isPermaLink="false">g-1</guid><pubDate>Tue, 03 Mar 2026 08:00:00 -0400</pubDate>
  <description><![CDATA[<p>The ferry left.</p><p>The crane stayed.</p>]]></description></item>`;

test('a well-formed feed is read by rss-parser, its texts plain and its dates absolute', async () => {
  await using reader = openReader({ threads: 1 });
  const document = documentOf(await reader.read({ body: bytes(rss(ITEM, '<ttl>45</ttl>')) }));
  expect(document).toEqual({
    reader: 'rss-parser',
    title: 'Harbour Gazette',
    ttlMs: 45 * 60_000,
    entries: [
      {
        guid: 'g-1',
        link: 'https://gazette.test/1',
        title: 'Ferry & crane',
        rawTitle: 'Ferry &amp; crane',
        text: 'The ferry left.\nThe crane stayed.',
        content: '<p>The ferry left.</p><p>The crane stayed.</p>',
        published: new Date('2026-03-03T12:00:00Z'),
      } satisfies Entry,
    ],
  });
});

test('both readers see the same entries in a well-formed feed', async () => {
  await using reader = openReader({ threads: 1 });
  const body = bytes(rss(ITEM.repeat(3)));
  const first = documentOf(await reader.read({ body }));
  const second = documentOf(await reader.read({ body, preferredReader: 'tolerant' }));
  expect(second.reader).toBe('tolerant');
  expect(second.entries).toEqual(first.entries);
});

test('a feed cut off in the middle keeps the entries it has', async () => {
  await using reader = openReader({ threads: 1 });
  const body = bytes(rss(ITEM.repeat(3)).slice(0, -60));
  const document = documentOf(await reader.read({ body }));
  expect(document.reader).toBe('tolerant');
  expect(document.entries.map(({ title }) => title)).toEqual(Array(3).fill('Ferry & crane'));
});

test('what is no feed comes back with a reason', async () => {
  await using reader = openReader({ threads: 1 });
  expect(await reader.read({ body: bytes('') })).toEqual({
    kind: 'unreadable',
    reason: 'The document is empty.',
  });
  expect(await reader.read({ body: bytes('<!doctype html><p>Not found') })).toEqual({
    kind: 'unreadable',
    reason: 'This is a web page, not a feed.',
  });
});

test('a document that takes too long ends its thread and not the reader', async () => {
  await using reader = openReader({ threads: 1, limitMs: 1 });
  const slow = await reader.read({ body: bytes(rss(ITEM.repeat(3000))) });
  expect(slow).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('longer than') });
  await using patient = openReader({ threads: 1 });
  expect(documentOf(await patient.read({ body: bytes(rss(ITEM)) })).entries).toHaveLength(1);
});

test('many documents at once all come back, each with its own entries', async () => {
  await using reader = openReader({ threads: 2 });
  const readings = Array.from({ length: 60 }, (_, index) =>
    reader.read({ body: bytes(rss(ITEM.replace('g-1', `g-${index}`))) }),
  );
  const outcomes = await Promise.all(readings);
  expect(outcomes.map((outcome) => documentOf(outcome).entries[0]?.guid)).toEqual(
    Array.from({ length: 60 }, (_, index) => `g-${index}`),
  );
});
