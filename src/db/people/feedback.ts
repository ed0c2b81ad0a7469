import type { Selectable } from 'kysely';
import { OPINION_KINDS, type Opinion } from '../../core/feedback.ts';
import type { TopicId } from '../../core/types.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { FeedbackRow } from '../engine/tables.ts';

/** Keeps what a person says of a story, in place of what they said before. */
export async function saveOpinion(
  db: Db,
  person: string,
  { storyId, kind, topics, givenAt }: Opinion,
): Promise<void> {
  const said = { kind, topics: toJson(topics), given_at: givenAt.getTime() };
  await db
    .insertInto('feedback')
    .values({ person, story_id: storyId, ...said })
    .onConflict((conflict) => conflict.columns(['person', 'story_id']).doUpdateSet(said))
    .execute();
}

/** Forgets what a person said of a story. */
export async function deleteOpinion(db: Db, person: string, storyId: number): Promise<void> {
  await db.deleteFrom('feedback').where('person', '=', person).where('story_id', '=', storyId).execute();
}

/** Forgets everything that a person said, and returns of how many stories that was. */
export async function deleteFeedback(db: Db, person: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('feedback')
    .where('person', '=', person)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Lists everything that a person said, newest first. */
export async function listFeedbackOf(db: Db, person: string): Promise<Opinion[]> {
  const rows = await db
    .selectFrom('feedback')
    .selectAll()
    .where('person', '=', person)
    .orderBy('given_at', 'desc')
    .orderBy('story_id', 'desc')
    .execute();
  return rows.flatMap(fromRow);
}

/** Lists all opinions of the stories of which somebody said something since a time, story by story. */
export async function listFeedback(db: Db, since: Date): Promise<Opinion[]> {
  const rows = await db
    .selectFrom('feedback')
    .selectAll()
    .where('story_id', 'in', (query) =>
      query.selectFrom('feedback').select('story_id').where('given_at', '>=', since.getTime()),
    )
    .orderBy('story_id')
    .orderBy('given_at')
    .orderBy('person')
    .execute();
  return rows.flatMap(fromRow);
}

/** A kind that a newer program wrote means nothing here. */
function fromRow(row: Selectable<FeedbackRow>): Opinion[] {
  const kind = OPINION_KINDS.find((one) => one === row.kind);
  if (kind === undefined) return [];
  const topics = fromJson<readonly TopicId[]>(row.topics);
  return [{ storyId: row.story_id, kind, topics, givenAt: new Date(row.given_at) }];
}
