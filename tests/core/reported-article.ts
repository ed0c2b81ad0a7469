import { compileConcepts, type Concept } from '../../src/core/text/concepts.ts';
import { fingerprint, type StoryLexicons } from '../../src/core/facts/fingerprint.ts';
import type { Fingerprint, ReportedArticle } from '../../src/core/stories/story.ts';
import type { Outlet } from '../../src/core/types.ts';

const concept = (id: string, classes: readonly string[], all: readonly string[]): Concept => ({
  id,
  role: 'context',
  classes,
  spellings: { all },
});

/** A few concepts, enough for the tests to tell acts and places apart. */
export const LEXICONS: StoryLexicons = {
  subject: compileConcepts([
    concept('licence', ['oil'], ['licence', 'licencia']),
    concept('chevron', ['oil'], ['Chevron']),
  ]),
  world: compileConcepts([
    concept('boat', ['act'], ['boat', 'lancha']),
    concept('caribbean', ['place'], ['Caribbean', 'Caribe']),
    concept('oil', ['thing'], ['oil', 'crude', 'petróleo']),
  ]),
};

const NOON = Date.UTC(2026, 2, 2, 12);

/** Supplies what a test is not about: one English report of an unknown outlet, fingerprinted. */
export function reported(
  part: Partial<Omit<ReportedArticle, 'outlet' | 'fingerprint'>> & { readonly outlet?: Partial<Outlet> } = {},
): ReportedArticle {
  const { outlet, ...rest } = part;
  const article = {
    id: 'a1',
    title: 'Chevron licence extended by six months',
    text: '',
    language: 'en',
    firstSeen: new Date(NOON),
    ...rest,
    outlet: { name: 'The Daily', kind: 'independent' as const, ...outlet },
  };
  return {
    ...article,
    fingerprint: printOf(article.title, article.text, article.language, article.published),
  };
}

export function printOf(title: string, text = '', language = 'en', published = new Date(NOON)): Fingerprint {
  return fingerprint({ title, text, language, at: published.getTime() }, LEXICONS);
}
