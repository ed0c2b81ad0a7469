import { chartDays, drawUp } from '../../core/digest/chart.ts';
import { chooseDigest, type DigestChoice, type Selection, type WeekFacts } from '../../core/digest/choose.ts';
import type { Chart, Coverage, Digest } from '../../core/digest/digest.ts';
import { layOutDigest, type ChosenStory, type DigestFrame } from '../../core/digest/layout.ts';
import { findMainTopic, followPeriod, isWithin, type Period } from '../../core/digest/period.ts';
import type { StoryId } from '../../core/stories/story.ts';
import type { Subject, Topic } from '../../core/subject.ts';
import type { TopicId } from '../../core/types.ts';
import {
  countRead,
  listAlerted,
  listHeadlines,
  listPeriodStories,
  type FoundStory,
} from '../../db/deliveries/digest-stories.ts';
import { listPolledFeeds } from '../../db/feeds/feeds.ts';
import { listMutes } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { findWeekFacts } from './week-facts.ts';
import { weighStory, type WeighedStory } from '../stories/weigh-story.ts';

const DAY_MS = 86_400_000;
/** How far back the chart and the comparison with the period before reach. */
const HISTORY_MS = 8 * DAY_MS;

/** What came out in a period, for readers of any topics. */
export interface PeriodContent {
  readonly period: Period;
  readonly stories: readonly FoundStory[];
  readonly coverage: Coverage;
  /** Reads a story and weighs it, once for all readers. */
  readonly weigh: (id: StoryId) => Promise<WeighedStory | undefined>;
  /** Finds what became of its stories, once for all readers; of a week. */
  readonly findFacts: () => Promise<WeekFacts>;
}

/** Reads what came out in a period, and what the days before had. */
export async function readPeriod(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  period: Period,
): Promise<PeriodContent> {
  const weighed = new Map<StoryId, WeighedStory | undefined>();
  let facts: WeekFacts | undefined;
  const lengthMs = period.until.getTime() - period.from.getTime();
  const beganSince = new Date(period.until.getTime() - Math.max(HISTORY_MS, 2 * lengthMs));
  const feeds = await listPolledFeeds(db);
  const polls = feeds.flatMap(({ state }) => state.lastPolledAt ?? []);
  const stories = await listPeriodStories(db, period, beganSince);
  return {
    period,
    stories,
    coverage: {
      ...(await countRead(db, period)),
      feeds: feeds.length,
      feedsDown: feeds.filter(({ state }) => state.state === 'down' || state.state === 'gone').length,
      ...(polls.length === 0 ? {} : { lastPollAt: polls.reduce((last, at) => (at > last ? at : last)) }),
    },
    async weigh(id) {
      if (!weighed.has(id)) weighed.set(id, await weighStory(db, Number(id), subject.topics));
      return weighed.get(id);
    },
    async findFacts() {
      facts ??= await findWeekFacts(db, stories, period);
      return facts;
    },
  };
}

/** For whom a digest is chosen. */
export interface DigestReader {
  readonly topics: readonly TopicId[];
  /** Whose alerts and mutes count; absent for somebody who has none. */
  readonly destinationId?: string;
}

/** Chooses a reader's stories of a period. */
export async function chooseFor(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  { period, stories, findFacts }: PeriodContent,
  reader: DigestReader,
  selection: Selection,
): Promise<DigestChoice> {
  const { destinationId } = reader;
  const mutes = destinationId === undefined ? [] : await listMutes(db, destinationId, period.until);
  const muted = new Set(mutes.map(({ kind, subject: what }) => `${kind}:${what}`));
  const alertedAt =
    destinationId === undefined || selection === 'weekly'
      ? new Map<StoryId, Date>()
      : await listAlerted(db, destinationId, new Date(period.from.getTime() - HISTORY_MS));
  const followed = followPeriod(
    stories.filter(({ id }) => !muted.has(`story:${id}`)),
    topicsOf(subject, reader).filter(({ id }) => !muted.has(`topic:${id}`)),
    period,
  );
  const week = selection === 'weekly' ? { week: await findFacts() } : {};
  return chooseDigest({ followed, alertedAt, selection, ...week });
}

/** Lays out what was chosen for a reader. */
export async function layOut(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  { period, stories, coverage, weigh }: PeriodContent,
  choice: DigestChoice,
  { frame, zone, isQuiet }: { readonly frame: DigestFrame; readonly zone: string; readonly isQuiet: boolean },
): Promise<Digest> {
  const topics = topicsOf(subject, { topics: frame.topicIds });
  const ids = listedIds(choice);
  const chosen = new Map<StoryId, ChosenStory>();
  const found = stories.filter(({ id }) => ids.has(id));
  const followed = await listHeadlines(
    db,
    found.flatMap(({ followsId }) => followsId ?? []),
  );
  for (const { id, followsId } of found) {
    const weighed = await weigh(id);
    const topic = weighed === undefined ? undefined : findMainTopic(weighed.tagged, topics);
    const follows = followed.get(followsId ?? 0);
    if (weighed === undefined || topic === undefined) continue;
    chosen.set(id, { ...weighed, id, topic, ...(follows === undefined ? {} : { follows }) });
  }
  return layOutDigest(choice, chosen, {
    frame,
    coverage,
    isQuiet,
    chart: hasChart(frame) ? chartOf(stories, { period, zone, topics, frame }) : undefined,
    before: hasChart(frame) ? countBefore(stories, period, topics) : undefined,
  });
}

/** An absence is told of in a few lines, with nothing to compare it with. */
const hasChart = ({ variant, days }: DigestFrame): boolean => variant !== 'away' && days === 1;

const topicsOf = ({ topics }: Subject, reader: Pick<DigestReader, 'topics'>): Topic[] =>
  topics.filter(({ id }) => reader.topics.includes(id));

const listedIds = ({ top, highlights, groups, developing, useful }: DigestChoice): ReadonlySet<StoryId> =>
  new Set([
    ...(top === undefined ? [] : [top]),
    ...highlights,
    ...groups.flatMap(({ listed }) => listed),
    ...developing,
    ...useful,
  ]);

function chartOf(
  stories: readonly FoundStory[],
  wanted: {
    readonly period: Period;
    readonly zone: string;
    readonly topics: readonly Topic[];
    readonly frame: DigestFrame;
  },
): Chart | undefined {
  const { period, zone, topics, frame } = wanted;
  const chart = drawUp(stories, chartDays(period.until, zone), topics, frame.language);
  return chart === undefined || frame.variant !== 'weekly' ? chart : { ...chart, isWhole: true };
}

/** Counts the stories of the period before, which was as long. */
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
