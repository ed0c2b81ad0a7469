import type { CountFact } from '../stories/story.ts';
import type { Passage, Token } from '../text/text.ts';
import type { Language } from '../types.ts';

/** What the dead of one act are counted under, in whatever language and by whatever word. */
export const DEAD = 'dead';
/** A running total (`death toll reaches 69`): it differs from the count of the latest act without contradicting it. */
export const DEAD_IN_ALL = 'dead-in-all';

const NUMBER_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: 'zero one two three four five six seven eight nine ten eleven twelve'.split(' '),
  es: 'cero un dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' '),
  pt: 'zero um dois tres quatro cinco seis sete oito nove dez onze doze'.split(' '),
};
const DEATH =
  /^(?:dead|die[ds]?|kill|death|lives$|muert|fallec|abatid|matad|murieron|morr|morto|morte|assassinad)/;
const IN_ALL =
  /^(?:toll|tally|total|reach|rise[sn]?$|rising|climb|since|near|recuento|cifra|van$|sube|suma|ascien|eleva|desde|balance|already|campaign|saldo|sobe|chega|ya$)/;
const SCALE = new Map([
  ['million', 1e6],
  ['millions', 1e6],
  ['mln', 1e6],
  ['millon', 1e6],
  ['millones', 1e6],
  ['milhao', 1e6],
  ['milhoes', 1e6],
  ['mil', 1e3],
  ['thousand', 1e3],
  ['billion', 1e9],
  ['bilhao', 1e9],
  ['bilhoes', 1e9],
  ['bn', 1e9],
]);
/** How far from a number its noun may stand, in words. */
const REACH = 4;
const NOUN_LENGTH = 5;
const SHORTEST_NOUN = 4;
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2100;

/** Returns the quantities a passage states, each with what it counts. Years are no quantities. Linear in the words. */
export function findCounts(passage: Passage, language: Language): readonly CountFact[] {
  const { text, tokens } = passage;
  return tokens.flatMap((token, index) => {
    const value = valueOf(text, token, language);
    if (value === undefined || isYear(token, value)) return [];
    const scale = SCALE.get(tokens[index + 1]?.form ?? '') ?? 1;
    const after = sameClause(tokens, index + (scale === 1 ? 1 : 2), 1);
    const before = sameClause(tokens, index - 1, -1);
    const noun = nounOf(after, before);
    const isArticle = value === 1 && noun !== DEAD;
    return noun === undefined || isArticle ? [] : [{ value: toThousandths(value * scale), noun }];
  });
}

/** A product of fractions is seldom exact: 2.3 million is. */
const toThousandths = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Reads figures from the text itself: a word's form has lost the point of `1.1 million`. */
function valueOf(text: string, { form, shape, start, end }: Token, language: Language): number | undefined {
  if (shape !== 'number') {
    const value = NUMBER_WORDS[language]?.indexOf(form) ?? -1;
    return value > 0 ? value : undefined;
  }
  const figure = text.slice(start, end);
  const isGrouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(figure);
  const value = Number(isGrouped ? figure.replaceAll(/[.,]/g, '') : figure.replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}

const isYear = ({ form }: Token, value: number): boolean =>
  /^\d{4}$/.test(form) && value >= EARLIEST_YEAR && value <= LATEST_YEAR;

/** Up to `REACH` tokens onwards from `start`, in either direction, up to the end of the clause or another number. */
function sameClause(tokens: readonly Token[], start: number, step: 1 | -1): readonly Token[] {
  const found: Token[] = [];
  for (let index = start; found.length < REACH; index += step) {
    const token = tokens[index];
    const border = step === 1 ? token : tokens[index + 1];
    if (token === undefined || border?.gap !== 'open' || token.shape === 'number') break;
    found.push(token);
  }
  return found;
}

function nounOf(after: readonly Token[], before: readonly Token[]): string | undefined {
  const isDeath = [...after, ...before.slice(0, 3)].some(({ form }) => DEATH.test(form));
  if (isDeath) return [...before, ...after].some(({ form }) => IN_ALL.test(form)) ? DEAD_IN_ALL : DEAD;
  const noun = after
    .slice(0, 2)
    .find(({ form, shape }) => form.length >= SHORTEST_NOUN && shape !== 'number');
  return noun?.form.slice(0, NOUN_LENGTH);
}
