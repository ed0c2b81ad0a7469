import { findMentions, type Lexicon } from './concepts.ts';
import { findCounts } from './counts.ts';
import { findDays } from './event-days.ts';
import { findNames } from './names.ts';
import type { Fingerprint } from './story.ts';
import { readPassage, stemOf, type Passage } from './text.ts';
import type { Language } from './types.ts';
import { findWire, shinglesOf } from './wire.ts';

/** What is read for a fingerprint. */
export interface FingerprintInput {
  readonly title: string;
  readonly text: string;
  readonly language: Language;
  /** Publication, or first sighting: epoch milliseconds. */
  readonly at: number;
}

/** The concepts by which events are told apart. */
export interface StoryLexicons {
  /** The subject's own. */
  readonly subject: Lexicon;
  /** What any reader of world news knows. Told from the subject's by the class before their ids: `place/cuba`. */
  readonly world: Lexicon;
}

/** An event is told in an article's first sentences; what follows is background. */
const MAX_TEXT_LENGTH = 1_200;
const MAX_TERMS = 120;
const MAX_COUNTS = 12;

/** Draws an article's fingerprint. Deterministic, and linear in the length of the text it reads. */
export function fingerprint(article: FingerprintInput, lexicons: StoryLexicons): Fingerprint {
  const { language, at } = article;
  const head = readPassage(article.title.slice(0, MAX_TEXT_LENGTH));
  const text = readPassage(article.text.slice(0, MAX_TEXT_LENGTH));
  const headTerms = termsOf(head, language);
  const headConcepts = conceptsOf(head, language, lexicons);
  const wire = findWire(article.title, article.text);
  return {
    at,
    language,
    headTerms,
    textTerms: without(termsOf(text, language), headTerms),
    headConcepts,
    textConcepts: without(conceptsOf(text, language, lexicons), headConcepts),
    names: [...new Set([...findNames(head), ...findNames(text)])],
    counts: [...findCounts(head, language), ...findCounts(text, language)].slice(0, MAX_COUNTS),
    days: [...new Set([...findDays(head, language, at), ...findDays(text, language, at)])],
    shingles: shinglesOf([head, text]),
    ...(wire === undefined ? {} : { wire }),
  };
}

function termsOf({ tokens }: Passage, language: Language): string[] {
  const stems = tokens.map(({ form }) => stemOf(form, language)).filter((stem) => stem.length > 1);
  return [...new Set(stems)].slice(0, MAX_TERMS);
}

function conceptsOf(passage: Passage, language: Language, { subject, world }: StoryLexicons): string[] {
  const own = findMentions(passage, language, subject).map(({ concept }) => concept.id);
  const common = findMentions(passage, language, world).map(
    ({ concept }) => `${concept.classes[0]}/${concept.id}`,
  );
  return [...new Set([...own, ...common])];
}

function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const known = new Set(taken);
  return all.filter((one) => !known.has(one));
}
