import { cleanHeadline } from '../messages/headline.ts';
import type { FactMark, ReportedFact } from '../messages/message.ts';
import type { StoryChange } from '../stories/change.ts';
import type { NewFact } from '../stories/new-facts.ts';
import type { ReportedArticle } from '../stories/story.ts';
import { findFactWords, type ShownWords } from './fact-words.ts';

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
 * @param shown what the card says, before the change and after it
 */
export function factsOfChange(
  change: StoryChange,
  articles: readonly ReportedArticle[],
  shown: ShownWords,
): CardFacts {
  switch (change.kind) {
    case 'correction': {
      const article = articles.find(({ id }) => id === change.articleId);
      return {
        corrected:
          change.was === undefined ? shown.before.headline : cleanHeadline(change.was, change.outlet),
        ...(article === undefined ? {} : { fact: toFact(article, headlineOf(article), []) }),
      };
    }
    case 'new-fact':
    case 'became-major': {
      const fact = findFact(change.facts.filter(isWorthTelling), articles, shown);
      return fact === undefined ? {} : { fact };
    }
    case 'more-outlets':
    case 'none':
      return {};
  }
}

/** Of names, only full ones tell who has come into a story: a single word is as often an office or a place. */
const isWorthTelling = (fact: NewFact): boolean => fact.kind !== 'name' || fact.name.includes(' ');

/** Finds the first report that tells something a reader of the card does not know, in its words or by a mark. */
function findFact(
  facts: readonly NewFact[],
  articles: readonly ReportedArticle[],
  shown: ShownWords,
): ReportedFact | undefined {
  for (const [name, own] of Map.groupBy(facts, ({ outlet }) => outlet)) {
    const article = articles.findLast(({ outlet }) => outlet.name === name);
    if (article === undefined) continue;
    const marks = own.flatMap(toMark);
    const words = findFactWords(article, own, shown);
    if (words !== undefined || marks.length > 0) return toFact(article, words ?? headlineOf(article), marks);
  }
  return undefined;
}

/** Numbers say little without what they count, which every language says differently; only a changed one is told. */
function toMark(fact: NewFact): FactMark[] {
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

const headlineOf = ({ title, outlet }: ReportedArticle): string => cleanHeadline(title, outlet.name);

function toFact(
  { outlet, language, url, published, firstSeen }: ReportedArticle,
  words: string,
  marks: readonly FactMark[],
): ReportedFact {
  return {
    headline: words,
    outlet: outlet.name,
    language,
    ...(url === undefined ? {} : { url }),
    at: published ?? firstSeen,
    marks,
  };
}
