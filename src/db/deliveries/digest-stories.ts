import type { Period, PeriodStory } from '../../core/digest/period.ts';
import type { Outlet } from '../../core/types.ts';
import { fromJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import { batches } from './batches.ts';

/** A story of a period, the one it follows, and whether anything more is to come of it. */
export interface FoundStory extends PeriodStory {
  readonly followsId?: number;
  readonly isClosed: boolean;
}

/**
 * Lists the tagged stories that began or were told of further in a period, and those that began since a time before it;
 * these without their reports. What stood in a feed when it was first read, or piled up in an outage, counts by its
 * own date.
 */
export async function listPeriodStories(db: Db, period: Period, beganSince: Date): Promise<FoundStory[]> {
  const { from, until } = period;
  const rows = await db
    .selectFrom('stories')
    .select(['id', 'first_seen_at', 'first_report_at', 'seeded', 'importance', 'follows_id', 'closed'])
    .where('joined_into', 'is', null)
    .where((is) =>
      is.or([
        is.and([is('first_seen_at', '>', beganSince.getTime()), is('first_seen_at', '<=', until.getTime())]),
        is(
          'id',
          'in',
          is
            .selectFrom('articles')
            .select('story_id')
            .$narrowType<{ story_id: number }>()
            .where('story_id', 'is not', null)
            .where('first_seen_at', '>', from.getTime())
            .where('first_seen_at', '<=', until.getTime()),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
  const tags = await listTags(
    db,
    rows.map(({ id }) => id),
  );
  const stories = rows
    .map((row) => ({
      id: row.id,
      begunAt: beginOf(row),
      isSeeded: row.seeded === 1,
      isClosed: row.closed === 1,
      importance: row.importance,
      topics: tags.get(row.id) ?? [],
      ...(row.follows_id === null ? {} : { followsId: row.follows_id }),
    }))
    .filter(({ topics }) => topics.length > 0);
  const reports = await listReports(db, stories, from);
  return stories.map(({ id, begunAt, importance, topics, followsId, isClosed }) => ({
    id: String(id),
    begunAt,
    importance,
    topics,
    reports: reports.get(id) ?? [],
    isClosed,
    ...(followsId === undefined ? {} : { followsId }),
  }));
}

function beginOf(row: {
  readonly first_seen_at: number;
  readonly first_report_at: number;
  readonly seeded: number;
}): Date {
  const isDated = row.seeded === 1 && row.first_report_at > 0;
  return new Date(isDated ? Math.min(row.first_report_at, row.first_seen_at) : row.first_seen_at);
}

type Tags = PeriodStory['topics'][number][];

async function listTags(db: Db, storyIds: readonly number[]): Promise<ReadonlyMap<number, Tags>> {
  const tags = new Map<number, Tags>();
  for (const batch of batches(storyIds)) {
    const rows = await db
      .selectFrom('story_topics')
      .select(['story_id', 'topic_id', 'score'])
      .where('story_id', 'in', batch)
      .execute();
    for (const { story_id: id, topic_id: topic, score } of rows)
      tags.set(id, [...(tags.get(id) ?? []), { id: topic, score }]);
  }
  return tags;
}

type Reports = PeriodStory['reports'][number][];

/** The reports of the stories that have one since a time, in the order in which they joined. */
async function listReports(
  db: Db,
  stories: readonly { readonly id: number; readonly isSeeded: boolean }[],
  since: Date,
): Promise<ReadonlyMap<number, Reports>> {
  const seeded = new Set(stories.flatMap(({ id, isSeeded }) => (isSeeded ? [id] : [])));
  const reports = new Map<number, Reports>();
  for (const batch of batches(stories.map(({ id }) => id))) {
    const rows = await db
      .selectFrom('articles')
      .select(['story_id', 'outlet', 'first_seen_at', 'published_at'])
      .where('story_id', 'in', batch)
      .where('story_id', 'in', (query) =>
        query
          .selectFrom('articles as recent')
          .select('recent.story_id')
          .$narrowType<{ story_id: number }>()
          .where('recent.story_id', 'is not', null)
          .where('recent.first_seen_at', '>', since.getTime()),
      )
      .orderBy('id')
      .execute();
    for (const { story_id: id, outlet, first_seen_at: seen, published_at: published } of rows) {
      if (id === null) continue;
      const at = seeded.has(id) && published !== null ? Math.min(published, seen) : seen;
      const report = { at: new Date(at), outlet: fromJson<Outlet>(outlet).name };
      reports.set(id, [...(reports.get(id) ?? []), report]);
    }
  }
  return reports;
}

/** Counts the entries that were read in a period, and the articles among them that are on the subject. */
export async function countRead(
  db: Db,
  { from, until }: Period,
): Promise<{ readonly entries: number; readonly onSubject: number }> {
  const entries = await db
    .selectFrom('entries')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('read_at', '>', from.getTime())
    .where('read_at', '<=', until.getTime())
    .executeTakeFirstOrThrow();
  const relevant = await db
    .selectFrom('articles')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where((is) => is('relevant', '=', is.lit(1)))
    .where('first_seen_at', '>', from.getTime())
    .where('first_seen_at', '<=', until.getTime())
    .executeTakeFirstOrThrow();
  return { entries: entries.count, onSubject: relevant.count };
}

/** Returns the headlines of stories by their ids. */
export async function listHeadlines(
  db: Db,
  storyIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const headlines = new Map<number, string>();
  for (const batch of batches(storyIds)) {
    const rows = await db.selectFrom('stories').select(['id', 'headline']).where('id', 'in', batch).execute();
    for (const { id, headline } of rows) headlines.set(id, headline);
  }
  return headlines;
}
