import { cleanHeadline } from '../messages/headline.ts';
import type { FactMark, ReportedFact } from '../messages/message.ts';
import type { StoryChange } from '../stories/change.ts';
import type { ReportedArticle } from '../stories/story.ts';

/** What a change of a story means for its cards. */
export interface CardFacts {
  /** The report that states something new, as it is shown; absent when none does. */
  readonly fact?: ReportedFact;
  /** The headline that an outlet took back, or the one under which the story was shown, when that is not known. */
  readonly corrected?: string;
}

/**
 * Returns what a change lets a card tell.
 * @param articles the story's, in the order in which they joined; never empty
 * @param shown the headline that the card shows
 */
export function factsOfChange(
  change: StoryChange,
  articles: readonly ReportedArticle[],
  shown: string,
): CardFacts {
  switch (change.kind) {
    case 'correction': {
      const article = articles.find(({ id }) => id === change.articleId);
      return {
        corrected: change.was === undefined ? shown : cleanHeadline(change.was, change.outlet),
        ...(article === undefined ? {} : { fact: toFact(article, []) }),
      };
    }
    case 'new-fact':
    case 'became-major': {
      const [first] = change.facts;
      if (first === undefined) return {};
      const article = articles.findLast(({ outlet }) => outlet.name === first.outlet);
      const marks = change.facts.filter(({ outlet }) => outlet === first.outlet).flatMap(toMark);
      return article === undefined ? {} : { fact: toFact(article, marks) };
    }
    case 'more-outlets':
    case 'none':
      return {};
  }
}

/** Numbers say little without what they count, which every language says differently; only a changed one is told. */
function toMark(fact: Extract<StoryChange, { kind: 'new-fact' }>['facts'][number]): FactMark[] {
  switch (fact.kind) {
    case 'count':
      return fact.was === undefined ? [] : [{ kind: 'count', value: fact.value, was: fact.was }];
    case 'statement':
    case 'denial':
      return [{ kind: fact.kind }];
    case 'name':
      return [];
  }
}

function toFact(
  { title, outlet, language, url, published, firstSeen }: ReportedArticle,
  marks: readonly FactMark[],
): ReportedFact {
  return {
    headline: cleanHeadline(title, outlet.name),
    outlet: outlet.name,
    language,
    ...(url === undefined ? {} : { url }),
    at: published ?? firstSeen,
    marks,
  };
}
