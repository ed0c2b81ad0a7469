import { cleanHeadline, isTeaser } from './headline.ts';
import { withoutDateline } from '../facts/wire.ts';
import { listPassages, measureCentrality, type Centrality } from '../text/passages.ts';
import type { Quotation, ReportedArticle } from '../stories/story.ts';
import { readPassage } from '../text/text.ts';
import type { Language, OutletKind } from '../types.ts';

/** What a summary must be. */
export interface SummaryWish {
  readonly language: Language;
  /** In UTF-16 units. */
  readonly maxLength: number;
}

/**
 * Returns the sentences, one to three in a row and word for word from one article, that best tell what the story's
 * articles have in common: central, short, early, from an outlet near the event. From an article in the wished
 * language when one has a fitting sentence, otherwise from any, with its language named. Undefined when no article
 * has a whole sentence that fits. Deterministic; ties go to the earlier article.
 */
export function summarise(articles: readonly ReportedArticle[], wish: SummaryWish): Quotation | undefined {
  const centrality = measureCentrality(articles);
  const inLanguage = articles.filter(({ language }) => language === wish.language);
  return bestQuotation(inLanguage, wish, centrality) ?? bestQuotation(articles, wish, centrality);
}

function bestQuotation(
  articles: readonly ReportedArticle[],
  wish: SummaryWish,
  centrality: Centrality,
): Quotation | undefined {
  const passages = articles.flatMap((article) => listPassages(article, wish.maxLength, centrality));
  const [first] = passages;
  if (first === undefined) return undefined;
  const { article, text } = passages.reduce((best, one) => (one.score > best.score ? one : best), first);
  return quote(article, withoutDateline(text));
}

/**
 * Returns the headline under which a story is shown: from an article in the wished language when there is one,
 * informative (no question, no live blog, not in capitals, of a readable length), from an outlet near the event, the
 * earlier among equals. Throws a RangeError when there is no article.
 */
export function chooseHeadline(articles: readonly ReportedArticle[], language: Language): Quotation {
  const wished = articles.filter((article) => article.language === language && article.title.trim() !== '');
  const titled = articles.filter((article) => article.title.trim() !== '');
  const eligible = [wished, titled, articles].find((some) => some.length > 0) ?? [];
  const [first] = eligible;
  if (first === undefined) throw new RangeError('a story without articles has no headline');
  const best = eligible.reduce((chosen, one) => (scoreTitle(one) > scoreTitle(chosen) ? one : chosen), first);
  return quote(best, cleanHeadline(best.title, best.outlet.name));
}

const KIND_WORTH: Readonly<Record<OutletKind | 'unknown', number>> = {
  wire: 0.5,
  official: 0.2,
  independent: 0.4,
  international: 0.4,
  'us-outlet': 0.3,
  regional: 0.3,
  specialist: 0.3,
  unknown: 0,
  'state-media': -0.2,
  aggregator: -0.3,
};
/** Pieces about the event rather than reports of it. */
const EXPLAINER =
  /\b(?:what to know|what we know|explained|explainer|timeline|in charts?|chart|analysis|opinion|qué se sabe|claves|cronología|análisis|opinión|o que se sabe|entenda|análise|opinião)\b/iu;
const FEWEST_WORDS = 5;
const MOST_WORDS = 18;

function scoreTitle({ title, outlet }: ReportedArticle): number {
  const { tokens, shouted } = readPassage(title);
  const isReadable = tokens.length >= FEWEST_WORDS && tokens.length <= MOST_WORDS;
  const faults = [shouted, title.includes('?'), isTeaser(title), EXPLAINER.test(title), !isReadable].filter(
    Boolean,
  ).length;
  return KIND_WORTH[outlet.kind] - faults;
}

function quote({ id, outlet, language, url }: ReportedArticle, text: string): Quotation {
  return { text, outlet: outlet.name, language, articleId: id, ...(url === undefined ? {} : { url }) };
}
