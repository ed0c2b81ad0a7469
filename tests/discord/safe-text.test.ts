import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLink, toMarkup, toPlain } from '../../src/discord/rendering/safe-text.ts';

/** Discord takes the backslash before any punctuation as "show this as it is". */
const shown = (markup: string): string => markup.replaceAll(/\\([^0-9A-Za-z\s])/g, '$1');

test.each([
  ['@everyone look', String.raw`\@everyone look`],
  ['<@123456789012345678>', String.raw`\<\@123456789012345678\>`],
  ['<t:1700000000:R>', String.raw`\<t:1700000000:R\>`],
  ['</subscribe:1>', String.raw`\</subscribe:1\>`],
  ['# Not a heading', String.raw`\# Not a heading`],
  ['-# small', String.raw`\-# small`],
  ['> quote', String.raw`\> quote`],
  ['1. list', String.raw`1\. list`],
  ['[text](https://example.com)', String.raw`\[text\](https\://example.com)`],
  ['join discord.gg/abc', String.raw`join discord.gg\/abc`],
  [
    '**bold** _it_ ~~no~~ `code` ||spoiler||',
    String.raw`\*\*bold\*\* \_it\_ \~\~no\~\~ \`code\` \|\|spoiler\|\|`,
  ],
])('%s is shown as it was written', (text, markup) => {
  expect(toMarkup(text, 500)).toBe(markup);
});

test('whatever a feed writes, no markup is left and the limit holds', () => {
  const nasty = fc.constantFrom(
    '@',
    '<',
    '>',
    '*',
    '`',
    '|',
    '[',
    '](',
    'https://x',
    'discord.gg/',
    '-# ',
    '\n',
    '\\',
    'á',
    '🛢️',
    '1. ',
  );
  const text = fc
    .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 40 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 5, max: 300 }), (written, maxLength) => {
      const markup = toMarkup(written, maxLength);
      expect(markup.length).toBeLessThanOrEqual(maxLength);
      const unescaped = markup.replaceAll(/\\[^0-9A-Za-z\s]/g, '·');
      expect(unescaped).not.toMatch(/[*_~`|<>@[\]\n\\]|:\/\/|^[#+-]|^\d+[.)]/);
    }),
    { numRuns: 2_000 },
  );
});

test('what is shown is the beginning of what was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (written) => {
      const plain = toPlain(written, 1_000);
      expect(shown(toMarkup(written, 2_000))).toBe(plain);
    }),
  );
});

test('a link keeps to its brackets, and an address that cannot stand in one is left out', () => {
  expect(toLink('A [b] c', 'https://example.com/a(b)?x=1', 50)).toBe(
    String.raw`[A \[b\] c](https://example.com/a%28b%29?x=1)`,
  );
  expect(toLink('Text', 'not an address', 50)).toBe('Text');
  expect(toLink('Text', `https://example.com/${'a'.repeat(600)}`, 50)).toBe('Text');
});
