import { expect, test } from 'vitest';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { discoverFeeds, type Discovery } from '../../src/feeds/finding/discover.ts';
import { openFetcher } from '../../src/feeds/fetching/fetch.ts';

const RSS = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>A feed</title></channel></rss>';

async function discover(origin: Origin, path: string): Promise<Discovery> {
  await using fetcher = openFetcher({
    userAgent: 'vigia-test',
    allowedAddresses: ['127.0.0.1'],
    spacingMs: 0,
  });
  return await discoverFeeds(origin.url(path), fetcher, new Date());
}

test.each([
  ['RSS', RSS],
  ['Atom', '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'],
  ['RDF', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'],
  ['JSON Feed', '{"version": "https://jsonfeed.org/version/1.1", "items": []}'],
])('an address that is itself a feed in %s is what was looked for', async (_, body) => {
  await using origin = await openOrigin();
  origin.set('/here', { kind: 'document', body, contentType: 'text/html' });
  expect(await discover(origin, '/here')).toEqual({ kind: 'found', feeds: [{ url: origin.url('/here') }] });
});

test('a page leads to the feed it links, resolved against where the page really was', async () => {
  await using origin = await openOrigin();
  origin.set('/', { kind: 'status', status: 302, headers: { location: '/es/portada' } });
  origin.set('/es/portada', {
    kind: 'document',
    contentType: 'text/html',
    body: '<html><link rel="alternate" type="application/rss+xml" title="Portada" href="rss">',
  });
  expect(await discover(origin, '/')).toEqual({
    kind: 'found',
    feeds: [{ url: origin.url('/es/rss'), title: 'Portada' }],
  });
});

test('a page without links is helped by the well-known paths, but not by where they redirect', async () => {
  await using origin = await openOrigin();
  const html = '<!doctype html><html><p>An example: <code>&lt;rss></code></html>';
  origin.set('/', { kind: 'document', body: html });
  origin.set('/feed/', { kind: 'status', status: 301, headers: { location: '/elsewhere' } });
  origin.set('/elsewhere', { kind: 'document', body: RSS });
  origin.set('/rss.xml', { kind: 'document', body: html });
  origin.set('/atom.xml', { kind: 'document', body: RSS });
  expect(await discover(origin, '/')).toEqual({ kind: 'found', feeds: [{ url: origin.url('/atom.xml') }] });
  expect(origin.listRequests('/elsewhere')).toEqual([]);
});

test('where there is nothing, that is said', async () => {
  await using origin = await openOrigin();
  origin.set('/', { kind: 'document', body: '<html>nothing</html>' });
  expect(await discover(origin, '/')).toEqual({
    kind: 'none',
    detail: 'the page links no feed, and there is none at the usual paths',
  });
  expect(await discover(origin, '/missing')).toEqual({
    kind: 'none',
    detail: 'there is nothing at this address (404)',
  });
});
