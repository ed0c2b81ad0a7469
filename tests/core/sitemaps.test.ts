import { expect, test } from 'vitest';
import { chooseSitemaps, dueSitemaps } from '../../src/core/polling/sitemaps.ts';

const INDEX = 'https://www.gazette.test/sitemap.xml';
const NOW = new Date('2026-03-04T12:00:00Z');
const at = (path: string, changed?: string) => ({
  url: `https://gazette.test${path}`,
  ...(changed !== undefined && { changed }),
});
const pathsOf = (links: readonly { readonly url: string }[]): string[] =>
  links.map(({ url }) => URL.parse(url)?.pathname ?? url);

test('of many sitemaps the few that changed last are followed, one without a date first', () => {
  const months = Array.from({ length: 240 }, (_, month) =>
    at(`/${month}.xml`, new Date(NOW.getTime() - month * 86_400_000).toISOString()),
  );
  expect(
    pathsOf(chooseSitemaps(INDEX, [at('/odd.xml', 'soon'), ...months.toReversed(), at('/any.xml')])),
  ).toEqual(['/any.xml', '/0.xml', '/1.xml', '/2.xml']);
});

test('where some are for news, the others are left alone', () => {
  const links = [
    at('/pages.xml'),
    at('/sitemap-news.xml', '2026-03-01'),
    at('/noticias/1.xml', '2026-03-02'),
  ];
  expect(pathsOf(chooseSitemaps(INDEX, links))).toEqual(['/noticias/1.xml', '/sitemap-news.xml']);
});

test('the index itself, the same address twice and other sites are not followed', () => {
  const links = [
    { url: INDEX },
    at('/a.xml'),
    at('/a.xml'),
    { url: 'https://maps.gazette.test/b.xml' },
    { url: 'https://victim.test/c.xml' },
    { url: 'https://notgazette.test/d.xml' },
    { url: 'no address' },
  ];
  expect(pathsOf(chooseSitemaps(INDEX, links))).toEqual(['/a.xml', '/b.xml']);
});

test('a sitemap is visited when the index gives it another date or none, with its own validators', () => {
  const validators = { etag: '"1"' };
  const known = [
    { ...at('/same.xml', '2026-03-01'), validators, entries: 1, lastFullGetAt: NOW },
    { ...at('/other.xml', '2026-03-01'), validators, entries: 1, lastFullGetAt: NOW },
    {
      ...at('/undated.xml'),
      validators,
      entries: 1,
      lastFullGetAt: new Date(NOW.getTime() - 9 * 86_400_000),
    },
  ];
  const links = [
    at('/same.xml', '2026-03-01'),
    at('/other.xml', '2026-03-04'),
    at('/undated.xml'),
    at('/new.xml'),
  ];
  expect(
    dueSitemaps(links, known, NOW).map(({ link, conditional, validators: sent }) => [
      ...pathsOf([link]),
      conditional,
      sent,
    ]),
  ).toEqual([
    ['/other.xml', true, validators],
    // The whole document is asked for every eight days, whatever the server says.
    ['/undated.xml', false, validators],
    ['/new.xml', false, {}],
  ]);
});
