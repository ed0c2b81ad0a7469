import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPassage } from '../../src/core/text/text.ts';
import { agencyOf, findWire, sharedText, shinglesOf, withoutDateline } from '../../src/core/facts/wire.ts';

test.each([
  ['', 'CARACAS (AP) — The government said', 'ap'],
  ['', 'Caracas, 3 ene (EFE).- El gobierno dijo', 'efe'],
  ['Judge approves offer - Reuters', '', 'reuters'],
  ['', 'El gobierno lo negó. Con información de AFP.', 'afp'],
  ['', 'By The Associated Press', 'ap'],
  ['AP classes resume in Miami', 'Students are back. They told Reuters so.', undefined],
  ['Estado de emergencia en la capital', 'La mapa (del sur) cambió', undefined],
])('the byline of %j %j is %s', (title, text, wire) => {
  expect(findWire(title, text)).toBe(wire);
});

test('an agency is known by any of its names', () => {
  expect(['The Associated Press', 'AP', 'Agencia EFE', 'Reuters'].map(agencyOf)).toEqual([
    'ap',
    'ap',
    'efe',
    'reuters',
  ]);
  expect(agencyOf('The Daily')).toBeUndefined();
});

const shingles = (text: string) => shinglesOf([readPassage(text)]);

test('a text shares all with itself, nothing with another, most with a copy that was cut', () => {
  const words =
    'the ship left the terminal at dawn with two million barrels aboard port records show and it turned north';
  expect(sharedText(shingles(words), shingles(words))).toBe(1);
  expect(
    sharedText(shingles(words), shingles('a judge in new york set the next hearing for the end of march')),
  ).toBe(0);
  expect(sharedText(shingles(words), shingles(words.slice(0, 90)))).toBeGreaterThan(0.5);
});

test('shared text is symmetric, and shingles stay few whatever the text', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 200 }), fc.lorem({ maxCount: 200 }), (one, other) => {
      const [a, b] = [one, other].map((text) => shinglesOf([readPassage(text)]));
      expect(sharedText(a ?? [], b ?? [])).toBe(sharedText(b ?? [], a ?? []));
      expect(a?.length).toBeLessThanOrEqual(24);
    }),
  );
});

test.each([
  ['CARACAS (AP) — The government said', 'The government said'],
  ['LISBON, Portugal (Reuters) - Talks go on', 'Talks go on'],
  ['Caracas, 3 ene (EFE).- El gobierno dijo', 'El gobierno dijo'],
  ['(Istmo) El buque fue abordado', 'El buque fue abordado'],
  ['The agency (OFAC) said so – again', 'The agency (OFAC) said so – again'],
  ['Talks (the third) go on', 'Talks (the third) go on'],
])('the dateline of “%s” is left away', (text, rest) => {
  expect(withoutDateline(text)).toBe(rest);
});
