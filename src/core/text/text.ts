import english from 'natural/lib/natural/stemmers/porter_stemmer.js';
import portuguese from 'natural/lib/natural/stemmers/porter_stemmer_pt.js';
import spanish from 'natural/lib/natural/stemmers/porter_stemmer_es.js';
import { APOSTROPHE, COMMA, DIGIT, DOT, fold, kindAt, LETTER, MARK, widthAt } from './characters.ts';
import type { Language } from '../types.ts';

/** What stands between a word and the one before it: nothing that ends a phrase, the end of a clause, of a sentence. */
export type Gap = 'open' | 'clause' | 'sentence';
export type Shape = 'lower' | 'capital' | 'upper' | 'number';

/** One word or number, with its place in the text it was read from. */
export interface Token {
  /** UTF-16 offsets into the passage's text, end excluded. */
  readonly start: number;
  readonly end: number;
  /** Lower case, no accents, no possessive 's, no dots inside an acronym: `U.S.` reads `us`, `Iceland's` `iceland`. */
  readonly form: string;
  readonly shape: Shape;
  /** What stands before it. */
  readonly gap: Gap;
}

/** A text as words. */
export interface Passage {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Written in capitals throughout, so that case tells nothing. */
  readonly shouted: boolean;
}

/** Reads a text into words in time linear in its length, whatever it holds. */
export function readPassage(text: string): Passage {
  const tokens: Token[] = [];
  let previous: Token | undefined;
  for (let index = 0; index < text.length;) {
    const kind = kindAt(text, index);
    if (kind !== LETTER && kind !== DIGIT) {
      index += widthAt(text, index);
      continue;
    }
    const end = kind === LETTER ? wordEnd(text, index) : numberEnd(text, index);
    previous = toToken(text, index, end, previous);
    tokens.push(previous);
    index = end;
  }
  return { text, tokens, shouted: isShouted(tokens) };
}

/** Returns the word as the reader sees it, without a possessive 's. */
export function surfaceOf(text: string, token: Token): string {
  return text.slice(token.start, token.end).replace(POSSESSIVE, '');
}

const POSSESSIVE = /['’ʼ][sS]$/;
const NOT_WORD = /['’ʼ.]/g;
const LONGEST_ACRONYM_PART = 2;

/** An acronym with dots (`U.S.`), letters and digits with apostrophes inside, or a currency (`US$`: not the country). */
function wordEnd(text: string, start: number): number {
  const acronym = acronymEnd(text, start);
  if (acronym > start) return acronym;
  let end = runEnd(text, start);
  while (kindAt(text, end) === APOSTROPHE && kindAt(text, end + 1) === LETTER) end = runEnd(text, end + 1);
  return text.startsWith('$', end) ? end + 1 : end;
}

function acronymEnd(text: string, start: number): number {
  let end = start;
  let parts = 0;
  for (;;) {
    const part = partEnd(text, end);
    if (part === end || kindAt(text, part) !== DOT) break;
    parts += 1;
    end = part + 1;
  }
  return parts >= 2 ? end : start;
}

/** The end of one or two letters that stand alone; `start` when there are more, so that `Iceland.U.S.` stays apart. */
function partEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && end - start <= LONGEST_ACRONYM_PART && kindAt(text, end) === LETTER)
    end += widthAt(text, end);
  return end - start <= LONGEST_ACRONYM_PART && isUpper(text.slice(start, end)) ? end : start;
}

function runEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const kind = kindAt(text, end);
    if (kind !== LETTER && kind !== DIGIT && kind !== MARK) break;
    end += widthAt(text, end);
  }
  return end;
}

/** Digits with points or commas between them (`2.731`, `60.85`), and letters that follow at once (`3rd`, `30M`). */
function numberEnd(text: string, start: number): number {
  let end = runEnd(text, start);
  while (isSeparator(kindAt(text, end)) && kindAt(text, end + 1) === DIGIT) end = runEnd(text, end + 1);
  return end;
}

const isSeparator = (kind: number): boolean => kind === DOT || kind === COMMA;
const isUpper = (word: string): boolean => word !== word.toLowerCase() && word === word.toUpperCase();

function toToken(text: string, start: number, end: number, previous: Token | undefined): Token {
  const surface = text.slice(start, end);
  return {
    start,
    end,
    form: fold(surface).replace(POSSESSIVE, '').replaceAll(NOT_WORD, ''),
    shape: shapeOf(surface),
    gap: gapBetween(text, previous, start),
  };
}

function shapeOf(surface: string): Shape {
  const word = surface.replace(POSSESSIVE, '');
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  if (kindAt(word, 0) === DIGIT) return 'number';
  if (!isUpper(first)) return 'lower';
  return word.length > 1 && isUpper(word) ? 'upper' : 'capital';
}

const SENTENCE = /[!?…\n\r\u2028\u2029]|\.\.|\.\s|[.]["'”’»)\]]+\s|\.$/;
const ABBREVIATION_DOT = /^\.\s?$/;
const CLAUSE = /[,;:()[\]{}|•·—–]|\s-\s|[.]\s/;

function gapBetween(text: string, previous: Token | undefined, start: number): Gap {
  if (previous === undefined) return 'sentence';
  const between = text.slice(previous.end, start);
  if (between === ' ' || between === '-') return 'open';
  if (ABBREVIATION_DOT.test(between) && isAbbreviation(previous)) return 'open';
  if (SENTENCE.test(between)) return 'sentence';
  return CLAUSE.test(between) ? 'clause' : 'open';
}

const ABBREVIATIONS = new Set(
  'ee uu mr mrs ms dr sen rep gen gov col sgt st jr sr sra dra gral lic ing prof adm capt lt vs'.split(' '),
);

/** `EE. UU.`, `Sen. Reyes`, `J. Smith`: a point that ends no sentence. */
const isAbbreviation = ({ form, shape }: Token): boolean =>
  (shape === 'capital' && form.length === 1) || ABBREVIATIONS.has(form);

const MIN_WORDS_TO_JUDGE_CASE = 3;

function isShouted(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ shape, form }) => shape !== 'number' && form.length > 1);
  const upper = words.filter(({ shape }) => shape === 'upper');
  return words.length >= MIN_WORDS_TO_JUDGE_CASE && upper.length > words.length * 0.7;
}

const STEMMERS = new Map<Language, { stem(word: string): string }>([
  ['en', english],
  ['es', spanish],
  ['pt', portuguese],
]);
/** Longer words are made-up or glued together: their stem would tell nothing. */
const LONGEST_STEMMED = 32;
const MAX_REMEMBERED = 40_000;
const remembered = new Map<Language, Map<string, string>>();

/** Returns the stem of a token's form in a language; the form itself for a language without a stemmer. */
export function stemOf(form: string, language: Language): string {
  const stemmer = STEMMERS.get(language);
  if (stemmer === undefined || form.length > LONGEST_STEMMED) return form;
  const stems = remembered.get(language) ?? new Map<string, string>();
  if (stems.size === 0 || stems.size > MAX_REMEMBERED) {
    stems.clear();
    remembered.set(language, stems);
  }
  const found = stems.get(form);
  if (found !== undefined) return found;
  const stem = fold(stemmer.stem(singular(form, language)));
  stems.set(form, stem);
  return stem;
}

/** Snowball does not join `eleição` and `eleições`, nor, once accents are folded, `sanción` and `sanciones`. */
function singular(form: string, language: Language): string {
  if (language === 'es') return form.replace(/([cst])iones$/, '$1ion');
  if (language === 'pt') return form.replace(/([cs])oes$/, '$1ao').replace(/ais$/, 'al');
  return form;
}
