import { readPassage } from './text.ts';

/** A sentence with its place in the text it is part of. */
export interface Sentence {
  readonly text: string;
  /** Which sentence of the text it is, from 0. */
  readonly position: number;
  /** UTF-16 offsets into the text, end excluded. */
  readonly start: number;
  readonly end: number;
}

const SPACE = /\s/;

/** Parts a text into its sentences. Each is a piece of the text as it stands, without the white space around it. */
export function splitSentences(text: string): readonly Sentence[] {
  const { tokens } = readPassage(text);
  const starts = tokens.flatMap((token, index) => {
    const previous = tokens[index - 1];
    if (token.gap !== 'sentence' || previous === undefined) return [];
    const between = text.slice(previous.end, token.start);
    const space = between.search(SPACE);
    return [space < 0 ? token.start : previous.end + space];
  });
  const borders = [0, ...starts, text.length];
  return borders
    .slice(1)
    .map((end, index) => trimmed(text, borders[index] ?? 0, end))
    .filter(({ start, end }) => end > start)
    .map(({ start, end }, position) => ({ text: text.slice(start, end), position, start, end }));
}

function trimmed(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  const piece = text.slice(from, to);
  const start = from + (piece.length - piece.trimStart().length);
  return { start, end: Math.max(start, from + piece.trimEnd().length) };
}
