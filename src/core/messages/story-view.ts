import type { StoryView } from './message.ts';
import { toTopicTag } from './topic-tag.ts';
import { listVoices } from '../importance/voices.ts';
import type { ArticleId, Importance, Quotation, ReportedArticle, StoryId } from '../stories/story.ts';
import type { Topic, UiLanguage } from '../subject.ts';
import { chooseHeadline, summarise } from './summary.ts';

/** The card's length for a summary. */
const SUMMARY_LENGTH = 300;

/** A story with all that showing it takes. */
export interface ShownStory {
  readonly id: StoryId;
  /** What the reader follows first; never empty for an alert. */
  readonly topics: readonly Topic[];
  /** In the order in which they joined; never empty. */
  readonly articles: readonly ReportedArticle[];
  readonly importance: Importance;
}

/**
 * Returns how a story is laid out for one reader after the other. What readers of the same language and topics are
 * shown is laid out once for all of them.
 */
export function storyViews(
  story: Omit<ShownStory, 'topics'>,
): (topics: readonly Topic[], language: UiLanguage) => StoryView {
  const views = new Map<string, StoryView>();
  return (topics, language) => {
    const key = [language, ...topics.map(({ id }) => id)].join(' ');
    const view = views.get(key) ?? toStoryView({ ...story, topics }, language);
    views.set(key, view);
    return view;
  };
}

/** Lays a story out for readers of a language: words that outlets wrote, credited, the reader's own language first. */
export function toStoryView(
  { id, topics, articles, importance }: ShownStory,
  language: UiLanguage,
): StoryView {
  const headline = chooseHeadline(articles, language);
  const lead = articles.find((article) => article.id === headline.articleId);
  const summary = summarise(articles, { language, maxLength: SUMMARY_LENGTH });
  const others = articles.filter(
    ({ outlet }, index) => outlet.name !== headline.outlet && isFirstOf(articles, index),
  );
  const published = earliest(articles);
  const copies = copiedFrom(articles);
  return {
    storyId: id,
    topics: topics.map((topic) => toTopicTag(topic, language)),
    headline: headline.text,
    ...(headline.language === language ? {} : { headlineLanguage: headline.language }),
    ...(headline.url === undefined ? {} : { url: headline.url }),
    outlet: headline.outlet,
    outletKind: lead?.outlet.kind ?? 'unknown',
    ...toFirst(articles, headline.outlet),
    ...toSummary(summary, headline, language),
    importance: { level: importance.level, score: importance.score, dots: importance.dots },
    outletCount: others.length + 1,
    ...(importance.independentOutlets < others.length + 1
      ? { independentCount: importance.independentOutlets }
      : {}),
    alsoReportedBy: others.map((article) => toMention(article, copies.get(article.id))),
    ...(published === undefined ? {} : { published }),
    firstSeen: articles
      .map(({ firstSeen }) => firstSeen)
      .reduce((first, time) => (time < first ? time : first)),
  };
}

/** Who told the story first, by what the outlets date their reports; nothing where it is who is shown with it. */
function toFirst(articles: readonly ReportedArticle[], shown: string): Pick<StoryView, 'firstOutlet'> {
  const earliestAt = Math.min(...articles.map(toTime));
  const names = articles.filter((article) => toTime(article) === earliestAt).map(({ outlet }) => outlet.name);
  const [firstOutlet] = names;
  return firstOutlet === undefined || names.includes(shown) ? {} : { firstOutlet };
}

const toTime = ({ published, firstSeen }: ReportedArticle): number => (published ?? firstSeen).getTime();

function toSummary(
  summary: Quotation | undefined,
  headline: Quotation,
  language: UiLanguage,
): Pick<StoryView, 'summary' | 'summaryOutlet' | 'summaryLanguage'> {
  if (summary === undefined || summary.text === '') return { summary: '' };
  return {
    summary: summary.text,
    ...(summary.outlet === headline.outlet ? {} : { summaryOutlet: summary.outlet }),
    ...(summary.language === language ? {} : { summaryLanguage: summary.language }),
  };
}

const toMention = (
  { outlet, language, url }: ReportedArticle,
  copyOf: string | undefined,
): StoryView['alsoReportedBy'][number] => ({
  outlet: outlet.name,
  language,
  ...(url === undefined ? {} : { url }),
  ...(copyOf === undefined ? {} : { copyOf }),
});

/** Finds whose words the reports print that are no voice of their own: an agency's, or those of who had them first. */
function copiedFrom(articles: readonly ReportedArticle[]): ReadonlyMap<ArticleId, string> {
  const copies = new Map<ArticleId, string>();
  for (const [first, ...others] of listVoices(articles)) {
    const source = others.find(({ fingerprint }) => fingerprint.wire !== undefined)?.fingerprint.wire;
    for (const { id, outlet } of others)
      if (outlet.name !== first?.outlet.name)
        copies.set(id, source === undefined ? (first?.outlet.name ?? '') : source.toUpperCase());
  }
  return copies;
}

/** An outlet that reports a story five times is one outlet. */
const isFirstOf = (articles: readonly ReportedArticle[], index: number): boolean =>
  articles.findIndex(({ outlet }) => outlet.name === articles[index]?.outlet.name) === index;

function earliest(articles: readonly ReportedArticle[]): Date | undefined {
  const dates = articles.flatMap(({ published }) => published ?? []);
  return dates.length === 0 ? undefined : dates.reduce((first, date) => (date < first ? date : first));
}
