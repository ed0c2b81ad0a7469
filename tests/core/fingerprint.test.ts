import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printOf } from './reported-article.ts';

const DAY_MS = 86_400_000;
/** A Monday. */
const MONDAY = new Date(Date.UTC(2026, 2, 2, 15));
const monday = Math.floor(MONDAY.getTime() / DAY_MS);

test.each([
  ['en', 'Three people died in the strike', [{ value: 3, noun: 'dead' }]],
  ['en', 'Boat struck, killing 2', [{ value: 2, noun: 'dead' }]],
  [
    'en',
    'One killed, two survive',
    [
      { value: 1, noun: 'dead' },
      { value: 2, noun: 'survi' },
    ],
  ],
  ['es', 'Seis abatidos al ser destruida otra lancha', [{ value: 6, noun: 'dead' }]],
  ['en', 'Death toll reaches 69', [{ value: 69, noun: 'dead-in-all' }]],
  ['en', 'Tally of attacks rises to 27 dead', [{ value: 27, noun: 'dead-in-all' }]],
  ['es', 'Van 21 muertos desde septiembre', [{ value: 21, noun: 'dead-in-all' }]],
  ['es', 'Enviará 50 millones de barriles', [{ value: 50_000_000, noun: 'barri' }]],
  [
    'en',
    'Two boats hit, three dead',
    [
      { value: 2, noun: 'boats' },
      { value: 3, noun: 'dead' },
    ],
  ],
  ['en', 'In 2026 it rose', []],
  ['en', 'One way out', []],
])('in %s, %j counts %j', (language, title, counts) => {
  expect(printOf(title, '', language).counts).toEqual(counts);
});

test.each([
  ['en', 'The boat was hit on Friday', [monday - 3]],
  ['en', 'The hearing on Monday', [monday]],
  ['es', 'El ataque de este viernes', [monday - 3]],
  ['pt', 'Na sexta-feira, a segunda lancha', [monday - 3]],
  ['pt', 'A segunda lancha', []],
  ['en', 'It ran out on Nov. 16', [monday - 106]],
  ['es', 'Vence el 3 de abril', [monday + 32]],
  ['en', 'They may march', []],
])('in %s, %j names the days %j', (language, title, days) => {
  expect(printOf(title, '', language, MONDAY).days).toEqual(days);
});

test.each([
  ['en', 'Fifth tanker in weeks seized', [{ value: 5, noun: 'tanke' }]],
  ['en', 'Death toll reaches 69 after 17th U.S. boat strike', [{ value: 17, noun: 'boat' }]],
  ['es', 'Destruye su quinta lancha', [{ value: 5, noun: 'lanch' }]],
  ['es', 'Vuelo número 100 de deportados', [{ value: 100, noun: 'vuelo' }]],
  ['pt', 'A segunda lancha', [{ value: 2, noun: 'lanch' }]],
  ['en', 'The first visit in years', []],
])('in %s, %j is one of a row: %j', (language, title, ordinals) => {
  expect(printOf(title, '', language).ordinals).toEqual(ordinals);
});

test('things are the lone names behind an article or their noun', () => {
  expect(printOf('Marines boarded the Olina before dawn, and the tanker Skipper later').objects).toEqual([
    'olina',
    'skipper',
  ]);
  expect(printOf('Meeting with the President Delcy').objects).toEqual([]);
});

test('names are the capitalised words inside a sentence, unless the whole headline is in Title Case or capitals', () => {
  expect(printOf('Marines from the Ford boarded the Olina before dawn').names).toEqual(['ford', 'olina']);
  expect(printOf('Laura Dogu lands in the capital').names).toEqual(['laura', 'dogu']);
  expect(printOf('Marines From Ford Board Tanker Before Dawn').names).toEqual([]);
  expect(printOf('MARINES BOARD TANKER OLINA').names).toEqual([]);
});

test('concepts of the world are told from the subject’s own by their class', () => {
  expect(printOf('Chevron ships crude', 'The boat crossed the Caribbean.')).toMatchObject({
    headConcepts: ['chevron', 'thing/oil'],
    textConcepts: ['act/boat', 'place/caribbean'],
  });
});

test('a fingerprint survives JSON, is bounded and the same every time, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ maxLength: 3000 }),
      (title, text) => {
        const print = printOf(title, text, 'es');
        expect(JSON.parse(JSON.stringify(print))).toEqual(print);
        expect(printOf(title, text, 'es')).toEqual(print);
        expect(JSON.stringify(print).length).toBeLessThan(20_000);
      },
    ),
  );
});
