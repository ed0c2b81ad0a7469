import type { StoryId } from '../stories/story.ts';
import type { Topic } from '../subject.ts';
import { countBecame, hasTurned, type BecameCounts, type BecameOf } from './became.ts';
import type { FollowedPeriod, FollowedStory, PeriodStory } from './period.ts';

/** Which stories are listed: some of each topic, a few in all, or a few without regard to topics. */
export type Selection = 'daily' | 'weekly' | 'away';

/** What is known of a week's stories when it is over. */
export interface WeekFacts {
  readonly became: BecameOf;
  /** What readers found useful, most of them first. */
  readonly useful: readonly StoryId[];
}

export interface ChooseOptions {
  readonly followed: FollowedPeriod;
  /** When the reader was alerted of which story. */
  readonly alertedAt: ReadonlyMap<StoryId, Date>;
  readonly selection: Selection;
  /** Given for a week. */
  readonly week?: WeekFacts;
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
    /** Of a week: what became of all of the topic's stories. */
    readonly became: BecameCounts;
  }[];
  readonly developing: readonly StoryId[];
  /** Of a week: what readers found most useful, whether it is listed otherwise or not. */
  readonly useful: readonly StoryId[];
  readonly became: BecameOf;
  /** Those that the reader was alerted of, and of which more has been told since. */
  readonly updated: ReadonlySet<StoryId>;
  /** Those that the reader was alerted of, and of which nothing more was told. */
  readonly announced: ReadonlySet<StoryId>;
}

const PER_TOPIC = 3;
const PER_WEEK = 4;
const PER_ABSENCE = 5;
const DEVELOPING = 3;
const USEFUL = 2;
const NO_WEEK: WeekFacts = { became: new Map(), useful: [] };
const NO_ALERTS: ReadonlyMap<StoryId, Date> = new Map();

/**
 * Chooses what a digest lists: the most important stories that began in the period, and those from before of which
 * more was told. A story the reader was alerted of is counted, but listed only when more has been told since, or when
 * its topic would stand without a line, as if something were missing. A week is looked back upon whole, with what
 * became of its stories, whatever was announced meanwhile.
 */
export function chooseDigest(options: ChooseOptions): DigestChoice {
  const { followed, selection, week = NO_WEEK } = options;
  const alertedAt = selection === 'weekly' ? NO_ALERTS : options.alertedAt;
  const { begun, topics } = followed;
  const isNews = ({ id, reports }: PeriodStory): boolean => {
    const at = alertedAt.get(id);
    return at === undefined || hasNewOutlet(reports, at);
  };
  const news = begun.filter(isNews);
  const announced = begun.filter((story) => !isNews(story));
  const developing = turnedFirst(followed.developing.filter(isNews), week).slice(0, DEVELOPING);
  const [top] = news;
  const listed = listable(news, selection);
  const groups = topics.map((topic) => ({
    topic,
    count: begun.filter((story) => story.topic === topic).length,
    listed: listOf(topic, listed, announced),
    became: countBecame(
      [...begun, ...followed.developing].filter((story) => story.topic === topic),
      week.became,
    ),
  }));
  const isAway = selection === 'away';
  const known = new Set([...begun, ...followed.developing].map(({ id }) => id));
  return {
    storyCount: begun.length,
    majorCount: begun.filter(({ importance, topic }) => importance >= topic.major).length,
    outletCount: new Set(begun.flatMap(({ reports }) => reports.map(({ outlet }) => outlet))).size,
    ...(top === undefined || isAway ? {} : { top: top.id }),
    highlights: isAway ? news.slice(0, PER_ABSENCE).map(({ id }) => id) : [],
    groups: isAway
      ? []
      : groups.filter(({ count }) => count > 0).toSorted((one, other) => other.count - one.count),
    developing: developing.map(({ id }) => id),
    useful: week.useful.filter((id) => known.has(id)).slice(0, USEFUL),
    became: week.became,
    updated: new Set([...news, ...developing].flatMap(({ id }) => (alertedAt.has(id) ? [id] : []))),
    announced: new Set(announced.map(({ id }) => id)),
  };
}

/**
 * What may stand below its topic, besides the top story: some of each. Of a week that is each topic's most important
 * story, and then the most important of all: five in all with the top story, where there are no more topics than that.
 */
function listable([top, ...rest]: readonly FollowedStory[], selection: Selection): readonly FollowedStory[] {
  const byTopic = [...Map.groupBy(rest, ({ topic }) => topic)];
  if (selection !== 'weekly') return byTopic.flatMap(([, own]) => own.slice(0, PER_TOPIC));
  const firsts = byTopic.flatMap(([topic, own]) => (topic === top?.topic ? [] : own.slice(0, 1)));
  const others = rest.filter((story) => !firsts.includes(story));
  const listed = new Set([...firsts, ...others.slice(0, Math.max(0, PER_WEEK - firsts.length))]);
  return rest.filter((story) => listed.has(story));
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

/** What was corrected or became major is told before what merely went on. */
const turnedFirst = (stories: readonly FollowedStory[], { became }: WeekFacts): FollowedStory[] =>
  stories.toSorted((one, other) => Number(hasTurned(other.id, became)) - Number(hasTurned(one.id, became)));

/** An outlet that had told it before tells nothing new by telling it again. */
function hasNewOutlet(reports: PeriodStory['reports'], since: Date): boolean {
  const known = new Set(reports.filter(({ at }) => at <= since).map(({ outlet }) => outlet));
  return reports.some(({ at, outlet }) => at > since && !known.has(outlet));
}
