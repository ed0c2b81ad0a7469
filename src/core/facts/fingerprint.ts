import { findMentions, type Concept, type Lexicon } from '../text/concepts.ts';
import { findCounts } from './counts.ts';
import { findDays } from './event-days.ts';
import { findFullNames, findNames, findObjects } from './names.ts';
import { findOrdinals } from './ordinals.ts';
import type { Fingerprint } from '../stories/story.ts';
import { readPassage, stemOf, type Passage } from '../text/text.ts';
import type { Language } from '../types.ts';
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
  const inHead = findIn(head, language, lexicons);
  const inText = findIn(text, language, lexicons);
  const wire = findWire(article.title, article.text);
  return {
    at,
    language,
    headTerms,
    textTerms: without(termsOf(text, language), headTerms),
    headConcepts: inHead.concepts,
    textConcepts: without(inText.concepts, inHead.concepts),
    headThemes: inHead.themes,
    textThemes: without(inText.themes, inHead.themes),
    names: [...new Set([...findNames(head), ...findNames(text)])],
    objects: [...new Set([...inHead.objects, ...inText.objects])],
    fullNames: inHead.fullNames,
    counts: [...findCounts(head, language), ...findCounts(text, language)].slice(0, MAX_COUNTS),
    ordinals: [...findOrdinals(head, language), ...findOrdinals(text, language)].slice(0, MAX_COUNTS),
    days: [...new Set([...findDays(head, language, at), ...findDays(text, language, at)])],
    shingles: shinglesOf([head, text]),
    ...(wire === undefined ? {} : { wire }),
  };
}

function termsOf({ tokens }: Passage, language: Language): string[] {
  const stems = tokens.map(({ form }) => stemOf(form, language)).filter((stem) => stem.length > 1);
  return [...new Set(stems)].slice(0, MAX_TERMS);
}

interface Findings {
  readonly concepts: readonly string[];
  readonly themes: readonly string[];
  /** Names of things; not of places and bodies that any reader knows. */
  readonly objects: readonly string[];
  /** Full names of which no word belongs to a concept. */
  readonly fullNames: readonly string[];
}

function findIn(passage: Passage, language: Language, { subject, world }: StoryLexicons): Findings {
  const own = conceptsIn(passage, language, subject);
  const common = conceptsIn(passage, language, world);
  const known = new Set(common.words);
  const taken = new Set([...own.words, ...common.words]);
  const ids = [
    ...own.concepts.map(({ id }) => id),
    ...common.concepts.map(({ id, classes }) => `${classes[0]}/${id}`),
  ];
  return {
    concepts: [...new Set(ids)],
    themes: [...new Set(own.concepts.flatMap(({ classes }) => classes))],
    objects: findObjects(passage).filter((name) => !known.has(name)),
    fullNames: findFullNames(passage).filter((name) => !name.split(' ').some((word) => taken.has(word))),
  };
}

/**
 * The concepts of a passage and those inside its longer ones: whether a lexicon knows `the minister's arrest` as one
 * concept or as two, a report of it shares something with one that says `the minister is arrested`.
 */
function conceptsIn(passage: Passage, language: Language, lexicon: Lexicon) {
  const mentions = findMentions(passage, language, lexicon);
  const concepts = mentions.flatMap(({ concept, first, last }): readonly Concept[] => {
    if (first === last) return [concept];
    const inner = [passage.tokens.slice(first, last), passage.tokens.slice(first + 1, last + 1)];
    const nested = inner.flatMap((tokens) => findMentions({ ...passage, tokens }, language, lexicon));
    return [concept, ...nested.map((mention) => mention.concept)];
  });
  const words = mentions.flatMap(({ first, last }) =>
    passage.tokens.slice(first, last + 1).map(({ form }) => form),
  );
  return { concepts, words };
}

function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const known = new Set(taken);
  return all.filter((one) => !known.has(one));
}
