import { explainStory, type Explanation } from '../core/messages/explanation.ts';
import type { StoryView } from '../core/messages/message.ts';
import { toStoryView } from '../core/messages/story-view.ts';
import type { Subject, UiLanguage } from '../core/subject.ts';
import type { TopicId } from '../core/types.ts';
import type { Db } from '../db/open.ts';
import { listLatestStories } from '../db/stories.ts';
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
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  { language, ...wanted }: WantedStories,
): Promise<StoryView[]> {
  const views: StoryView[] = [];
  for (const { id } of await listLatestStories(db, wanted)) {
    const weighed = await weighStory(db, id, subject.topics);
    if (weighed === undefined) continue;
    const topics = subject.topics.filter((topic) => weighed.tagged.some(({ id: tag }) => tag === topic.id));
    views.push(toStoryView({ ...weighed, id: String(id), topics }, language));
  }
  return views;
}

/** Explains why a story was tagged as it was; undefined when it is kept no more. */
export async function findExplanation(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  storyId: number,
): Promise<Explanation | undefined> {
  const weighed = await weighStory(db, storyId, subject.topics);
  if (weighed === undefined) return undefined;
  const { score, independentOutlets } = weighed.importance;
  const tagged = weighed.tagged.map(({ id }) => id);
  return explainStory(
    { reports: weighed.articles, importance: score, outletCount: independentOutlets },
    tagged,
    subject.topics,
  );
}
