import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPlainLine, truncate } from '../../src/core/text/plain-text.ts';

test('what hides, turns or stacks characters is taken out', () => {
  expect(toPlainLine('A\u202eB\u200bC\u0007D\ue000E\u{e0041}F\ud800G')).toBe('ABCDEFG');
  expect(toPlainLine(`Z${'\u0301'.repeat(50)}algo`)).toBe(`Z${'\u0301'.repeat(4)}algo`);
});

test('lines, tabs and wide spaces become one space', () => {
  expect(toPlainLine('  one\r\n\ttwo\u00a0\u2003three ')).toBe('one two three');
});

test('emoji and accents stay whole', () => {
  expect(toPlainLine('🛢️ petróleo 👩‍👧 🕊️')).toBe('🛢️ petróleo 👩‍👧 🕊️');
  expect(truncate('ab👩‍👧cd', 8)).toBe('ab👩‍👧…');
  expect(truncate('ab👩‍👧cd', 5)).toBe('ab…');
});

test('a text that fits is left alone, one that does not ends in an ellipsis within the limit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, maxLength) => {
      const cut = truncate(text, maxLength);
      expect(cut.length).toBeLessThanOrEqual(maxLength);
      expect(cut === text || (text.length > maxLength && cut.endsWith('…'))).toBe(true);
    }),
  );
});

test('cleaning is idempotent for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = toPlainLine(text);
      expect(toPlainLine(once)).toBe(once);
    }),
  );
});
