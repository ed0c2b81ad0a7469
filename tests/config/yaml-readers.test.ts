import { globSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const files = globSync('config/**/*.yaml');

test('there is configuration to read', () => {
  expect(files.length).toBeGreaterThan(4);
});

test.each(files)('%s means the same to both packages that read YAML', (path) => {
  const text = readFileSync(path, 'utf8');
  expect(load(text)).toEqual(parse(text));
});
