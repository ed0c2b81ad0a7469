import type { LinkedStory } from '../../core/messages/timeline.ts';
import type { Db } from '../engine/open.ts';

/** The stories before and after one. */
export interface StoryLinks {
  readonly follows?: LinkedStory;
  readonly followedBy: readonly LinkedStory[];
}

/** Returns which story a story follows, and which follow it, oldest first. */
export async function findStoryLinks(db: Db, storyId: number): Promise<StoryLinks> {
  const follows = await db
    .selectFrom('stories')
    .select(['id', 'headline'])
    .where('id', '=', (query) => query.selectFrom('stories').select('follows_id').where('id', '=', storyId))
    .executeTakeFirst();
  const followedBy = await db
    .selectFrom('stories')
    .select(['id', 'headline'])
    .where('follows_id', '=', storyId)
    .where('joined_into', 'is', null)
    .orderBy('id')
    .execute();
  return { ...(follows === undefined ? {} : { follows }), followedBy };
}

/** Returns a story's headline; undefined when it is kept no more. */
export async function findStoryHeadline(db: Db, storyId: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(storyId)) return undefined;
  const row = await db.selectFrom('stories').select('headline').where('id', '=', storyId).executeTakeFirst();
  return row?.headline;
}
