import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isKnown, keysOf } from '../../src/core/identity.ts';
import type { Entry } from '../../src/core/types.ts';
import { entry } from '../support/builders.ts';

const seenOf = (entries: readonly Entry[]) => {
  const keys = keysOf(entries);
  return {
    guids: new Set(keys.flatMap(({ guid }) => guid ?? [])),
    links: new Set(keys.flatMap(({ link }) => link ?? [])),
    texts: new Set(keys.map(({ text }) => text)),
  };
};

test('an address as a guid is recognised in every spelling of it', () => {
  const [one] = keysOf([entry({ guid: 'http://one.example/a?utm_source=rss' })]);
  const [other] = keysOf([entry({ guid: 'https://one.example/a/' })]);
  expect(one?.guid).toBe(other?.guid);
});

test('a guid that two entries share tells neither of them, a guid and its link tell both', () => {
  const [one, two] = keysOf([
    entry({ guid: '7', link: 'https://one.example/a' }),
    entry({ guid: '7', link: 'https://one.example/b' }),
  ]);
  expect(one?.guid).not.toBe(two?.guid);
  expect(one?.link).toBe('https://one.example/a');
});

test('a link that every entry shares, as that of the site, tells none of them', () => {
  const home = 'https://one.example/';
  const keys = keysOf(['1', '2', '3'].map((guid) => entry({ guid, link: home })));
  expect(new Set(keys.map(({ link }) => link)).size).toBe(3);
});

test('words count only where an entry has neither guid nor link', () => {
  const bare: Entry = { title: 'A title', text: 'A text.', content: '' };
  const seen = seenOf([bare]);
  const [same] = keysOf([{ ...bare, title: ' a  TITLE ' }]);
  const [linked] = keysOf([{ ...bare, link: 'https://one.example/a' }]);
  expect(same !== undefined && isKnown(same, seen)).toBe(true);
  expect(linked !== undefined && isKnown(linked, seen)).toBe(false);
});

test('whatever a document holds, all of it is known when it comes again, and every key fits an index', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 1_000 });
  const anyEntry: fc.Arbitrary<Entry> = fc.record(
    {
      guid: anyText,
      link: fc.oneof(anyText, fc.webUrl()),
      title: anyText,
      text: anyText,
      content: fc.constant(''),
    },
    { requiredKeys: ['title', 'text', 'content'] },
  );
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 6 }), (entries) => {
      const seen = seenOf(entries);
      for (const keys of keysOf(entries)) {
        expect(isKnown(keys, seen)).toBe(true);
        for (const key of Object.values(keys)) {
          expect(String(key).length).toBeLessThan(700);
          expect(String(key).isWellFormed() && !String(key).includes('\0')).toBe(true);
        }
      }
    }),
    { numRuns: 30 },
  );
});
