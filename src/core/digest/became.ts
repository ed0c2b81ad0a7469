import type { StoryId } from '../stories/story.ts';
import { isWithin, type FollowedStory, type Period } from './period.ts';

/** What can become of a story in a week, the weightiest first. */
export const BECAME = ['corrected', 'major', 'followed', 'closed'] as const;
export type Became = (typeof BECAME)[number];

/** A story as far as what became of it can be told. */
export interface WatchedStory {
  readonly id: StoryId;
  readonly begunAt: Date;
  /** The earlier story that it follows. */
  readonly followsId?: number;
  readonly isClosed: boolean;
}

/** What became of the stories of a week; those of which there is nothing to say are left out. */
export type BecameOf = ReadonlyMap<StoryId, readonly Became[]>;

/** How many stories of a topic came to the same. */
export type BecameCounts = Readonly<Partial<Record<Became, number>>>;

/**
 * Finds what became of the stories of a period in that period.
 * @param stories those that began in it or are told of further, and those that began shortly before
 * @param changed what is on record as having changed about them in that period
 */
export function findBecame(
  stories: readonly WatchedStory[],
  changed: ReadonlyMap<StoryId, ReadonlySet<'corrected' | 'major'>>,
  period: Period,
): BecameOf {
  const begun = stories.filter(({ begunAt }) => isWithin(begunAt, period));
  const followed = new Set(
    begun.flatMap(({ followsId }) => (followsId === undefined ? [] : [String(followsId)])),
  );
  const found = stories.map(({ id, isClosed }) => {
    const became = new Set<Became>(changed.get(id));
    if (followed.has(id)) became.add('followed');
    if (isClosed) became.add('closed');
    return [id, BECAME.filter((kind) => became.has(kind))] as const;
  });
  return new Map(found.filter(([, became]) => became.length > 0));
}

/** Counts what became of some stories. */
export function countBecame(stories: readonly Pick<FollowedStory, 'id'>[], became: BecameOf): BecameCounts {
  const all = stories.flatMap(({ id }) => became.get(id) ?? []);
  const counts = BECAME.map((kind) => [kind, all.filter((one) => one === kind).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** A story that was corrected or became major is told of before those that merely went on. */
export const hasTurned = (id: StoryId, became: BecameOf): boolean =>
  (became.get(id) ?? []).some((kind) => kind === 'corrected' || kind === 'major');
