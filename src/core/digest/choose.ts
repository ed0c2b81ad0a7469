import type { StoryId } from '../stories/story.ts';
import type { Topic } from '../subject.ts';
import type { FollowedPeriod, FollowedStory, PeriodStory } from './period.ts';

/** Which stories are listed: some of each topic, a few in all, or a few without regard to topics. */
export type Selection = 'daily' | 'weekly' | 'away';

export interface ChooseOptions {
  readonly followed: FollowedPeriod;
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
  /** Those that the reader was alerted of, and of which more has been told since. */
  readonly updated: ReadonlySet<StoryId>;
  /** Those that the reader was alerted of, and of which nothing more was told. */
  readonly announced: ReadonlySet<StoryId>;
}

const PER_TOPIC = 3;
const PER_WEEK = 4;
const PER_ABSENCE = 5;
const DEVELOPING = 3;

/**
 * Chooses what a digest lists: the most important stories that began in the period, and those from before of which
 * more was told. A story the reader was alerted of is counted, but listed only when more has been told since, or when
 * its topic would stand without a line, as if something were missing.
 */
export function chooseDigest({ followed, alertedAt, selection }: ChooseOptions): DigestChoice {
  const { begun, topics } = followed;
  const isNews = ({ id, reports }: PeriodStory): boolean => {
    const at = alertedAt.get(id);
    return at === undefined || hasNewOutlet(reports, at);
  };
  const news = begun.filter(isNews);
  const announced = begun.filter((story) => !isNews(story));
  const developing = followed.developing.filter(isNews).slice(0, DEVELOPING);
  const [top, ...rest] = news;
  const highlights = selection === 'away' ? news.slice(0, PER_ABSENCE) : [];
  const listable = selection === 'weekly' ? rest.slice(0, PER_WEEK) : rest;
  const groups = topics.map((topic) => ({
    topic,
    count: begun.filter((story) => story.topic === topic).length,
    listed: listOf(topic, listable, announced).slice(0, selection === 'weekly' ? PER_WEEK : PER_TOPIC),
  }));
  return {
    storyCount: begun.length,
    majorCount: begun.filter(({ importance, topic }) => importance >= topic.major).length,
    outletCount: new Set(begun.flatMap(({ reports }) => reports.map(({ outlet }) => outlet))).size,
    ...(top === undefined || selection === 'away' ? {} : { top: top.id }),
    highlights: highlights.map(({ id }) => id),
    groups:
      selection === 'away'
        ? []
        : groups.filter(({ count }) => count > 0).toSorted((one, other) => other.count - one.count),
    developing: developing.map(({ id }) => id),
    updated: new Set([...news, ...developing].flatMap(({ id }) => (alertedAt.has(id) ? [id] : []))),
    announced: new Set(announced.map(({ id }) => id)),
  };
}

/** A topic's news; of one that has none, the most important story that was announced. */
function listOf(
  topic: Topic,
  news: readonly FollowedStory[],
  announced: readonly FollowedStory[],
): StoryId[] {
  const own = news.filter((story) => story.topic === topic);
  const listed = own.length > 0 ? own : announced.filter((story) => story.topic === topic).slice(0, 1);
  return listed.map(({ id }) => id);
}

/** An outlet that had told it before tells nothing new by telling it again. */
function hasNewOutlet(reports: PeriodStory['reports'], since: Date): boolean {
  const known = new Set(reports.filter(({ at }) => at <= since).map(({ outlet }) => outlet));
  return reports.some(({ at, outlet }) => at > since && !known.has(outlet));
}
