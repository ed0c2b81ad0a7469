import { fold } from './characters.ts';

const APART = /[^\p{L}\p{N}]+/u;
/** No word that anybody looks for is longer. */
const LONGEST = 40;

/** Returns the words by which a text is found, folded, each once: letters and digits, nothing else. */
export function toSearchWords(text: string): string[] {
  const words = fold(text)
    .split(APART)
    .map((word) => Array.from(word).slice(0, LONGEST).join(''));
  return [...new Set(words)].filter((word) => word !== '');
}

/** What a search asks for must fit into a button, and more words than these find nothing more exactly. */
const MOST_WORDS = 8;
const MOST_CHARACTERS = 60;

/** Returns what a search text asks for: words of which each must begin a word of the story. */
export function toQueryWords(text: string): string[] {
  const words: string[] = [];
  for (const word of toSearchWords(text).slice(0, MOST_WORDS)) {
    if ([...words, word].join('+').length > MOST_CHARACTERS) break;
    words.push(word);
  }
  return words;
}
