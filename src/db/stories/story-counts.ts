import type { CountedStory } from '../../core/subscriptions/rates.ts';
import type { Db } from '../engine/open.ts';

/** Lists the tagged stories first seen since a time, as far as counting what following them would bring needs them. */
export async function listCountedStories(db: Db, since: Date): Promise<readonly CountedStory[]> {
  const rows = await db
    .selectFrom('stories')
    .innerJoin('story_topics', 'story_topics.story_id', 'stories.id')
    .select(['stories.id', 'first_seen_at as at', 'importance', 'topic_id as topic', 'score'])
    .where('first_seen_at', '>=', since.getTime())
    .where('joined_into', 'is', null)
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((tags) => {
    const [story] = tags;
    if (story === undefined) return [];
    const topics = tags.map(({ topic, score }) => ({ id: topic, score }));
    return [{ firstSeen: new Date(story.at), importance: story.importance, topics }];
  });
}
