import type { Destination } from './destination.ts';
import { NO_MUTES, type StoryMutes } from './mute.ts';
import type { RoutedStory } from './route.ts';
import type { Topic } from './subject.ts';
import type { TopicId } from './types.ts';

/** What keeps a story from being owed to a destination. */
export type HeldBack =
  /** It carries none of the topics that are followed there. The one that came nearest, with what it needed. */
  | {
      readonly kind: 'below-threshold';
      readonly topicId: TopicId;
      readonly score: number;
      readonly threshold: number;
    }
  /** A followed topic's score would do, but too few of the story's reports carry it. */
  | { readonly kind: 'few-reports'; readonly topicId: TopicId; readonly score: number }
  /** None of its topics is followed there, and no topic of its own is scored. */
  | { readonly kind: 'not-followed' }
  /** What it carries of the followed topics is shown, but is no reason for an alert. */
  | { readonly kind: 'quiet-topic'; readonly topicId: TopicId }
  | { readonly kind: 'story-muted' }
  | { readonly kind: 'topic-muted'; readonly topicId: TopicId }
  /** Only major stories are wanted, and it is none; at the level `all` it would be sent. */
  | {
      readonly kind: 'below-major';
      readonly topicId: TopicId;
      readonly importance: number;
      readonly major: number;
    }
  /** Nothing but digests is wanted; at the level `all` it would be sent. */
  | { readonly kind: 'digest-only' };

/** A story with how strongly its reports speak for each topic, whether it carries it or not. */
export interface ScoredStory extends RoutedStory {
  readonly scores: readonly { readonly id: TopicId; readonly score: number }[];
}

/** Says why a destination is owed no alert of a story; undefined where it is owed one. */
export function findHeldBack(
  story: ScoredStory,
  destination: Destination,
  topics: readonly Topic[],
  mutes: StoryMutes = NO_MUTES,
): HeldBack | undefined {
  if (mutes.destinations.has(destination.id)) return { kind: 'story-muted' };
  const followed = topics.filter(({ id }) => destination.topics.includes(id));
  const carried = followed.filter(({ id }) => story.topics.some((tag) => tag.id === id));
  const [first] = carried;
  if (first === undefined) return findNearest(story, followed);
  const loud = carried.filter(({ quiet }) => !quiet);
  const muted = mutes.topics.get(destination.id);
  const wanted = loud.filter(({ id }) => muted?.has(id) !== true);
  const [silenced] = loud;
  if (silenced === undefined) return { kind: 'quiet-topic', topicId: first.id };
  if (wanted.length === 0) return { kind: 'topic-muted', topicId: silenced.id };
  return findLevel(story, destination, wanted);
}

/** The followed topic that lacks least. */
function findNearest({ scores }: ScoredStory, followed: readonly Topic[]): HeldBack {
  const [nearest] = followed
    .flatMap(({ id, threshold }) => {
      const score = scores.find((one) => one.id === id)?.score;
      return score === undefined ? [] : [{ topicId: id, score, threshold }];
    })
    .toSorted((one, other) => one.threshold - one.score - (other.threshold - other.score));
  if (nearest === undefined) return { kind: 'not-followed' };
  return nearest.score < nearest.threshold
    ? { kind: 'below-threshold', ...nearest }
    : { kind: 'few-reports', topicId: nearest.topicId, score: nearest.score };
}

function findLevel(
  { importance }: ScoredStory,
  { level }: Destination,
  wanted: readonly Topic[],
): HeldBack | undefined {
  if (level === 'all') return undefined;
  if (level === 'digest') return { kind: 'digest-only' };
  const [easiest] = wanted.toSorted((one, other) => one.major - other.major);
  return easiest === undefined || importance >= easiest.major
    ? undefined
    : { kind: 'below-major', topicId: easiest.id, importance, major: easiest.major };
}
