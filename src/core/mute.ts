import type { TopicId } from './types.ts';

export const MUTE_KINDS = ['story', 'topic'] as const;
export type MuteKind = (typeof MUTE_KINDS)[number];

/** A story or a topic that a destination is not to be told of until some time. */
export interface Mute {
  readonly destinationId: string;
  readonly kind: MuteKind;
  /** The story's or the topic's id. */
  readonly subject: string;
  readonly until: Date;
}

/** Where one story is muted, and which topics are muted where. */
export interface StoryMutes {
  readonly destinations: ReadonlySet<string>;
  /** By the destination's id. */
  readonly topics: ReadonlyMap<string, ReadonlySet<TopicId>>;
}

export const NO_MUTES: StoryMutes = { destinations: new Set(), topics: new Map() };

/** Sorts the mutes that hold now by what they mean for one story. */
export function toStoryMutes(mutes: readonly Mute[], storyId: string): StoryMutes {
  const topics = new Map<string, Set<TopicId>>();
  const destinations = new Set<string>();
  for (const { destinationId, kind, subject } of mutes) {
    if (kind === 'story' && subject === storyId) destinations.add(destinationId);
    if (kind === 'topic') topics.set(destinationId, (topics.get(destinationId) ?? new Set()).add(subject));
  }
  return { destinations, topics };
}
