import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openOrigin } from '../../src/demo/origin.ts';
import { openFetcher } from '../../src/feeds/fetching/fetch.ts';
import { fetchPage, readPage } from '../../src/feeds/finding/page.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

test('what a page writes for sharing comes before its title and description', () => {
  const page = readPage(`<!doctype html><html lang="es-VE"><head><title>Acuerdo | Diario</title>
    <meta name=description content="Lo de siempre">
    <META PROPERTY="og:title" CONTENT="Acuerdo &amp; licencia"><meta property="og:description" content=" Por seis meses. ">
    </head><body><h1>Otra cosa</h1></body></html>`);
  expect(page).toEqual({ title: 'Acuerdo & licencia', description: 'Por seis meses.', language: 'es-VE' });
});

test('without it the title and the description of the head do, the first of each', () => {
  const page = readPage(`<title>Licence
    extended</title><meta name="Description" content="Six months."><meta name="description" content="Later">
    <svg><title>Icon</title></svg>`);
  expect(page.title.split(/\s+/)).toEqual(['Licence', 'extended']);
  expect(page.description).toBe('Six months.');
  expect(page).not.toHaveProperty('language');
});

test('an empty tag for sharing says nothing', () => {
  expect(readPage('<meta property="og:title" content=" "><title>Told</title>').title).toBe('Told');
  expect(readPage('<p>No head</p>')).toEqual({ title: '', description: '' });
});

test('whatever stands in a page, it is read', () => {
  const part = fc.constantFrom(
    '<meta ',
    'property=og:title',
    ' content="',
    '>',
    '<title',
    '</title>',
    '<!--',
    '\u0000',
  );
  const soup = fc.array(fc.oneof(part, fc.string({ unit: 'binary' })), { maxLength: 30 });
  fc.assert(
    fc.property(soup, (parts) => {
      const { title, description } = readPage(parts.join(''));
      expect([typeof title, typeof description]).toEqual(['string', 'string']);
    }),
  );
});

test('a page that cannot be had gives its reason, and one that has moved its new address', async () => {
  await using origin = await openOrigin();
  await using fetcher = openFetcher({
    userAgent: 'vigia-test/1',
    allowedAddresses: ['127.0.0.1'],
    spacingMs: 0,
  });
  origin.set('/page', { kind: 'document', body: '<title>Told</title>', contentType: 'text/html' });
  origin.set('/old', { kind: 'status', status: 301, headers: { location: '/page' } });
  origin.set('/picture', { kind: 'garbage', bytes: 2_000 });
  expect(await fetchPage(origin.url('/old'), fetcher, NOW)).toEqual({
    kind: 'read',
    page: { title: 'Told', description: '' },
    url: origin.url('/page'),
  });
  for (const path of ['/picture', '/missing']) {
    expect(await fetchPage(origin.url(path), fetcher, NOW)).toMatchObject({
      kind: 'none',
      detail: expect.stringMatching(/^[^\n]+$/),
    });
  }
});
