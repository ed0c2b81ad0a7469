import type { StoryTopic } from '../messages/story-topics.ts';
import type { Importance, Quotation, ReportedArticle, StoryId } from '../stories/story.ts';
import type { Topic, UiLanguage } from '../subject.ts';
import type { BecameCounts } from './became.ts';
import { toTopicTag } from '../messages/topic-tag.ts';
import type { DigestChoice } from './choose.ts';
import type { Chart, Coverage, Digest, DigestLine, TopStory } from './digest.ts';
import { whyItMatters } from './reasons.ts';

/** A story with what showing it to readers of a language takes. */
export interface QuotedStory {
  readonly id: StoryId;
  /** In the order in which they joined; never empty. */
  readonly articles: readonly ReportedArticle[];
  readonly importance: Importance;
  /** The topics it carries now. */
  readonly tagged: readonly StoryTopic[];
  /** The one that readers of that language are shown. */
  readonly headline: Quotation;
  /** The headline of the story that it follows. */
  readonly follows?: string;
}

/** A chosen story under the topic where its readers find it. */
export interface ChosenStory extends QuotedStory {
  readonly topic: Topic;
}

export type DigestFrame = Pick<
  Digest,
  'variant' | 'language' | 'day' | 'days' | 'from' | 'until' | 'topicIds' | 'isPrivate' | 'silent'
>;

/** What surrounds the stories of a digest. */
export interface DigestSetting {
  readonly frame: DigestFrame;
  readonly chart: Chart | undefined;
  readonly coverage: Coverage;
  /** How many stories the period before had of each topic; absent when there is nothing to compare with. */
  readonly before: ReadonlyMap<Topic, number> | undefined;
  readonly isQuiet: boolean;
}

/** Lays a digest out in its reader's language; a chosen story that is kept no more is left out. */
export function layOutDigest(
  choice: DigestChoice,
  stories: ReadonlyMap<StoryId, ChosenStory>,
  { frame, chart, coverage, before, isQuiet }: DigestSetting,
): Digest {
  const { language } = frame;
  const toLines = (ids: readonly StoryId[]): DigestLine[] =>
    ids.flatMap((id) => {
      const story = stories.get(id);
      return story === undefined ? [] : [toChosenLine(story, language, choice)];
    });
  const top = stories.get(choice.top ?? '');
  const total = before === undefined ? 0 : [...before.values()].reduce((sum, count) => sum + count, 0);
  const changeOf = (count: number, was: number): { readonly change?: number } =>
    total === 0 ? {} : { change: count - was };
  return {
    kind: 'digest',
    ...frame,
    counts: {
      stories: choice.storyCount,
      major: choice.majorCount,
      outlets: choice.outletCount,
      topics: choice.groups.length,
      ...changeOf(choice.storyCount, total),
    },
    ...(isQuiet ? { isQuiet } : {}),
    ...(chart === undefined || isQuiet ? {} : { chart }),
    ...(top === undefined ? {} : { top: toTop(top, language, choice) }),
    highlights: toLines(choice.highlights),
    groups: choice.groups.map(({ topic, count, listed, became }) => ({
      topic: toTopicTag(topic, language),
      count,
      ...changeOf(count, before?.get(topic) ?? 0),
      lines: toLines(listed),
      ...(isEmpty(became) ? {} : { became }),
    })),
    developing: toLines(choice.developing),
    ...(choice.useful.length === 0 ? {} : { useful: toLines(choice.useful) }),
    coverage,
  };
}

const isEmpty = (counts: BecameCounts): boolean => Object.keys(counts).length === 0;

/** Returns a story in one line, with what its reader knows of it. */
function toChosenLine(story: ChosenStory, language: UiLanguage, choice: DigestChoice): DigestLine {
  const line = toLine(story, language, choice.updated.has(story.id));
  const became = choice.became.get(story.id);
  return {
    ...line,
    ...(choice.announced.has(story.id) && !line.isUpdated ? { isAnnounced: true } : {}),
    ...(became === undefined ? {} : { became }),
  };
}

/** Returns a story in one line. */
export function toLine(
  { id, articles, importance, headline }: QuotedStory,
  language: UiLanguage,
  isUpdated: boolean,
): DigestLine {
  const times = articles.map(({ published, firstSeen }) => (published ?? firstSeen).getTime());
  return {
    storyId: id,
    headline: headline.text,
    ...(headline.language === language ? {} : { headlineLanguage: headline.language }),
    ...(headline.url === undefined ? {} : { url: headline.url }),
    outlet: headline.outlet,
    otherOutlets: othersOf(articles, headline.outlet).length,
    at: new Date(isUpdated ? Math.max(...times) : Math.min(...times)),
    importance: importance.score,
    isUpdated,
  };
}

function toTop(story: ChosenStory, language: UiLanguage, choice: DigestChoice): TopStory {
  const line = toChosenLine(story, language, choice);
  return {
    ...line,
    topic: toTopicTag(story.topic, language),
    others: othersOf(story.articles, line.outlet),
    reasons: whyItMatters(story),
  };
}

const othersOf = (articles: readonly ReportedArticle[], outlet: string): string[] =>
  [...new Set(articles.map((article) => article.outlet.name))].filter((name) => name !== outlet);
