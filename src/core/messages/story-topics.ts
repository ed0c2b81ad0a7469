import type { Assessment, TopicId } from '../types.ts';

/** A topic attached to a story, with its strongest report's score. */
export interface StoryTopic {
  readonly id: TopicId;
  readonly score: number;
}

/** The share of a story's reports that must carry a topic before the story is tagged with it. */
const MIN_SHARE = 1 / 3;

/**
 * Decides which topics a story carries: those that at least a third of its reports carry, so that one odd report
 * among many adds no tag; and those it has been tagged with already, since a tag once shown stays.
 */
export function topicsOfStory(
  reports: readonly Pick<Assessment, 'topics'>[],
  tagged: readonly TopicId[],
): readonly StoryTopic[] {
  const carried = new Map<TopicId, { count: number; score: number }>();
  for (const { topics } of reports) {
    for (const topic of topics) {
      const sum = carried.get(topic.id) ?? { count: 0, score: 0 };
      carried.set(topic.id, {
        count: sum.count + (topic.tagged ? 1 : 0),
        score: Math.max(sum.score, topic.score),
      });
    }
  }
  return [...carried]
    .filter(([id, { count }]) => tagged.includes(id) || (count > 0 && count >= reports.length * MIN_SHARE))
    .map(([id, { score }]) => ({ id, score }));
}
