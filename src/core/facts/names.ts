import type { Passage, Token } from '../text/text.ts';

/** Above this share of capitalised words, capitals are the house style and mark no names. */
const TITLE_CASE_SHARE = 0.6;
const MIN_WORDS_TO_JUDGE = 4;
const SHORTEST_NAME = 3;

/**
 * Returns the words that capitals mark as names, folded, in order and without repetition. A word that opens a
 * sentence counts only when the next one is capitalised too. A passage in capitals or in Title Case has no names.
 */
export function findNames(passage: Passage): readonly string[] {
  const { tokens } = passage;
  if (passage.shouted || isTitleCase(tokens)) return [];
  const names = tokens.filter((token, index) => isName(token, tokens[index + 1])).map(({ form }) => form);
  return [...new Set(names)];
}

const isCapitalised = ({ shape }: Token): boolean => shape === 'capital' || shape === 'upper';

function isName(token: Token, next: Token | undefined): boolean {
  if (!isCapitalised(token) || token.form.length < SHORTEST_NAME) return false;
  if (token.gap !== 'sentence' || token.shape === 'upper') return true;
  return next !== undefined && next.gap === 'open' && isCapitalised(next);
}

/** Short words stay small in Title Case, so only words of four letters and more are asked. */
function isTitleCase(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ shape, form }) => shape !== 'number' && form.length >= MIN_WORDS_TO_JUDGE);
  const capitalised = words.filter((word) => isCapitalised(word));
  return words.length >= MIN_WORDS_TO_JUDGE && capitalised.length > words.length * TITLE_CASE_SHARE;
}

/** Returns runs of two or more capitalised words within a sentence, folded: full names of persons, bodies, things. */
export function findFullNames(passage: Passage): readonly string[] {
  const { tokens } = passage;
  if (passage.shouted || isTitleCase(tokens)) return [];
  const runs: string[][] = [];
  for (const [index, token] of tokens.entries()) {
    if (!isCapitalised(token)) continue;
    const isRun = index > 0 && token.gap === 'open' && isCapitalised(tokens[index - 1] ?? token);
    const last = isRun ? runs.at(-1) : undefined;
    if (last === undefined) runs.push([token.form]);
    else last.push(token.form);
  }
  return [...new Set(runs.filter(({ length }) => length > 1).map((run) => run.join(' ')))];
}

/** What a ship's or an aircraft's name stands behind, in three languages. */
const BEFORE_OBJECT = new Set(
  'the el la o a tanker ship vessel boat sub buque petrolero tanquero carguero lancha navio petroleiro barco'.split(
    ' ',
  ),
);

/**
 * Returns the names of things (ships, operations, camps), folded: lone capitalised words behind an article or behind
 * the thing's noun (`the Aurora`, `tanker Aurora`). Persons and organisations rarely stand so.
 */
export function findObjects(passage: Passage): readonly string[] {
  const { tokens } = passage;
  if (passage.shouted || isTitleCase(tokens)) return [];
  const names = tokens.filter((token, index) => isObject(tokens, token, index)).map(({ form }) => form);
  return [...new Set(names)];
}

function isObject(tokens: readonly Token[], token: Token, index: number): boolean {
  const isLone = token.shape === 'capital' && token.form.length >= SHORTEST_NAME && token.gap === 'open';
  if (!isLone || !BEFORE_OBJECT.has(tokens[index - 1]?.form ?? '')) return false;
  const next = tokens[index + 1];
  return next === undefined || next.gap !== 'open' || !isCapitalised(next);
}
