import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { setPaused } from '../../src/config/feeds-file.ts';
import { loadFeeds } from '../../src/config/feeds.ts';
import { runCommand } from '../support/command.ts';
import { openInstallation, report, type Installation } from '../support/installation.ts';

/** Every command line is a process of its own, and a machine may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const listOf = ({ environment }: Installation): string =>
  join(environment['VIGIA_CONFIG_DIR'] ?? '', 'venezuela-us', 'feeds.yaml');
const idsOf = (installation: Installation): readonly string[] =>
  loadFeeds(listOf(installation)).value?.map(({ id }) => id) ?? [];

test('feeds lists how every feed is doing, in a table and as data', async () => {
  await using installation = await openInstallation(['one', 'gone', 'resting']);
  const { origin, environment } = installation;
  origin.set('/one', report(0));
  expect((await runCommand(['feeds', 'pause', 'resting'], { environment })).code).toBe(0);
  expect((await runCommand(['feeds'], { environment })).stdout).toContain('Not polled yet: 2.');
  await runCommand(['poll', '--once'], { environment });
  expect(origin.listRequests('/resting')).toEqual([]);
  const { code, stdout } = await runCommand(['feeds'], { environment });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^one +one +ok +\d{4}-\d\d-\d\d \d\d:\d\d +\d{4}-.* ms/m);
  expect(stdout).toMatch(/^gone +gone +failing .* – +– +–$/m);
  expect(stdout).toMatch(/^resting +resting +paused/m);
  expect(stdout).toContain('1 of 3 feeds work');
  expect(stdout).toContain('gone: there is nothing at this address (404); open the address in a browser');
  const json = await runCommand(['feeds', '--json'], { environment });
  expect(
    json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { feed: { id: 'one' }, health: { state: 'ok', flags: [], problems: [] } },
    { feed: { id: 'gone' }, health: { state: 'failing' } },
    { feed: { id: 'resting', paused: true }, health: { state: 'new' } },
  ]);
});

test('feeds add finds the feed behind a page, shows its entries with their scores, and adds it', async () => {
  await using installation = await openInstallation(['one']);
  const { origin, environment } = installation;
  const page = `<!doctype html><title>News</title><link rel="alternate" type="application/rss+xml" href="/news.xml">`;
  origin.set('/', { kind: 'document', body: page, contentType: 'text/html' });
  origin.set('/news.xml', report(0, 1));
  const words = [
    'feeds',
    'add',
    origin.url('/'),
    '--outlet',
    'Diario Único',
    '--kind',
    'regional',
    '--announce-last',
    '5',
  ];
  const { code, stdout } = await runCommand(words, { environment });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^0\.\d\d +on the subject +oil 0\.\d\d +\d{4}-/m);
  expect(stdout).toContain('Added to');
  expect(loadFeeds(listOf(installation)).value?.[1]).toMatchObject({
    id: 'diario-unico',
    url: origin.url('/news.xml'),
    outlet: { name: 'Diario Único', kind: 'regional' },
    certainty: 'sure',
    announceLast: 5,
  });
  const again = await runCommand(words, { environment });
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('on the list already, as diario-unico');
});

test('feeds add says in one line why there is no feed, and refuses a kind that is none before it asks anybody', async () => {
  await using installation = await openInstallation(['one']);
  const { origin, environment } = installation;
  origin.set('/empty', report());
  const empty = await runCommand(['feeds', 'add', origin.url('/empty')], { environment });
  expect(empty).toMatchObject({ code: 1, stderr: '' });
  expect(empty.stdout).toMatch(/^There is no feed to be found at .*: its feed has no entries\n$/);
  const asked = origin.listRequests().length;
  const wrong = await runCommand(['feeds', 'add', origin.url('/one'), '--kind', 'good'], { environment });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('"good" is no kind of outlet: wire, independent');
  const many = await runCommand(['feeds', 'add', origin.url('/one'), '--announce-last', '21'], {
    environment,
  });
  expect(many).toMatchObject({ code: 2, stdout: '' });
  expect(many.stderr).toContain('a number from 1 to 20');
  expect(origin.listRequests()).toHaveLength(asked);
  expect(idsOf(installation)).toEqual(['one']);
});

test('feeds resume and remove change the list, and know when there is no such feed', async () => {
  await using installation = await openInstallation(['one', 'two']);
  const { environment } = installation;
  const path = listOf(installation);
  await setPaused(path, 'two', true);
  expect((await runCommand(['feeds', 'resume', 'two'], { environment })).code).toBe(0);
  expect(loadFeeds(path).value?.some(({ paused }) => paused)).toBe(false);
  expect((await runCommand(['feeds', 'remove', 'two'], { environment })).code).toBe(0);
  expect(idsOf(installation)).toEqual(['one']);
  const [missing, last] = await Promise.all([
    runCommand(['feeds', 'pause', 'two'], { environment }),
    runCommand(['feeds', 'remove', 'one'], { environment }),
  ]);
  for (const { code, stdout } of [missing, last]) expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(missing.stderr).toContain('there is no feed "two"');
  expect(last.stderr).toContain('one is the only feed');
});

test('feeds import tries what another reader lists, adds what works, and export gives it back', async () => {
  await using installation = await openInstallation(['one']);
  const { origin, environment, folder } = installation;
  origin.set('/two', report(0));
  const outlines = ['one', 'two', 'three'].map(
    (id) => `<outline text="Outlet ${id}" xmlUrl="${origin.url(`/${id}`)}"/>`,
  );
  const opml = join(folder, 'mine.opml');
  writeFileSync(opml, `<opml version="1.0"><body>${outlines.join('')}</body></opml>`);
  const dry = await runCommand(['feeds', 'import', opml, '--dry-run'], { environment });
  expect(dry.code).toBe(1);
  expect(dry.stdout).toMatch(/^Outlet one +\S+ +on the list already, as one$/m);
  expect(dry.stdout).toMatch(/^Outlet two +\S+ +outlet-two: kind not known, in en$/m);
  expect(dry.stdout).toMatch(/^Outlet three +\S+ +there is nothing at this address \(404\)$/m);
  expect(dry.stdout).toContain('Would add 1 of 3');
  expect(idsOf(installation)).toEqual(['one']);
  await runCommand(['feeds', 'import', opml, '--kind', 'wire'], { environment });
  expect(idsOf(installation)).toEqual(['one', 'outlet-two']);
  const { code, stdout } = await runCommand(['feeds', 'export'], { environment });
  expect(code).toBe(0);
  expect(stdout).toContain('<opml version="2.0">');
  for (const path of ['/one', '/two']) expect(stdout).toContain(`xmlUrl="${origin.url(path)}"`);
  const missing = await runCommand(['feeds', 'import', join(folder, 'none.opml')], { environment });
  expect(missing.code).toBe(2);
});
