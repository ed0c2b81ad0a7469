import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanHeadline } from '../../src/core/messages/headline.ts';
import { chooseHeadline, summarise } from '../../src/core/messages/summary.ts';
import { reported } from './reported-article.ts';

const wish = { language: 'en', maxLength: 300 };
const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

test('a summary is always word for word in the article it is credited to, and never longer than asked', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('Chevron', 'U.S.', 'said.', '"No', 'more."', '👩‍👩‍👧'),
  );
  const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 30, max: 300 }),
      (texts, maxLength) => {
        const articles = texts.map((one, index) => reported({ id: `a${index}`, text: one }));
        const summary = summarise(articles, { language: 'en', maxLength });
        const source = articles.find(({ id }) => id === summary?.articleId);
        expect(summary === undefined || spaced(source?.text ?? '').includes(summary.text)).toBe(true);
        expect(summary?.text.length ?? 0).toBeLessThanOrEqual(maxLength);
      },
    ),
  );
});

test('a report in the reader’s language is preferred, and another is named as what it is', () => {
  const english = reported({ text: 'The Treasury extended the licence of Chevron by six months.' });
  const spanish = reported({
    id: 'a2',
    language: 'es',
    text: 'El Tesoro extendió seis meses la licencia de Chevron.',
  });
  expect(summarise([english, spanish], { ...wish, language: 'es' })?.text).toBe(spanish.text);
  expect(summarise([english], { ...wish, language: 'es' })).toMatchObject({
    text: english.text,
    language: 'en',
  });
});

test('no text, or none that ends, gives no summary', () => {
  expect(summarise([reported()], wish)).toBeUndefined();
  expect(
    summarise([reported({ text: 'The company, which pumps a fifth of the crude, […]' })], wish),
  ).toBeUndefined();
  expect(summarise([], wish)).toBeUndefined();
});

test('the sentence that several reports agree on wins over an invitation to click', () => {
  const articles = [
    reported({
      text: 'Continue reading this story on our site today. Washington extended the Chevron licence until May.',
    }),
    reported({
      id: 'a2',
      text: 'The licence of Chevron was extended until May by Washington, officials said.',
    }),
  ];
  expect(summarise(articles, wish)?.text).toMatch(/extended/);
});

test('a sentence that leans on the one before it does not open a summary when another can', () => {
  const text =
    'He said the licence of Chevron may be extended. The Treasury extended the licence of Chevron by a year.';
  const other = 'The Treasury said that the licence of Chevron runs until May.';
  expect(summarise([reported({ text }), reported({ id: 'a2', text: other })], wish)?.text).not.toMatch(/^He/);
});

test('abbreviations do not end a sentence', () => {
  const text = 'U.S. Sen. Rubio met Mr. Wright in the Oval Office on Friday.';
  expect(summarise([reported({ text })], wish)?.text).toBe(text);
});

test.each([
  ['LIVE: Caracas wakes to blasts', 'Caracas wakes to blasts'],
  ['EN VIVO | Caracas despierta', 'Caracas despierta'],
  ['🔴 BREAKING: Deal signed', 'Deal signed'],
  ['Judge approves bid for refiner - Reuters', 'Judge approves bid for refiner'],
  ['Judge approves bid – The Daily', 'Judge approves bid'],
  ['TRUMP ORDERS BLOCKADE', 'TRUMP ORDERS BLOCKADE'],
  ['Live: ', 'Live:'],
  ['Two-day talks - a first in years', 'Two-day talks - a first in years'],
])('the headline %j reads %j', (title, clean) => {
  expect(cleanHeadline(title, 'The Daily')).toBe(clean);
});

test('a plain headline in the reader’s language is chosen over capitals, questions and live blogs', () => {
  const articles = [
    reported({ title: 'WASHINGTON EXTENDS LICENCE OF OIL COMPANY' }),
    reported({ id: 'a2', title: 'Will Washington extend the licence of the oil company?' }),
    reported({ id: 'a5', title: 'Chevron licence extended: what we know so far' }),
    reported({ id: 'a3', title: 'Washington extends the licence of the oil company' }),
    reported({ id: 'a4', language: 'es', title: 'Washington extiende la licencia de la petrolera' }),
  ];
  expect(chooseHeadline(articles, 'en').articleId).toBe('a3');
  expect(chooseHeadline(articles, 'es').articleId).toBe('a4');
  expect(chooseHeadline(articles, 'pt').articleId).toBe('a3');
  expect(() => chooseHeadline([], 'en')).toThrow(RangeError);
});
