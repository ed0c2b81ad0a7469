import type { StoryTopic } from '../messages/story-topics.ts';
import type { StoryId } from '../stories/story.ts';
import type { Topic } from '../subject.ts';
import type { TopicId } from '../types.ts';

/** The stories that begin after `from` and not after `until`. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

/** A story as far as a digest chooses by it. */
export interface PeriodStory {
  readonly id: StoryId;
  readonly begunAt: Date;
  readonly topics: readonly StoryTopic[];
  readonly importance: number;
  /** In the order in which they joined. */
  readonly reports: readonly { readonly at: Date; readonly outlet: string }[];
}

/** A story under the topic where its readers find it. */
export interface FollowedStory extends PeriodStory {
  readonly topic: Topic;
}

/** What a period brought to readers of the same topics, whatever each of them has heard of already. */
export interface FollowedPeriod {
  readonly period: Period;
  readonly topics: readonly Topic[];
  /** The stories that began in it; the most important first, of equals what began last. */
  readonly begun: readonly FollowedStory[];
  /** Those from before that were told further in it, in the same order. */
  readonly developing: readonly FollowedStory[];
}

/** Finds what a period brought to readers of some topics. */
export function followPeriod(
  stories: readonly PeriodStory[],
  topics: readonly Topic[],
  period: Period,
): FollowedPeriod {
  const followed = stories
    .flatMap((story): FollowedStory[] => {
      const topic = findMainTopic(story.topics, topics);
      return topic === undefined ? [] : [{ ...story, topic }];
    })
    .toSorted(byImportance);
  return {
    period,
    topics,
    begun: followed.filter(({ begunAt }) => isWithin(begunAt, period)),
    developing: followed.filter(
      ({ begunAt, reports }) => begunAt <= period.from && reports.some(({ at }) => isWithin(at, period)),
    ),
  };
}

/** Returns the topic under which a reader finds a story: the strongest of its tags among those followed. */
export function findMainTopic(tags: readonly StoryTopic[], followed: readonly Topic[]): Topic | undefined {
  const known = new Map<TopicId, Topic>(followed.map((topic) => [topic.id, topic]));
  const strongest = tags
    .filter(({ id }) => known.has(id))
    .toSorted((one, other) => other.score - one.score)[0];
  return known.get(strongest?.id ?? '');
}

/** Tells whether a moment lies in a period. */
export const isWithin = (at: Date, { from, until }: Period): boolean => at > from && at <= until;

const byImportance = (one: PeriodStory, other: PeriodStory): number =>
  other.importance - one.importance || other.begunAt.getTime() - one.begunAt.getTime();
