import { expect, test, vi } from 'vitest';
import { runCommand } from '../support/command.ts';
import { openInstallation, report } from '../support/installation.ts';

/** Every command line is a process of its own, and a machine may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const NEWS = Array.from({ length: 7 }, (_, index) => {
  const published = new Date(Date.now() - index * 3_600_000).toISOString();
  return `<url><loc>https://one.example/${index}</loc><news:news><news:publication><news:name>One</news:name><news:language>es</news:language></news:publication><news:publication_date>${published}</news:publication_date><news:title>Noticia ${index} del puente de la ciudad</news:title></news:news></url>`;
});
const SITEMAP = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${NEWS.join('')}</urlset>`;

test('feeds add takes an index of sitemaps, and shows the latest five entries behind it, newest first', async () => {
  await using installation = await openInstallation(['one']);
  const { origin, environment } = installation;
  const sitemap = origin.url('/news.xml');
  origin.set('/sitemap.xml', {
    kind: 'document',
    body: `<sitemapindex><sitemap><loc>${sitemap}</loc></sitemap></sitemapindex>`,
  });
  origin.set('/news.xml', { kind: 'document', body: SITEMAP });
  const words = ['feeds', 'add', origin.url('/sitemap.xml'), '--outlet', 'Diario Índice'];
  const { code, stdout } = await runCommand(words, { environment });
  expect(code).toBe(0);
  expect(stdout).toContain('with 7 entries. The latest:');
  const rows = [...stdout.matchAll(/^0\.\d\d +off the subject .* Noticia (\d)/gm)].map(
    ([, number]) => number,
  );
  expect(rows).toEqual(['0', '1', '2', '3', '4']);
  expect(stdout).toMatch(/diario-indice: Diario Índice \(kind not known\), in es/);
});

test('feeds check tries every feed once, in the order of the list, and fails if one does not work', async () => {
  await using installation = await openInstallation(['one', 'gone', 'page']);
  const { origin, environment } = installation;
  origin.set('/one', report(0, 1));
  origin.set('/page', { kind: 'document', body: '<!doctype html><title>Sorry</title>' });
  const { code, stdout, stderr } = await runCommand(['feeds', 'check'], { environment });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout.match(/^(?:one|gone|page) .*$/gm)).toEqual([
    expect.stringMatching(/^one +one +wire +en +\S+ +2 +\d{4}-\d\d-\d\d \d\d:\d\d +ok$/),
    expect.stringMatching(/^gone .* – +– +there is nothing at this address \(404\)$/),
    expect.stringMatching(/^page .* – +– +This is a web page, not a feed\.$/),
  ]);
  expect(stdout).toContain('1 of 3 feeds work');
  expect(origin.listRequests()).toHaveLength(3);
});
