import { readPassage, stemOf, surfaceOf, type Passage, type Token } from './text.ts';
import type { Language } from '../types.ts';

/**
 * What a concept means to the subject: it stands for one of its two sides or for both, carries a topic, names a third
 * party, disarms a word that only looks relevant (a baseball team, a namesake), guards against a genre (opinion,
 * retrospective), or is context.
 */
export const ROLES = [
  'side-a',
  'side-b',
  'both',
  'topic',
  'foreign',
  'disarming',
  'guard',
  'context',
] as const;
export type Role = (typeof ROLES)[number];

/** One actor, place, act or thing, with its spellings. */
export interface Concept {
  readonly id: string;
  readonly role: Role;
  /** Kinds it belongs to; a concept that no training example names still counts through them. */
  readonly classes: readonly string[];
  /**
   * Spellings by language, or under `all` for names that are the same in every one. A spelling matches by stems
   * (`all`: by folded words); one that begins with `=` only with the ending written and, if it has capitals, only in
   * that case and with those accents.
   */
  readonly spellings: Readonly<Record<string, readonly string[]>>;
}

/** Where a concept stands in a passage. */
export interface Mention {
  readonly concept: Concept;
  /** Indexes of its first and last token. */
  readonly first: number;
  readonly last: number;
}

/** Concepts ready to be found. */
export interface Lexicon {
  readonly concepts: readonly Concept[];
  readonly tries: ReadonlyMap<Language, Branch>;
}

interface Branch {
  readonly exact: Map<string, Branch>;
  readonly stems: Map<string, Branch>;
  readonly ends: End[];
}

interface End {
  readonly concept: Concept;
  /** The words that must stand there letter by letter. */
  readonly written?: readonly string[];
}

const EVERY_LANGUAGE = 'all';
const EXACTLY = '=';

/** Compiles concepts. Throws a RangeError that lists every spelling without a word in it or claimed by two concepts. */
export function compileConcepts(concepts: readonly Concept[]): Lexicon {
  const tries = new Map<Language, Branch>();
  const problems: string[] = [];
  for (const concept of concepts) {
    for (const [language, spellings] of Object.entries(concept.spellings)) {
      const trie = tries.get(language) ?? emptyBranch();
      tries.set(language, trie);
      for (const spelling of spellings) problems.push(...plant(trie, spelling, language, concept));
    }
  }
  if (problems.length > 0) throw new RangeError(problems.join('\n'));
  return { concepts, tries };
}

/**
 * Returns the concepts of a passage in its order: at every word the longest spelling, never inside a word, never
 * across the end of a clause. A language that is not among the lexicon's is read with the spellings of all of them.
 */
export function findMentions(passage: Passage, language: Language, lexicon: Lexicon): readonly Mention[] {
  const tries = triesFor(language, lexicon);
  const mentions: Mention[] = [];
  for (let first = 0; first < passage.tokens.length;) {
    const found = longestAt(passage, first, tries);
    if (found !== undefined) mentions.push(found);
    first = (found?.last ?? first) + 1;
  }
  return mentions;
}

const emptyBranch = (): Branch => ({ exact: new Map(), stems: new Map(), ends: [] });

function plant(trie: Branch, spelling: string, language: Language, concept: Concept): string[] {
  const isExact = spelling.startsWith(EXACTLY);
  const passage = readPassage(isExact ? spelling.slice(EXACTLY.length) : spelling);
  if (passage.tokens.length === 0) return [`${concept.id}: "${spelling}" has no word in it`];
  const byForm = isExact || language === EVERY_LANGUAGE;
  let branch = trie;
  for (const { form } of passage.tokens) {
    branch = byForm ? grow(branch.exact, form) : grow(branch.stems, stemOf(form, language));
  }
  const written = passage.tokens.map((token) => bareSurface(passage.text, token));
  const isCased = isExact && written.some((word) => word !== word.toLowerCase());
  const rival = claim(branch, isCased ? { concept, written } : { concept });
  return rival ? [`${concept.id}: "${spelling}" (${language}) is already a spelling of ${rival.id}`] : [];
}

/** Ends a spelling at a branch, and returns the other concept that ends there in the same way, if any. */
function claim(branch: Branch, end: End): Concept | undefined {
  const taken = branch.ends.find(({ written }) => written?.join(' ') === end.written?.join(' '));
  if (taken === undefined) branch.ends.push(end);
  return taken === undefined || taken.concept === end.concept ? undefined : taken.concept;
}

function grow(branches: Map<string, Branch>, key: string): Branch {
  const branch = branches.get(key) ?? emptyBranch();
  branches.set(key, branch);
  return branch;
}

interface Reading {
  readonly language: Language;
  readonly trie: Branch;
}

const readings = new WeakMap<Lexicon, Map<Language, readonly Reading[]>>();

function triesFor(language: Language, lexicon: Lexicon): readonly Reading[] {
  const known = readings.get(lexicon) ?? new Map<Language, readonly Reading[]>();
  readings.set(lexicon, known);
  const isKnown = lexicon.tries.has(language) && language !== EVERY_LANGUAGE;
  const key = isKnown ? language : EVERY_LANGUAGE;
  const found = known.get(key);
  if (found !== undefined) return found;
  const chosen = [...lexicon.tries]
    .filter(([name]) => !isKnown || name === EVERY_LANGUAGE || name === language)
    .map(([name, trie]) => ({ language: name, trie }));
  known.set(key, chosen);
  return chosen;
}

function longestAt(passage: Passage, first: number, tries: readonly Reading[]): Mention | undefined {
  let best: Mention | undefined;
  for (const { language, trie } of tries)
    best = longer(best, follow({ passage, first, language }, first, trie));
  return best;
}

interface Start {
  readonly passage: Passage;
  readonly first: number;
  readonly language: Language;
}

/** Depth is bounded by the longest spelling, breadth by two (as written, by stem). */
function follow(start: Start, index: number, branch: Branch): Mention | undefined {
  const token = start.passage.tokens[index];
  if (token === undefined || (index > start.first && token.gap !== 'open')) return undefined;
  const stemmed = branch.stems.size === 0 ? undefined : branch.stems.get(stemOf(token.form, start.language));
  return longer(advance(start, index, branch.exact.get(token.form)), advance(start, index, stemmed));
}

const advance = (start: Start, index: number, next: Branch | undefined): Mention | undefined =>
  next && (follow(start, index + 1, next) ?? endAt(start, index, next));

function longer(one: Mention | undefined, other: Mention | undefined): Mention | undefined {
  return (other?.last ?? -1) > (one?.last ?? -1) ? other : one;
}

/** A spelling that must stand as written is tried first: it says more. */
function endAt({ passage, first }: Start, last: number, branch: Branch): Mention | undefined {
  const written = branch.ends.find(
    (end) => end.written !== undefined && isWritten(end.written, passage, first),
  );
  const end = written ?? branch.ends.find((candidate) => candidate.written === undefined);
  return end && { concept: end.concept, first, last };
}

function isWritten(words: readonly string[], passage: Passage, first: number): boolean {
  return words.every((word, offset) => {
    const token = passage.tokens[first + offset];
    if (token === undefined) return false;
    const surface = bareSurface(passage.text, token);
    return surface === word || (passage.shouted && surface === word.toUpperCase());
  });
}

const bareSurface = (text: string, token: Token): string => surfaceOf(text, token).replaceAll('.', '');
