import { expect, test } from 'vitest';
import { errorOfDiscord, explainError, isErrorCode, sayError } from '../../src/core/messages/errors.ts';
import { PHRASES } from '../../src/core/messages/phrases.ts';
import { UI_LANGUAGES } from '../../src/core/subject.ts';

/** What the loopback Discord can be told to refuse with, and what else a bot that posts meets. */
const DISCORD = [
  401, 429, 500, 502, 503, 504, 10_003, 10_004, 10_008, 40_003, 40_067, 50_001, 50_007, 50_013, 50_035,
  50_278, 160_004, 160_005, 160_006, 200_000,
];
const CODES = Object.keys(PHRASES)
  .flatMap((name) => /^error\.([\w-]+)\.do$/.exec(name)?.[1] ?? [])
  .filter(isErrorCode);

test.each(DISCORD)('Discord’s answer %i has words of its own', (code) => {
  expect(errorOfDiscord(code)).not.toBe('closed');
});

test('an answer that nobody knows is one of a closed destination', () => {
  expect(errorOfDiscord(99_999)).toBe('closed');
});

test.each(CODES)(
  '%s says what happened and what to do in every language, with nothing left to fill in',
  (code) => {
    for (const language of UI_LANGUAGES) {
      const { reason, action } = explainError(code, language);
      for (const text of [reason, action]) {
        expect(text).toMatch(/^\S.*\.$/su);
        expect(text).not.toMatch(/[{}!¡]/);
      }
    }
    const words = UI_LANGUAGES.map((language) => sayError(code, language));
    expect(new Set(words).size).toBe(UI_LANGUAGES.length);
  },
);

test('there are words for every error, and no error without words', () => {
  expect(CODES.length).toBeGreaterThan(25);
  const reasons = Object.keys(PHRASES).filter((name) => /^error\.[\w-]+$/.test(name));
  expect(reasons.toSorted()).toEqual(
    [...CODES.map((code) => `error.${code}`), 'error.did-you-mean'].toSorted(),
  );
});

test('the words are those that people know from Discord', () => {
  expect(sayError('no-permission', 'en', { channel: '#noticias' })).toBe(
    'I can’t post in #noticias. I need **Send Messages** and **Embed Links** there. Someone with Manage Channels can add them, then press Try again.',
  );
  expect(
    sayError('limit', 'es', {
      count: 10,
      channelRemove: '</channel remove:1>',
      channelList: '</channel list:1>',
    }),
  ).toBe(
    'Este servidor ya tiene 10 canales, el máximo. Quita uno con </channel remove:1>; </channel list:1> los muestra.',
  );
});
