import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalUrl, isWebUrl } from '../../src/core/url.ts';
import { toQueryWords } from '../../src/core/text/search-words.ts';
import { insertArticle } from '../../src/db/stories/articles.ts';
import { indexStory, searchStories } from '../../src/db/stories/search.ts';
import { insertStory, tagStory } from '../../src/db/stories/stories.ts';
import { findAddressRefusal } from '../../src/feeds/fetching/address.ts';
import {
  findFreshForMs,
  findRetryAfterMs,
  findValidators,
  toHeaders,
} from '../../src/feeds/fetching/headers.ts';
import { readDocument } from '../../src/feeds/reading/read-document.ts';
import { toStorable } from '../../src/core/text/storable-text.ts';
import { assessment } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';
import { CASES, hostileText, hostileUrl, privateHost } from '../support/hostile.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

describe.for(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    `${CASES.search} hostile searches say nothing in the language of a search, and find only what holds the words`,
    async () => {
      await using db = await openFresh(engine);
      const id = await insertStory(db, { firstSeen: NOW, isSeeded: false });
      await tagStory(db, id, [{ id: 'oil', score: 1 }], NOW);
      await indexStory(db, id, ['chevron', 'licence']);
      // On a server every question is a round trip.
      const numRuns = engine.name === 'SQLite' ? CASES.search : Math.floor(CASES.search / 5);
      await fc.assert(
        fc.asyncProperty(hostileText, async (written) => {
          const words = toQueryWords(written);
          for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
          const { count } = await searchStories(db, { words, limit: 5, offset: 0 });
          const isMeant =
            words.length > 0 &&
            words.every((word) => 'chevron'.startsWith(word) || 'licence'.startsWith(word));
          expect(count).toBe(isMeant ? 1 : 0);
        }),
        { numRuns },
      );
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    `${CASES.rows} hostile texts are kept as they are, and the tables are still there`,
    async () => {
      await using db = await openFresh(engine);
      let key = 0;
      await fc.assert(
        fc.asyncProperty(hostileText, async (text) => {
          key += 1;
          const title = toStorable(text);
          const id = await insertArticle(db, {
            feedId: title,
            key: `${String(key)} ${title}`,
            title,
            text: title,
            language: 'en',
            outlet: { name: title, kind: 'wire' },
            firstSeen: NOW,
            assessment: assessment({}),
          });
          const row = await db
            .selectFrom('articles')
            .selectAll()
            .where('id', '=', id)
            .executeTakeFirstOrThrow();
          expect([row.title, row.text, row.feed_id]).toEqual([title, title, title]);
        }),
        { numRuns: CASES.rows },
      );
      const { count } = await db
        .selectFrom('articles')
        .select((query) => query.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      expect(count).toBe(key);
    },
  );
});

test(`of ${CASES.addresses} hostile addresses none is visited that is no web address or leads inside`, () => {
  fc.assert(
    fc.property(hostileUrl, privateHost, (url, host) => {
      expect(!isWebUrl(url) || /^https?:$/.test(new URL(url).protocol)).toBe(true);
      expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
      // However a host is spelled, it is the parsed one that is connected to, and judged.
      const parsed = URL.parse(`http://${host}/`)?.hostname.replaceAll(/^\[|\]$/g, '') ?? '';
      expect(findAddressRefusal(parsed, [])).toBeDefined();
      expect(findAddressRefusal(host, [])).toBeDefined();
    }),
    { numRuns: CASES.addresses },
  );
});

const headerValue = fc.oneof(
  hostileText,
  fc.constantFrom(
    `max-age=${'9'.repeat(400)}`,
    '9'.repeat(400),
    'Infinity',
    '-1',
    'NaN',
    '1e400',
    'Thu, 01 Jan 99999 00:00:00 GMT',
  ),
);

test(`of ${CASES.headers} hostile headers none makes a time that is none, or is sent back where it must not be`, () => {
  const names = ['cache-control', 'age', 'expires', 'date', 'retry-after', 'etag', 'last-modified'] as const;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), headerValue), (given) => {
      for (const ms of [findFreshForMs(given, NOW), findRetryAfterMs(given, NOW)])
        expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      const sent = toHeaders({ userAgent: 'vigia', validators: findValidators(given) });
      // The platform's own headers refuse whatever could begin a line of its own.
      expect(() => new Headers(sent)).not.toThrow();
      for (const value of Object.values(sent)) expect(value).not.toMatch(/[\r\n\0]/);
    }),
    { numRuns: CASES.headers },
  );
});

test(`${CASES.documents} feeds of hostile texts are read or refused, and never fail the reader`, async () => {
  const wrap = fc.constantFrom(
    (one: string, two: string) =>
      `<rss version="2.0"><channel><title>${one}</title><item><title>${two}</title><guid>${one}</guid></item></channel></rss>`,
    (one: string, two: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>${one}</title><entry><id>${two}</id><title type="html">${one}</title></entry></feed>`,
    (one: string, two: string) =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: one,
        items: [{ id: two, title: one, url: two }],
      }),
    (one: string, two: string) =>
      `<rss><channel><item><title><![CDATA[${one}]]></title><link>${two}</link><description><![CDATA[${two}]]></description></item></channel></rss>`,
  );
  await fc.assert(
    fc.asyncProperty(wrap, hostileText, hostileText, async (write, one, two) => {
      const outcome = await readDocument({
        body: Buffer.from(write(one, two)),
        url: 'https://x.example/feed',
      });
      const entries = outcome.kind === 'read' ? outcome.document.entries : [];
      for (const { link } of entries)
        expect(link === undefined || !isWebUrl(link) || URL.canParse(link)).toBe(true);
      expect(['read', 'unreadable']).toContain(outcome.kind);
    }),
    { numRuns: CASES.documents },
  );
});
