import { expect, test } from 'vitest';
import { say, sayLanguage, sayOutletKind } from '../../src/core/messages/phrases.ts';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { OUTLET_KINDS } from '../../src/core/types.ts';

test('values are filled in, and a value that is missing leaves its name standing', () => {
  expect(say('more', 'es', { count: 3 })).toBe('+3 más');
  expect(say('more', 'en')).toBe('+{count} more');
});

test('a value that looks like a name is not filled in again', () => {
  expect(say('summary-from', 'en', { outlet: '{outlet} $& $1' })).toBe('Summary from {outlet} $& $1');
});

test('every kind of outlet has words of its own in every language', () => {
  for (const language of UI_LANGUAGES) {
    const words = OUTLET_KINDS.map((kind) => sayOutletKind(kind, language));
    expect(new Set(words).size).toBe(OUTLET_KINDS.length);
    expect(words).not.toContain(sayOutletKind('unknown', language));
  }
});

test('a language without a name is shown by its code, a kind without words as not known', () => {
  expect(sayLanguage('es', 'pt')).toBe('em espanhol');
  expect(sayLanguage('fr', 'en')).toBe('fr');
  expect(sayOutletKind('toString', 'en')).toBe('kind not known');
});
