import { findMentions, type Concept, type Lexicon } from '../text/concepts.ts';
import { readPassage, type Passage, type Token } from '../text/text.ts';
import type { Language, Place } from '../types.ts';

/** A concept found in an entry, with where it stands and in whose company. */
export interface Sighting {
  readonly concept: Concept;
  readonly place: Exclude<Place, 'both'>;
  /** Counts through the headline and the text; two sightings with one number stand in one sentence. */
  readonly sentence: number;
  readonly clause: number;
  /** As the reader sees them. */
  readonly words: string;
}

/** An entry as the concepts it names. */
export interface Reading {
  readonly language: Language;
  readonly sightings: readonly Sighting[];
}

/**
 * A feed that carries whole articles must not look different from one that carries summaries: what matters to an entry
 * stands in its first sentences.
 */
const MAX_TEXT = 800;
/** Longer than any headline; some feeds put the whole text there. Concepts are paired, so the cost grows as its square. */
const MAX_HEADLINE = 300;
/** Words that open a clause of background: what follows is what happened before the news. */
const ASIDE = new Set(
  'after since following amid despite tras desde luego mientras después pese após depois enquanto apesar'
    .split(' ')
    .map((word) => word.normalize('NFD').replaceAll(/\p{M}/gu, '')),
);

/** Reads an entry's headline and the beginning of its text. */
export function readEntry(
  entry: { readonly title: string; readonly text: string },
  language: Language,
  lexicon: Lexicon,
): Reading {
  const headline: Source = {
    passage: readPassage(entry.title.slice(0, MAX_HEADLINE)),
    place: 'headline',
    language,
  };
  const text: Source = { passage: readPassage(entry.text.slice(0, MAX_TEXT)), place: 'text', language };
  const first = sight(headline, lexicon, { sentence: 0, clause: 0 });
  const second = sight(text, lexicon, first.end);
  return { language, sightings: [...first.sightings, ...second.sightings] };
}

interface Source {
  readonly passage: Passage;
  readonly place: 'headline' | 'text';
  readonly language: Language;
}

interface Position {
  readonly sentence: number;
  readonly clause: number;
}

/** Finds the concepts of one passage; its sentences and clauses are counted on from `from`. */
function sight(source: Source, lexicon: Lexicon, from: Position) {
  const { passage, place, language } = source;
  const positions = positionsOf(passage, from);
  const asides = asidesOf(passage);
  const sightings = findMentions(passage, language, lexicon).map(({ concept, first, last }): Sighting => ({
    concept,
    place: place === 'text' && asides[first] === true ? 'background' : place,
    ...(positions[last] ?? from),
    words: wordsOf(passage, first, last),
  }));
  const end = positions.at(-1) ?? from;
  return { sightings, end: { sentence: end.sentence + 1, clause: end.clause + 1 } };
}

function positionsOf({ tokens }: Passage, from: Position): readonly Position[] {
  let { sentence, clause } = from;
  return tokens.map(({ gap }) => {
    if (gap === 'sentence') sentence += 1;
    if (gap !== 'open') clause += 1;
    return { sentence, clause };
  });
}

/** For each token, whether it follows a word that opens an aside, in the same clause. */
function asidesOf({ tokens }: Passage): readonly boolean[] {
  let isOpen = false;
  return tokens.map(({ gap, form }) => {
    const isAside: boolean = isOpen && gap === 'open';
    isOpen = isAside || ASIDE.has(form);
    return isAside;
  });
}

const wordsOf = ({ text, tokens }: Passage, first: number, last: number): string =>
  text.slice(startOf(tokens[first]), endOf(tokens[last]));
const startOf = (token: Token | undefined): number => token?.start ?? 0;
const endOf = (token: Token | undefined): number => token?.end ?? 0;
