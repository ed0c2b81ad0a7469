import { expect, test } from 'vitest';
import { openPolling, type Polling } from '../support/polling.ts';
import { minutesAgo } from '../support/watch.ts';

const ACT = 'issues a licence for Chevron to export Venezuelan oil';

function sitemap(...titles: readonly string[]): string {
  const pages = titles.map(
    (title, index) =>
      `<url><loc>https://one.example/${encodeURIComponent(title)}</loc><news:news><news:publication><news:name>One</news:name><news:language>en</news:language></news:publication><news:publication_date>${minutesAgo(60 + index).toISOString()}</news:publication_date><news:title>${title}</news:title></news:news></url>`,
  );
  return `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${pages.join('')}</urlset>`;
}

const listed = (url: string, changed?: string): string =>
  `<sitemap><loc>${url}</loc>${changed === undefined ? '' : `<lastmod>${changed}</lastmod>`}</sitemap>`;
const index = (...sitemaps: readonly string[]): string =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${sitemaps.join('')}</sitemapindex>`;

/** A feed whose address is an index; its sitemaps are asked for under the feed's own name. */
async function openIndex(): Promise<{
  readonly polling: Polling;
  readonly set: (path: string, body: string, etag?: string) => void;
  readonly link: (path: string, changed?: string) => string;
  readonly visits: (path: string) => number;
}> {
  const polling = await openPolling(['one']);
  return {
    polling,
    set: (path, body, etag) =>
      polling.origin.set(path, { kind: 'document', body, ...(etag !== undefined && { etag }) }),
    link: (path, changed) => listed(polling.origin.url(path, 'one.example'), changed),
    visits: (path) => polling.origin.listRequests(path).length,
  };
}

async function pollWhenDue(polling: Polling): Promise<void> {
  await polling.waitUntilDue('one');
  await polling.poll();
}

test('an index leads to the entries of its sitemaps, and only those that changed are visited again', async () => {
  const { polling, set, link, visits } = await openIndex();
  await using _ = polling;
  set('/one', index(link('/a.xml', '2026-03-01T10:00Z'), link('/b.xml', '2026-03-01T11:00Z')), '"1"');
  set('/a.xml', sitemap('Treasury ' + ACT), '"a"');
  set('/b.xml', sitemap('Ferry sails'), '"b"');
  await polling.poll();
  expect(await polling.stateOf('one')).toMatchObject({
    state: 'ok',
    flags: [],
    sitemaps: [
      { url: polling.origin.url('/b.xml', 'one.example'), entries: 1, validators: { etag: '"b"' } },
      { url: polling.origin.url('/a.xml', 'one.example'), entries: 1, validators: { etag: '"a"' } },
    ],
  });
  await pollWhenDue(polling);
  expect([visits('/one'), visits('/a.xml'), visits('/b.xml')]).toEqual([2, 1, 1]);
  set('/one', index(link('/a.xml', '2026-03-01T10:00Z'), link('/b.xml', '2026-03-01T12:00Z')), '"2"');
  set('/b.xml', sitemap('Ferry sails', 'Bridge opens'), '"b2"');
  await pollWhenDue(polling);
  expect([visits('/one'), visits('/a.xml'), visits('/b.xml')]).toEqual([3, 1, 2]);
  expect(polling.origin.listRequests('/b.xml').at(-1)?.headers['if-none-match']).toBe('"b"');
  expect(await polling.watch.countRows()).toMatchObject({ entries: 3 });
  expect(await polling.stateOf('one')).toMatchObject({ state: 'ok', flags: [], etag: '"2"' });
});

test('sitemaps without a date are asked for each time, even when the index is unchanged', async () => {
  const { polling, set, link, visits } = await openIndex();
  await using _ = polling;
  set('/one', index(link('/news.xml')), '"1"');
  set('/news.xml', sitemap('Ferry sails'), '"a"');
  await polling.poll();
  await pollWhenDue(polling);
  expect(polling.origin.listRequests('/news.xml').map(({ headers }) => headers['if-none-match'])).toEqual([
    undefined,
    '"a"',
  ]);
  set('/news.xml', sitemap('Bridge opens', 'Ferry sails'), '"b"');
  await pollWhenDue(polling);
  expect(visits('/news.xml')).toBe(3);
  expect(await polling.watch.countRows()).toMatchObject({ entries: 2 });
  expect(await polling.stateOf('one')).toMatchObject({ state: 'ok', etag: '"1"' });
});

test('no index within an index is followed, not even itself', async () => {
  const { polling, set, link, visits } = await openIndex();
  await using _ = polling;
  set('/one', index(link('/one'), link('/inner.xml'), link('/a.xml')));
  set('/inner.xml', index(link('/one'), link('/deep.xml')));
  set('/deep.xml', sitemap('Too deep'));
  set('/a.xml', sitemap('Ferry sails'));
  await polling.poll();
  expect([visits('/one'), visits('/inner.xml'), visits('/deep.xml')]).toEqual([1, 1, 0]);
  expect(await polling.watch.countRows()).toMatchObject({ entries: 1 });
  expect(await polling.stateOf('one')).toMatchObject({ state: 'ok' });
});

test('an index of which nothing can be read fails as a feed does, one sitemap that fails is asked again', async () => {
  const { polling, set, link, visits } = await openIndex();
  await using _ = polling;
  set('/one', index(link('/a.xml', '2026-03-01')));
  await polling.poll();
  expect(await polling.stateOf('one')).toMatchObject({ state: 'failing', failureReason: 'http' });
  set('/one', index(link('/a.xml', '2026-03-01'), link('/b.xml', '2026-03-01')));
  set('/b.xml', sitemap('Ferry sails'));
  await pollWhenDue(polling);
  expect(await polling.stateOf('one')).toMatchObject({ state: 'ok' });
  set('/a.xml', sitemap('Bridge opens'));
  await pollWhenDue(polling);
  expect([visits('/a.xml'), visits('/b.xml')]).toEqual([3, 1]);
  expect(await polling.watch.countRows()).toMatchObject({ entries: 2 });
});

test('sitemaps of a host that asks for a pause wait, and the first look with them', async () => {
  const { polling, set, link } = await openIndex();
  await using _ = polling;
  set('/one', index(link('/a.xml'), link('/b.xml'), link('/c.xml')));
  const tooMany = { kind: 'status', status: 429, headers: { 'retry-after': '600' } } as const;
  polling.origin.set('/a.xml', tooMany);
  polling.origin.set('/b.xml', tooMany);
  set('/c.xml', sitemap('Ferry sails'));
  await polling.poll();
  const { baselineAt, failures, dueAt } = await polling.stateOf('one');
  expect({ baselineAt, failures }).toEqual({ baselineAt: undefined, failures: 0 });
  expect(dueAt?.getTime()).toBeGreaterThan(polling.now().getTime() + 590_000);
});

test('what a sitemap found late had listed before is not news, nor are pages without a title', async () => {
  const { polling, set, link } = await openIndex();
  await using _ = polling;
  set('/one', index(link('/a.xml', '2026-03-01T10:00Z')));
  set('/a.xml', sitemap('Ferry sails'));
  await polling.poll();
  set('/one', index(link('/a.xml', '2026-03-01T10:00Z'), link('/b.xml', '2026-03-01T12:00Z')));
  set('/b.xml', sitemap('Treasury ' + ACT, 'Bridge opens', ''));
  await pollWhenDue(polling);
  expect(await polling.watch.countRows()).toMatchObject({ entries: 1 });
});
