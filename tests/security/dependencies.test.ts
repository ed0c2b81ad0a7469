import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(read('package.json')));

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        resolved: z.string().optional(),
        integrity: z.string().optional(),
      }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));

/** The rows of the list: a package with its size, licence and reason. */
const rows = [
  ...read('docs/dependencies.md').matchAll(/^\| `([^`]+)`\s*\|\s*([\d.]+) \| (\S+)\s*\| (.+?)\s*\|$/gm),
].map(([, name = '', , licence = '', reason = '']) => ({ name, licence, reason }));

/** The lock names an address only where a package comes from elsewhere. */
const REGISTRY = 'https://registry.npmjs.org/';
const LICENCES = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'MPL-2.0', 'OFL-1.1']);

test('every package that runs in the program is listed with its reason, and no other', () => {
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(manifest.dependencies).toSorted());
  for (const { name, reason } of rows) expect([name, reason.length > 3]).toEqual([name, true]);
});

test('each has the licence that the list gives, of those that ask nothing of this program', () => {
  for (const { name, licence } of rows) {
    const { license } = z
      .object({ license: z.string() })
      .parse(JSON.parse(read(`node_modules/${name}/package.json`)));
    expect([name, licence, LICENCES.has(licence)]).toEqual([name, license, true]);
  }
});

test('every version is pinned, and what is installed is what was reviewed', () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const [name, version] of Object.entries(wanted))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)]);
  const loose = Object.entries(lock.packages).filter(
    ([path, { resolved = REGISTRY, integrity }]) =>
      path !== '' && !(resolved.startsWith(REGISTRY) && integrity?.startsWith('sha512-') === true),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('no package may run a script at installation but the runtime', () => {
  const allowed = Object.entries(manifest.allowScripts).filter(([, isAllowed]) => isAllowed);
  expect(allowed.map(([name]) => name)).toEqual(['node']);
  expect(existsSync(join(ROOT, '.npmrc')) && /ignore-scripts\s*=\s*false/.test(read('.npmrc'))).toBe(false);
});
