import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const pages = globSync(['*.md', 'docs/**/*.md', 'bench/**/*.md'], { cwd: ROOT }).toSorted();

/** A heading as GitHub makes an address of it. */
const toAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const anchorsOf = (path: string): readonly string[] =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => toAnchor(heading));

const linksOf = (page: string): readonly string[] =>
  [...read(page).matchAll(/\]\(([^)\s]+)\)|\bsrc="([^"]+)"/g)].map(
    ([, link, source]) => link ?? source ?? '',
  );

test.each(pages)('%s links to nothing that is not there', (page) => {
  const broken = linksOf(page).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(resolve(ROOT, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test('every threat that is held off names a test that shows it, and every test that is named is there', () => {
  const rows = [...read('docs/security.md').matchAll(/^\| .+ \|$/gm)].map(([row]) => row);
  const threats = rows.filter((row) => !/^\| (?:-+|what (?:it|they) tr(?:ies|y)|mistake) /.test(row));
  expect(threats.length).toBeGreaterThan(25);
  for (const threat of threats) expect(threat).toMatch(/`[\w/-]+\.test\.ts`[^|]*\|$/);
  const named = [...read('docs/security.md').matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, path = '']) => path);
  expect(named.filter((path) => !existsSync(join(ROOT, 'tests', path)))).toEqual([]);
});

test('sources that the pages name are there', () => {
  const missing = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:app|cli|config|core|db|demo|discord|feeds|pipeline|web)\/[\w/-]+\.ts)`/g)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(ROOT, 'src', path)) && !existsSync(join(ROOT, 'tests', path)))
      .map((path) => `${page}: ${path}`),
  );
  expect(missing).toEqual([]);
});
