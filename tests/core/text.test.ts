import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPassage, stemOf, surfaceOf } from '../../src/core/text/text.ts';

const forms = (text: string): string[] => readPassage(text).tokens.map(({ form }) => form);

/** Any string at all: lone surrogates, controls, marks. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom('U.S. ', 'EE. UU.', "Venezuela's", ' - ', '. ', '2.731'),
    ),
  )
  .map((parts) => parts.join(''));

test('acronyms, possessives, accents and numbers each become one word', () => {
  expect(forms("Venezuela’s EE.UU. and U.S.-backed Nicolás, 2.731 'drug boats'")).toEqual([
    'venezuelas'.slice(0, -1),
    'eeuu',
    'and',
    'us',
    'backed',
    'nicolas',
    '2731',
    'drug',
    'boats',
  ]);
});

test('accents written apart fold like accents written together', () => {
  expect(forms('petróleo'.normalize('NFD'))).toEqual(forms('petróleo'.normalize('NFC')));
});

test('invisible characters inside a word do not split it', () => {
  expect(forms('Vene\u00adzuela \u200fCaracas\u200e')).toEqual(['venezuela', 'caracas']);
});

test.each([
  ['Maduro spoke. Trump listened', ['sentence', 'open', 'sentence', 'open']],
  ['Sen. Rubio, EE. UU. y Cuba', ['sentence', 'open', 'clause', 'open', 'open', 'open']],
  ['oil - gas; a drug-boat', ['sentence', 'clause', 'clause', 'open', 'open']],
])('%s is cut where its clauses and sentences end', (text, gaps) => {
  expect(readPassage(text).tokens.map(({ gap }) => gap)).toEqual(gaps);
});

test('a headline in capitals is known as one, a name in capitals is not', () => {
  expect(readPassage('U.S. STRIKES VENEZUELA, MADURO SEIZED').shouted).toBe(true);
  expect(readPassage('PDVSA ships crude').shouted).toBe(false);
});

test.each([
  ['en', 'strikes', 'strike'],
  ['es', 'sanciones', 'sancion'],
  ['pt', 'eleicoes', 'eleicao'],
  ['pt', 'venezuelanos', 'venezuelana'],
])('in %s, %s and %s share a stem', (language, one, other) => {
  expect(stemOf(one, language)).toBe(stemOf(other, language));
});

test('every token is a span of the text, in order, apart from the next', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let end = 0;
      for (const token of readPassage(text).tokens) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThan(token.start);
        expect(text.slice(token.start, token.end)).toContain(surfaceOf(text, token));
        end = token.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});

test.each([
  ['one word', 'a'],
  ['an acronym', 'A.'],
  ['a number', '1.'],
  ['surrogate halves', '\ud800'],
  ['marks', 'á\u0301\u202e'],
  ['dots', '. '],
  ['blanks', ' '],
])('a million characters of %s take well under a second', (_, part) => {
  const text = part.repeat(Math.ceil(1_000_000 / part.length));
  const begin = performance.now();
  readPassage(text);
  expect(performance.now() - begin).toBeLessThan(3000);
});
