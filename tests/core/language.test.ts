import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectLanguage } from '../../src/core/text/language.ts';

const LANGUAGES = ['en', 'es', 'pt'];

test.each([
  ['en', 'Talks between the two governments are to resume after the embassy reopened'],
  ['es', 'Los dos gobiernos retomarán el diálogo tras la reapertura de la embajada'],
  ['pt', 'Os dois governos vão retomar o diálogo após a reabertura da embaixada'],
])('%s is told from words that its neighbours do not use', (language, text) => {
  expect(detectLanguage(text, LANGUAGES)).toBe(language);
});

test.each([
  ['en', 'U.S. extends Chevron licence for Venezuelan oil'],
  ['en', 'Schools shut as Venezuelan teachers strike over pay'],
  ['es', 'Washington sanciona a un ministro'],
  ['pt', 'Washington sanciona juiz e dois ministros do governo'],
])('a headline of names and few small words is told apart: %s, %s', (language, text) => {
  expect(detectLanguage(text, LANGUAGES)).toBe(language);
});

test('what the feed declares decides where the words leave it open', () => {
  expect(detectLanguage('Caracas', LANGUAGES, 'pt')).toBe('pt');
  expect(detectLanguage('Caracas', LANGUAGES, 'es')).toBe('es');
});

test('clear words outweigh a wrong declaration', () => {
  expect(detectLanguage('The president said that talks with the envoy are over', LANGUAGES, 'es')).toBe('en');
});

test('any text at all gets one of the languages or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([...LANGUAGES, 'und']).toContain(detectLanguage(text, LANGUAGES));
    }),
  );
});
