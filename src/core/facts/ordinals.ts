import type { CountFact } from '../stories/story.ts';
import type { Passage, Token } from '../text/text.ts';
import type { Language } from '../types.ts';

const WORDS: Readonly<Record<string, readonly RegExp[]>> = {
  en: patterns('second third fourth fifth sixth seventh eighth ninth tenth', ''),
  es: patterns('segund tercer cuart quint sext septim octav noven decim', '(?:[oa]s?)?'),
  pt: patterns('segund terceir quart quint sext setim oitav non decim', '[oa]s?'),
};
const IN_FIGURES = /^(\d{1,4})(?:st|nd|rd|th|o|a)$/;
/** `flight 106`, `vuelo número 100`: acts that are counted by a number behind their name. */
const NUMBERED = new Set(['flight', 'flights', 'vuelo', 'vuelos', 'voo', 'voos', 'round', 'ronda', 'rodada']);
const NUMBER_SIGN = new Set(['number', 'numero', 'no']);
const NOUN_LENGTH = 5;
const SHORTEST_NOUN = 4;

function patterns(words: string, ending: string): readonly RegExp[] {
  return words.split(' ').map((word) => new RegExp(`^${word}${ending}$`));
}

/**
 * Returns which of a row of acts a passage tells of: the fifth tanker, the 17th strike, flight 106. A first one is
 * left out: many things happen for the first time in one event.
 */
export function findOrdinals(passage: Passage, language: Language): readonly CountFact[] {
  return passage.tokens.flatMap((token, index) => {
    const value = ordinalOf(token, language);
    const noun = value === undefined ? undefined : nounAfter(passage.tokens, index);
    if (value !== undefined && noun !== undefined) return [{ value, noun }];
    return numberedAct(passage.tokens, index);
  });
}

function ordinalOf({ form }: Token, language: Language): number | undefined {
  const figures = IN_FIGURES.exec(form)?.[1];
  if (figures !== undefined) return Number(figures) > 1 ? Number(figures) : undefined;
  const place = WORDS[language]?.findIndex((pattern) => pattern.test(form)) ?? -1;
  return place < 0 ? undefined : place + 2;
}

/** The first longer word of the next three in the same clause: `17th U.S. boat strike` counts boats. */
function nounAfter(tokens: readonly Token[], index: number): string | undefined {
  for (const token of tokens.slice(index + 1, index + 4)) {
    if (token.gap !== 'open') return undefined;
    if (token.form.length >= SHORTEST_NOUN) return token.form.slice(0, NOUN_LENGTH);
  }
  return undefined;
}

function numberedAct(tokens: readonly Token[], index: number): readonly CountFact[] {
  const act = tokens[index];
  if (act === undefined || !NUMBERED.has(act.form)) return [];
  const next = tokens[index + 1];
  const number = next !== undefined && NUMBER_SIGN.has(next.form) ? tokens[index + 2] : next;
  if (number === undefined || !/^\d{1,4}$/.test(number.form)) return [];
  return [{ value: Number(number.form), noun: act.form.slice(0, NOUN_LENGTH) }];
}
