import type { TopicId } from '../../core/types.ts';
import type { Db } from '../engine/open.ts';

/** Returns the topics of each of these stories, the strongest first. */
export async function listTagsOf(
  db: Db,
  storyIds: readonly number[],
): Promise<ReadonlyMap<number, readonly TopicId[]>> {
  if (storyIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('story_topics')
    .select(['story_id as storyId', 'topic_id as topicId'])
    .where('story_id', 'in', storyIds)
    .orderBy('score', 'desc')
    .orderBy('topic_id')
    .execute();
  const tags = new Map<number, TopicId[]>();
  for (const { storyId, topicId } of rows) tags.set(storyId, [...(tags.get(storyId) ?? []), topicId]);
  return tags;
}
