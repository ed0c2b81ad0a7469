import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toFeedId } from '../../src/core/polling/feed-id.ts';

test.each([
  ['Agência Brasil', 'agencia-brasil'],
  ['  El País: América  ', 'el-pais-america'],
  ['Новости', 'news-example'],
  ['', 'news-example'],
])('a feed of %j is called %s', (name, id) => {
  expect(toFeedId(name, 'https://www.news.example/feed', new Set())).toBe(id);
});

test('an id is never taken and always one that the list allows', () => {
  const taken = new Set<string>();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (name, url) => {
      const id = toFeedId(name, url, taken);
      expect(id).toMatch(/^[a-z0-9][a-z0-9-]*$/);
      expect(taken.has(id)).toBe(false);
      taken.add(id);
    }),
  );
});
