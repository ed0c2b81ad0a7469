import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Fingerprint, OpenStory } from '../../core/stories/story.ts';
import type { Language, TopicId } from '../../core/types.ts';
import { fromJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { StoryRow, Tables } from '../engine/tables.ts';

/** A story as it stands: what a list of stories shows. */
export interface StorySummary {
  readonly id: number;
  readonly headline: string;
  readonly language: Language;
  readonly url?: string;
  readonly firstSeen: Date;
  readonly lastReport: Date;
  readonly importance: number;
  readonly reportCount: number;
  readonly followsId?: number;
}

/** What a story's reports make of it. */
export interface StoryState {
  readonly headline: string;
  readonly language: Language;
  readonly url?: string;
  readonly lastReport: Date;
  readonly importance: number;
  readonly reportCount: number;
}

/** Starts a story and returns its id. */
export async function insertStory(
  db: Db,
  story: {
    readonly firstSeen: Date;
    readonly followsId?: number;
    readonly isSeeded: boolean;
    /** Set for a story that piled up while its feed could not be read. */
    readonly missedSince?: Date;
    /** Set for one whose reports were taken out of another. */
    readonly splitFrom?: number;
  },
): Promise<number> {
  const at = story.firstSeen.getTime();
  const { id } = await db
    .insertInto('stories')
    .values({
      headline: '',
      language: 'und',
      url: null,
      first_seen_at: at,
      last_report_at: at,
      changed_at: at,
      importance: 0,
      report_count: 0,
      follows_id: story.followsId ?? null,
      closed: 0,
      seeded: story.isSeeded ? 1 : 0,
      missed_since: story.missedSince?.getTime() ?? null,
      phase: 'breaking',
      first_report_at: at,
      last_fact_at: at,
      split_from: story.splitFrom ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The stories that piled up in an outage and have not been told of, oldest first. */
export interface Backlog {
  readonly storyIds: readonly number[];
  /** Since when the first of their feeds could not be read. */
  readonly since: Date;
}

/** Returns when the first story of a backlog was found, or undefined when there is no backlog. */
export async function findBacklogStart(db: Db): Promise<Date | undefined> {
  const row = await db
    .selectFrom('stories')
    .select((query) => query.fn.min('first_seen_at').as('start'))
    .where('missed_since', 'is not', null)
    .executeTakeFirst();
  return typeof row?.start === 'number' ? new Date(row.start) : undefined;
}

/** Ends a backlog and returns its stories; whoever calls it owes them to somebody in the same transaction. */
export async function takeBacklog(db: Db): Promise<Backlog | undefined> {
  const rows = await db
    .selectFrom('stories')
    .select(['id', 'missed_since as since'])
    .where('missed_since', 'is not', null)
    .execute();
  if (rows.length === 0) return undefined;
  // Sorted here: asked for in this order, SQLite would rather read all stories than sort these few.
  const storyIds = rows.map(({ id }) => id).toSorted((one, other) => one - other);
  await db.updateTable('stories').set({ missed_since: null }).where('id', 'in', storyIds).execute();
  return { storyIds, since: new Date(Math.min(...rows.flatMap(({ since }) => since ?? []))) };
}

/** Brings a story up to what its reports now say. */
export async function updateStory(db: Db, id: number, state: StoryState, now: Date): Promise<void> {
  await db
    .updateTable('stories')
    .set({
      headline: state.headline,
      language: state.language,
      url: state.url ?? null,
      last_report_at: state.lastReport.getTime(),
      changed_at: now.getTime(),
      importance: state.importance,
      report_count: state.reportCount,
    })
    .where('id', '=', id)
    .execute();
}

/** Tags a story with topics, or raises the score of tags it has. A tag once shown stays. */
export async function tagStory(
  db: Db,
  storyId: number,
  topics: readonly { readonly id: TopicId; readonly score: number }[],
  now: Date,
): Promise<void> {
  for (const { id, score } of topics) {
    await db
      .insertInto('story_topics')
      .values({ story_id: storyId, topic_id: id, score, tagged_at: now.getTime() })
      .onConflict((conflict) => conflict.columns(['story_id', 'topic_id']).doUpdateSet({ score }))
      .execute();
  }
}

/** Returns what a change of the story must take into account. */
export async function getStory(
  db: Db,
  id: number,
): Promise<{
  readonly firstSeen: Date;
  readonly isSeeded: boolean;
  readonly followsId?: number;
  readonly missedSince?: Date;
}> {
  const row = await db
    .selectFrom('stories')
    .select(['first_seen_at', 'seeded', 'follows_id', 'missed_since'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    firstSeen: new Date(row.first_seen_at),
    isSeeded: row.seeded === 1,
    ...(row.follows_id === null ? {} : { followsId: row.follows_id }),
    ...(row.missed_since === null ? {} : { missedSince: new Date(row.missed_since) }),
  };
}

/** Lists the topics a story is tagged with. */
export async function listStoryTopics(db: Db, storyId: number): Promise<readonly TopicId[]> {
  const rows = await db
    .selectFrom('story_topics')
    .select('topic_id')
    .where('story_id', '=', storyId)
    .execute();
  return rows.map((row) => row.topic_id);
}

/**
 * Lists the stories that still accept reports, with what placing needs of each report, oldest first.
 * @param among only these, where given
 */
export async function listOpenStories(
  db: Db,
  reportedSince: Date,
  among?: readonly number[],
): Promise<OpenStory[]> {
  const rows = await db
    .selectFrom('stories')
    .innerJoin('articles', 'articles.story_id', 'stories.id')
    .select(['stories.id as storyId', 'follows_id as followsId', 'articles.id as articleId', 'fingerprint'])
    .where('closed', '=', 0)
    .where('last_report_at', '>=', reportedSince.getTime())
    .$if(among !== undefined, (query) => query.where('stories.id', 'in', among ?? []))
    .orderBy('stories.id')
    .orderBy('articles.id')
    .execute();
  const stories = new Map<
    number,
    { id: string; follows?: string; reports: OpenStory['reports'][number][] }
  >();
  for (const { storyId, followsId, articleId, fingerprint } of rows) {
    if (fingerprint === null) continue;
    const story = stories.get(storyId) ?? {
      id: String(storyId),
      ...(followsId === null ? {} : { follows: String(followsId) }),
      reports: [],
    };
    story.reports.push({ articleId: String(articleId), fingerprint: fromJson<Fingerprint>(fingerprint) });
    stories.set(storyId, story);
  }
  return [...stories.values()];
}

/** Which tagged stories are meant: of any topic, or of some. */
export interface StoryFilter {
  readonly since: Date;
  readonly topicIds?: readonly TopicId[];
}

/** Lists the latest tagged stories, newest report first. */
export async function listLatestStories(
  db: Db,
  wanted: StoryFilter & { readonly limit: number },
): Promise<StorySummary[]> {
  const rows = await db
    .selectFrom('stories')
    .selectAll()
    .where(isTagged(wanted.topicIds))
    .where('last_report_at', '>=', wanted.since.getTime())
    .orderBy('last_report_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.limit)
    .execute();
  return rows.map(fromRow);
}

/** Counts the tagged stories with a report since a time. */
export async function countStories(db: Db, wanted: StoryFilter): Promise<number> {
  const { count } = await db
    .selectFrom('stories')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('last_report_at', '>=', wanted.since.getTime())
    .where(isTagged(wanted.topicIds))
    .executeTakeFirstOrThrow();
  return count;
}

/** Asked of each story that the times leave: a list of all tagged ones would grow with the years. */
const isTagged = (topicIds: readonly TopicId[] | undefined) => (is: ExpressionBuilder<Tables, 'stories'>) =>
  topicIds?.length === 0
    ? is.lit(false)
    : is.exists(
        is
          .selectFrom('story_topics')
          .select('story_topics.story_id')
          .whereRef('story_topics.story_id', '=', 'stories.id')
          .$if(topicIds !== undefined, (query) => query.where('topic_id', 'in', topicIds ?? [])),
      );

function fromRow(row: Selectable<StoryRow>): StorySummary {
  return {
    id: row.id,
    headline: row.headline,
    language: row.language,
    ...(row.url === null ? {} : { url: row.url }),
    firstSeen: new Date(row.first_seen_at),
    lastReport: new Date(row.last_report_at),
    importance: row.importance,
    reportCount: row.report_count,
    ...(row.follows_id === null ? {} : { followsId: row.follows_id }),
  };
}
