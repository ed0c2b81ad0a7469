import type { Move, PlacementReason } from '../../core/stories/story.ts';
import { batches } from '../deliveries/batches.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';

/** Returns the story that an id stands for: itself, or the one it was joined into. */
export async function findSurvivor(db: Db, storyId: number): Promise<number> {
  const row = await db
    .selectFrom('stories')
    .select('joined_into as into')
    .where('id', '=', storyId)
    .executeTakeFirst();
  return row?.into ?? storyId;
}

/** Returns the stories that ids stand for, as {@link findSurvivor} does, by these ids. */
export async function findSurvivors(
  db: Db,
  storyIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const survivors = new Map(storyIds.map((id) => [id, id]));
  for (const batch of batches([...survivors.keys()])) {
    const rows = await db
      .selectFrom('stories')
      .select(['id', 'joined_into as into'])
      .where('id', 'in', batch)
      .where('joined_into', 'is not', null)
      .execute();
    for (const { id, into } of rows) survivors.set(id, into ?? id);
  }
  return survivors;
}

/** Moves articles to another story, with the reason beside that of their placement. */
export async function moveArticles(
  db: Db,
  articleIds: readonly number[],
  into: number,
  moved: Move,
): Promise<void> {
  if (articleIds.length === 0) return;
  const rows = await db
    .selectFrom('articles')
    .select(['id', 'placement'])
    .where('id', 'in', articleIds)
    .execute();
  for (const { id, placement } of rows) {
    const reason: PlacementReason =
      placement === null ? { probability: 0, threshold: 0, reasons: [] } : fromJson(placement);
    await db
      .updateTable('articles')
      .set({ story_id: into, placement: toJson({ ...reason, moved }) })
      .where('id', '=', id)
      .execute();
  }
}

/**
 * Joins a story into another: its articles, tags and deliveries, and the stories that follow it, become the
 * survivor's, and its row is left as a pointer. What anybody was told of either counts for both.
 */
export async function absorbStory(
  db: Db,
  { survivor, absorbed }: { readonly survivor: number; readonly absorbed: number },
  { probability, now }: { readonly probability: number; readonly now: Date },
): Promise<void> {
  const articles = await db.selectFrom('articles').select('id').where('story_id', '=', absorbed).execute();
  const move = { kind: 'joined' as const, from: String(absorbed), probability };
  await moveArticles(
    db,
    articles.map(({ id }) => id),
    survivor,
    move,
  );
  await db
    .insertInto('story_topics')
    .columns(['story_id', 'topic_id', 'score', 'tagged_at'])
    .expression((query) =>
      query
        .selectFrom('story_topics as own')
        .select((row) => [row.lit(survivor).as('story_id'), 'own.topic_id', 'own.score', 'own.tagged_at'])
        .where('own.story_id', '=', absorbed),
    )
    .onConflict((conflict) => conflict.columns(['story_id', 'topic_id']).doNothing())
    .execute();
  await db.deleteFrom('story_topics').where('story_id', '=', absorbed).execute();
  await joinRows(db, { survivor, absorbed }, now);
}

/** Brings both rows in order: what the survivor takes over, and the pointers to it. */
async function joinRows(
  db: Db,
  { survivor, absorbed }: { readonly survivor: number; readonly absorbed: number },
  now: Date,
): Promise<void> {
  const rows = await db
    .selectFrom('stories')
    .select(['id', 'first_seen_at', 'seeded', 'missed_since', 'last_fact_at'])
    .where('id', 'in', [survivor, absorbed])
    .execute();
  const isTold = await hasAlerts(db, [survivor, absorbed]);
  const missed = rows.flatMap(({ missed_since: since }) => since ?? []);
  await db
    .updateTable('stories')
    .set({
      first_seen_at: Math.min(...rows.map((row) => row.first_seen_at)),
      last_fact_at: Math.max(...rows.map((row) => row.last_fact_at)),
      seeded: Math.max(...rows.map(({ seeded }) => seeded)),
      missed_since: isTold || missed.length === 0 ? null : Math.min(...missed),
    })
    .where('id', '=', survivor)
    .execute();
  await db
    .updateTable('stories')
    .set({
      joined_into: survivor,
      closed: 1,
      phase: 'closed',
      phase_until: null,
      missed_since: null,
      changed_at: now.getTime(),
    })
    .where('id', '=', absorbed)
    .execute();
  await db
    .updateTable('stories')
    .set({ joined_into: survivor })
    .where('joined_into', '=', absorbed)
    .execute();
  await db.updateTable('stories').set({ follows_id: survivor }).where('follows_id', '=', absorbed).execute();
  await db
    .updateTable('stories')
    .set({ follows_id: null })
    .where('id', '=', survivor)
    .where('follows_id', '=', survivor)
    .execute();
}

async function hasAlerts(db: Db, storyIds: readonly number[]): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('story_id', 'in', storyIds)
    .where('kind', '=', 'alert')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Lists who need not be told of a story, since its reports stood in the alert of the one it was split from. */
export async function listTold(db: Db, storyId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('story_told')
    .select('destination_id as id')
    .where('story_id', '=', storyId)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * Writes down who was told of a story by an alert of another: those whose alert had begun to be sent when, or after,
 * one of these articles was first seen, and those whom the other need not tell for the same reason.
 */
export async function saveTold(
  db: Db,
  {
    from,
    into,
    articleIds,
  }: { readonly from: number; readonly into: number; readonly articleIds: readonly number[] },
): Promise<void> {
  const { seen } = await db
    .selectFrom('articles')
    .select((query) => query.fn.min('first_seen_at').as('seen'))
    .where('id', 'in', articleIds)
    .executeTakeFirstOrThrow();
  const alerts = await db
    .selectFrom('outbox')
    .select('destination_id as id')
    .where('story_id', '=', from)
    .where('kind', '=', 'alert')
    .where('state', 'in', ['sending', 'sent', 'unknown'])
    .where('updated_at', '>=', seen)
    .execute();
  const told = new Set([...alerts.map(({ id }) => id), ...(await listTold(db, from))]);
  if (told.size === 0) return;
  await db
    .insertInto('story_told')
    .values([...told].map((id) => ({ story_id: into, destination_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
