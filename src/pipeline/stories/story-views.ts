import type { StoryView } from '../../core/messages/message.ts';
import { toStoryView } from '../../core/messages/story-view.ts';
import type { Subject, UiLanguage } from '../../core/subject.ts';
import type { TopicId } from '../../core/types.ts';
import type { Db } from '../../db/engine/open.ts';
import { listLatestStories } from '../../db/stories/stories.ts';
import { weighStory } from './weigh-story.ts';

/** Which stories are wanted: those reported since a time, of some topics if any are named, newest first. */
export interface WantedStories {
  readonly language: UiLanguage;
  readonly since: Date;
  readonly limit: number;
  readonly topicIds?: readonly TopicId[];
}

/** Lists the latest stories as readers see them. */
export async function listStoryViews(
  { db, subject }: Stories,
  { language, ...wanted }: WantedStories,
): Promise<StoryView[]> {
  const latest = await listLatestStories(db, wanted);
  return await listViewsOf(
    { db, subject },
    latest.map(({ id }) => id),
    language,
  );
}

/** Where stories are kept, and what they are about. */
interface Stories {
  readonly db: Db;
  readonly subject: Subject;
}

/** Returns stories as readers see them, in the order of their ids; what is kept no more is left out. */
export async function listViewsOf(
  { db, subject }: Stories,
  ids: readonly number[],
  language: UiLanguage,
): Promise<StoryView[]> {
  const views: StoryView[] = [];
  for (const id of ids) {
    const weighed = await weighStory(db, id, subject.topics);
    if (weighed === undefined) continue;
    const topics = subject.topics.filter((topic) => weighed.tagged.some(({ id: tag }) => tag === topic.id));
    views.push(toStoryView({ ...weighed, id: String(id), topics }, language));
  }
  return views;
}
