import type { Destination } from './destination.ts';
import { NO_MUTES, type StoryMutes } from './mute.ts';
import type { Topic } from './subject.ts';
import type { TopicId } from './types.ts';

/** What routing asks of a story. */
export interface RoutedStory {
  /** The topics it is tagged with and their scores in [0, 1]. */
  readonly topics: readonly { readonly id: TopicId; readonly score: number }[];
  /** In [0, 1]. */
  readonly importance: number;
}

/** An alert owed to a destination, with the topics that earned it first. */
export interface Route {
  readonly destination: Destination;
  /** The story's topics: what the destination follows first, strongest first. Never empty. */
  readonly topics: readonly Topic[];
  readonly major: boolean;
}

/**
 * Decides which destinations are owed an alert of a story: those that follow one of its tags, at a level that its
 * importance reaches. A quiet topic is shown but earns no alert, and neither does what is muted at the destination.
 */
export function routeStory(
  story: RoutedStory,
  destinations: readonly Destination[],
  topics: readonly Topic[],
  mutes: StoryMutes = NO_MUTES,
): Route[] {
  const tagged = story.topics
    .toSorted((one, other) => other.score - one.score)
    .flatMap(({ id }) => topics.find((topic) => topic.id === id) ?? []);
  return destinations.flatMap((destination) => {
    if (mutes.destinations.has(destination.id)) return [];
    const muted = mutes.topics.get(destination.id);
    const earned = tagged.filter(
      ({ id, quiet }) => !quiet && destination.topics.includes(id) && muted?.has(id) !== true,
    );
    const major = earned.some((topic) => story.importance >= topic.major);
    const owed = destination.level === 'all' ? earned.length > 0 : destination.level === 'major' && major;
    const others = tagged.filter((topic) => !earned.includes(topic));
    return owed ? [{ destination, topics: [...earned, ...others], major }] : [];
  });
}
