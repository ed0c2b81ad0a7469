import { chartDays, drawUp } from '../../core/digest/chart.ts';
import type { WeekFacts } from '../../core/digest/choose.ts';
import type { Chart, Coverage } from '../../core/digest/digest.ts';
import type { QuotedStory } from '../../core/digest/layout.ts';
import {
  findMainTopic,
  followPeriod,
  isWithin,
  type FollowedPeriod,
  type Period,
} from '../../core/digest/period.ts';
import { chooseHeadline } from '../../core/messages/summary.ts';
import type { StoryId } from '../../core/stories/story.ts';
import type { Subject, Topic, UiLanguage } from '../../core/subject.ts';
import {
  countRead,
  listHeadlines,
  listPeriodStories,
  type FoundStory,
} from '../../db/deliveries/digest-stories.ts';
import { listPolledFeeds } from '../../db/feeds/feeds.ts';
import type { Db } from '../../db/engine/open.ts';
import { weighStory, type WeighedStory } from '../stories/weigh-story.ts';
import { findWeekFacts } from './week-facts.ts';

const DAY_MS = 86_400_000;
/** How far back the chart and the comparison with the period before reach. */
export const HISTORY_MS = 8 * DAY_MS;

/**
 * What came out in a period. Thousands of readers share it, and most of them topics and language as well: whatever is
 * the same for several is found once.
 */
export interface PeriodContent {
  readonly period: Period;
  readonly coverage: Coverage;
  /** Finds what it brought to readers of some topics. */
  readonly follow: (topics: readonly Topic[]) => FollowedPeriod;
  /** Draws up the chart of some topics' last seven days. */
  readonly drawUp: (shown: ChartFrame) => Chart | undefined;
  /** Counts the stories of the period before, which was as long. */
  readonly countBefore: (topics: readonly Topic[]) => ReadonlyMap<Topic, number>;
  /** Reads a story and weighs it, with its headline for readers of a language. */
  readonly quote: (id: StoryId, language: UiLanguage) => Promise<QuotedStory | undefined>;
  /** Finds what became of its stories; of a week. */
  readonly findFacts: () => Promise<WeekFacts>;
}

interface ChartFrame {
  readonly topics: readonly Topic[];
  readonly zone: string;
  readonly language: UiLanguage;
  readonly isWhole: boolean;
}

/** Reads what came out in a period, and what the days before had. */
export async function readPeriod(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  period: Period,
): Promise<PeriodContent> {
  const lengthMs = period.until.getTime() - period.from.getTime();
  const beganSince = new Date(period.until.getTime() - Math.max(HISTORY_MS, 2 * lengthMs));
  const stories = await listPeriodStories(db, period, beganSince);
  const facts = onceEach<Promise<WeekFacts>>();
  return {
    period,
    coverage: await findCoverage(db, period),
    ...shareByTopics(stories, period),
    quote: createQuoting({ db, subject }, stories),
    findFacts: () => facts('', () => findWeekFacts(db, stories, period)),
  };
}

async function findCoverage(db: Db, period: Period): Promise<Coverage> {
  const feeds = await listPolledFeeds(db);
  const polls = feeds.flatMap(({ state }) => state.lastPolledAt ?? []);
  return {
    ...(await countRead(db, period)),
    feeds: feeds.length,
    feedsDown: feeds.filter(({ state }) => state.state === 'down' || state.state === 'gone').length,
    ...(polls.length === 0 ? {} : { lastPollAt: polls.reduce((last, at) => (at > last ? at : last)) }),
  };
}

function shareByTopics(
  stories: readonly FoundStory[],
  period: Period,
): Pick<PeriodContent, 'follow' | 'drawUp' | 'countBefore'> {
  const followed = onceEach<FollowedPeriod>();
  const charts = onceEach<Chart | undefined>();
  const before = onceEach<ReadonlyMap<Topic, number>>();
  return {
    follow: (topics) => followed(keyOf(topics), () => followPeriod(stories, topics, period)),
    drawUp: ({ topics, zone, language, isWhole }) =>
      charts([keyOf(topics), zone, language, isWhole].join(' '), () => {
        const chart = drawUp(stories, chartDays(period.until, zone), topics, language);
        return chart === undefined || !isWhole ? chart : { ...chart, isWhole };
      }),
    countBefore: (topics) => before(keyOf(topics), () => countBefore(stories, period, topics)),
  };
}

const keyOf = (topics: readonly Topic[]): string => topics.map(({ id }) => id).join(',');

function countBefore(
  stories: readonly FoundStory[],
  { from, until }: Period,
  topics: readonly Topic[],
): ReadonlyMap<Topic, number> {
  const before = { from: new Date(2 * from.getTime() - until.getTime()), until: from };
  const counts = new Map<Topic, number>();
  for (const { begunAt, topics: tags } of stories) {
    const topic = isWithin(begunAt, before) ? findMainTopic(tags, topics) : undefined;
    if (topic !== undefined) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return counts;
}

function createQuoting(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  stories: readonly FoundStory[],
): PeriodContent['quote'] {
  const followsIds = new Map(stories.map(({ id, followsId }) => [id, followsId]));
  const weighed = onceEach<Promise<readonly [WeighedStory | undefined, string | undefined]>>();
  const quoted = onceEach<Promise<QuotedStory | undefined>>();
  const weigh = async (id: StoryId): Promise<readonly [WeighedStory | undefined, string | undefined]> => {
    const followsId = followsIds.get(id);
    const headlines = await listHeadlines(db, followsId === undefined ? [] : [followsId]);
    return [await weighStory(db, Number(id), subject.topics), headlines.get(followsId ?? 0)];
  };
  return (id, language) =>
    quoted(`${language} ${id}`, async () => {
      const [story, follows] = await weighed(id, () => weigh(id));
      if (story === undefined) return undefined;
      const headline = chooseHeadline(story.articles, language);
      return { ...story, id, headline, ...(follows === undefined ? {} : { follows }) };
    });
}

/** Returns a function that finds a value once for every key. */
function onceEach<Value>(): (key: string, find: () => Value) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (key, find) => {
    const found = known.get(key) ?? { value: find() };
    known.set(key, found);
    return found.value;
  };
}
