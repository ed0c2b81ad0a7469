import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, temporaryFolder } from '../support/command.ts';

const RSS =
  '<rss version="2.0"><channel><title>Gazette</title><link>https://gazette.test/</link><item><guid>7</guid><title>Ferry &amp; bridge</title><link>/7</link><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;It sails.&lt;/p&gt;</description></item></channel></rss>';
const ATOM =
  '<feed xmlns="http://www.w3.org/2005/Atom"><title>Diário</title><entry><id>urn:1</id><title>Pão</title><updated>2026-03-03T08:00:00Z</updated></entry></feed>';

const linesOf = (stdout: string): unknown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

test('parse --manifest answers every line with one of its own, in order, whatever the file is', async () => {
  using folder = temporaryFolder();
  const put = (name: string, content: string | Buffer): void =>
    writeFileSync(join(folder.path, name), content);
  put('rss.xml', RSS);
  put('latin.xml', Buffer.from(ATOM.replace('<?xml', ''), 'latin1'));
  put('page.html', '<!doctype html><title>Sorry</title>');
  put('empty.xml', '');
  const manifest = [
    { file: 'rss.xml', url: 'https://feeds.test/rss' },
    { file: 'missing.xml' },
    { file: 'page.html', url: null, header: null },
    'no JSON',
    { file: 'odd.xml', header: 3 },
    { file: 'empty.xml', header: {} },
    { file: 'latin.xml', header: { 'Content-Type': 'application/xml; charset=iso-8859-1' } },
  ];
  put('M.jsonl', manifest.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  const { code, stdout, stderr } = await runCommand(['parse', '--manifest', join(folder.path, 'M.jsonl')]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const bad = { ok: false, error: expect.stringMatching(/^[A-Z].*\.$/), feed: {}, entries: [] };
  expect(linesOf(stdout)).toEqual([
    {
      file: 'rss.xml',
      ok: true,
      reader: 'rss-parser',
      feed: { title: 'Gazette', link: 'https://gazette.test/' },
      entries: [
        {
          id: '7',
          title: 'Ferry & bridge',
          link: 'https://gazette.test/7',
          published: '2026-03-03T08:00:00.000Z',
          content: '<p>It sails.</p>',
        },
      ],
    },
    { file: 'missing.xml', ...bad },
    { file: 'page.html', ...bad },
    { file: '', ...bad },
    { file: 'odd.xml', ...bad },
    { file: 'empty.xml', ...bad },
    {
      file: 'latin.xml',
      ok: true,
      reader: 'rss-parser',
      feed: { title: 'Diário' },
      entries: [
        {
          id: 'urn:1',
          title: 'Pão',
          published: '2026-03-03T08:00:00.000Z',
          updated: '2026-03-03T08:00:00.000Z',
          content: '',
        },
      ],
    },
  ]);
});

test('parse takes files with the address and the type they would have come with', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'one.xml');
  writeFileSync(
    path,
    Buffer.from(RSS.replace('https://gazette.test/<', '<').replace('sails', 'zarpó'), 'latin1'),
  );
  const words = [
    'parse',
    path,
    '--url',
    'https://feeds.test/rss',
    '--content-type',
    'text/xml; charset=iso-8859-1',
  ];
  const { stdout } = await runCommand(words);
  expect(linesOf(stdout)).toMatchObject([
    { file: path, entries: [{ link: 'https://feeds.test/7', content: '<p>It zarpó.</p>' }] },
  ]);
  expect(await runCommand(['parse'])).toMatchObject({ code: 2, stdout: '' });
});
