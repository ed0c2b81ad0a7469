import type { StoryTopic } from '../messages/story-topics.ts';
import type { StoryId } from '../stories/story.ts';
import type { Topic } from '../subject.ts';
import type { TopicId } from '../types.ts';

/** A story as far as a digest chooses by it. */
export interface PeriodStory {
  readonly id: StoryId;
  readonly begunAt: Date;
  readonly topics: readonly StoryTopic[];
  readonly importance: number;
  /** In the order in which they joined. */
  readonly reports: readonly { readonly at: Date; readonly outlet: string }[];
}

/** The stories that begin after `from` and not after `until`. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

/** Which stories are listed: some of each topic, a few in all, or a few without regard to topics. */
export type Selection = 'daily' | 'weekly' | 'away';

export interface ChooseOptions {
  readonly stories: readonly PeriodStory[];
  /** What the reader follows, in the subject's order. */
  readonly topics: readonly Topic[];
  readonly period: Period;
  /** When the reader was alerted of which story. */
  readonly alertedAt: ReadonlyMap<StoryId, Date>;
  readonly selection: Selection;
}

/** What a digest counts and lists, before anything is laid out. */
export interface DigestChoice {
  readonly storyCount: number;
  readonly majorCount: number;
  readonly outletCount: number;
  readonly top?: StoryId;
  readonly highlights: readonly StoryId[];
  readonly groups: readonly {
    readonly topic: Topic;
    readonly count: number;
    readonly listed: readonly StoryId[];
  }[];
  readonly developing: readonly StoryId[];
  /** Those listed ones that the reader was alerted of. */
  readonly updated: ReadonlySet<StoryId>;
}

const PER_TOPIC = 3;
const PER_WEEK = 4;
const PER_ABSENCE = 5;
const DEVELOPING = 3;

/**
 * Chooses what a digest lists: the most important stories that began in the period, and those from before of which
 * more was told. A story the reader was alerted of is counted, but listed only when more has been told since.
 */
export function chooseDigest({ stories, topics, period, alertedAt, selection }: ChooseOptions): DigestChoice {
  const followed = stories.flatMap((story) => {
    const topic = findMainTopic(story.topics, topics);
    return topic === undefined ? [] : [{ ...story, topic }];
  });
  const begun = followed.filter((story) => isWithin(story.begunAt, period));
  const isNews = ({ id, reports }: PeriodStory): boolean =>
    !alertedAt.has(id) || hasNewOutlet(reports, alertedAt.get(id));
  const news = begun.filter(isNews).toSorted(byImportance);
  const developing = followed
    .filter((story) => story.begunAt <= period.from && isNews(story) && hasReport(story, period))
    .toSorted(byImportance)
    .slice(0, DEVELOPING);
  const [top, ...rest] = news;
  const highlights = selection === 'away' ? news.slice(0, PER_ABSENCE) : [];
  const listable = selection === 'weekly' ? rest.slice(0, PER_WEEK) : rest;
  const groups =
    selection === 'away'
      ? []
      : topics.map((topic) => ({
          topic,
          count: begun.filter((story) => story.topic === topic).length,
          listed: listable
            .filter((story) => story.topic === topic)
            .slice(0, selection === 'weekly' ? PER_WEEK : PER_TOPIC)
            .map(({ id }) => id),
        }));
  return {
    storyCount: begun.length,
    majorCount: begun.filter(({ importance, topic }) => importance >= topic.major).length,
    outletCount: new Set(begun.flatMap(({ reports }) => reports.map(({ outlet }) => outlet))).size,
    ...(top === undefined || selection === 'away' ? {} : { top: top.id }),
    highlights: highlights.map(({ id }) => id),
    groups: groups.filter(({ count }) => count > 0).toSorted((one, other) => other.count - one.count),
    developing: developing.map(({ id }) => id),
    updated: new Set([...news, ...developing].flatMap(({ id }) => (alertedAt.has(id) ? [id] : []))),
  };
}

/** Returns the topic under which a reader finds a story: the strongest of its tags among those followed. */
export function findMainTopic(tags: readonly StoryTopic[], followed: readonly Topic[]): Topic | undefined {
  const known = new Map<TopicId, Topic>(followed.map((topic) => [topic.id, topic]));
  const strongest = tags
    .filter(({ id }) => known.has(id))
    .toSorted((one, other) => other.score - one.score)[0];
  return known.get(strongest?.id ?? '');
}

/** Tells whether a moment lies in a period. */
export const isWithin = (at: Date, { from, until }: Period): boolean => at > from && at <= until;

const hasReport = ({ reports }: PeriodStory, period: Period): boolean =>
  reports.some(({ at }) => isWithin(at, period));

/** An outlet that had told it before tells nothing new by telling it again. */
function hasNewOutlet(reports: PeriodStory['reports'], since: Date | undefined): boolean {
  if (since === undefined) return true;
  const known = new Set(reports.filter(({ at }) => at <= since).map(({ outlet }) => outlet));
  return reports.some(({ at, outlet }) => at > since && !known.has(outlet));
}

/** The most important first; of equals, what began last. */
const byImportance = (one: PeriodStory, other: PeriodStory): number =>
  other.importance - one.importance || other.begunAt.getTime() - one.begunAt.getTime();
