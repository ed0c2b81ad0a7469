import { DEFAULT_SPANS, type StoryPhase, type StorySpans } from './story.ts';

/** What a story's phase depends on besides the clock. All times are epoch milliseconds. */
export interface StoryTimes {
  /** When its first and its latest report were published. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** When the latest report was published that stated something new. */
  readonly lastFactAt: number;
  /** How many voices tell it: copies of one wire report and outlets of one owner count once. */
  readonly independentOutlets: number;
}

/**
 * Returns where a story stands at `now` (epoch milliseconds). It breaks in its first hours, and for an hour again when
 * something new is told of it and not by a single outlet alone; then it develops until it falls silent. One that a
 * single outlet tells falls quiet sooner: nobody took it up. A clock that runs behind reads as `breaking`.
 */
export function storyPhase(story: StoryTimes, now: number, spans: StorySpans = DEFAULT_SPANS): StoryPhase {
  const { breaksUntil, quietFrom, closedFrom } = turningPoints(story, spans);
  if (now > closedFrom) return 'closed';
  if (now > quietFrom) return 'quiet';
  return now <= breaksUntil ? 'breaking' : 'developing';
}

/**
 * Returns the last moment (epoch milliseconds) at which a story that no further report joins is in the phase it is in
 * at `now`; undefined once it is closed.
 */
export function phaseEnd(
  story: StoryTimes,
  now: number,
  spans: StorySpans = DEFAULT_SPANS,
): number | undefined {
  const { breaksUntil, quietFrom, closedFrom } = turningPoints(story, spans);
  switch (storyPhase(story, now, spans)) {
    case 'breaking':
      return Math.min(breaksUntil, quietFrom, closedFrom);
    case 'developing':
      return Math.min(quietFrom, closedFrom);
    case 'quiet':
      return closedFrom;
    case 'closed':
      return undefined;
  }
}

function turningPoints(
  { firstAt, lastAt, lastFactAt, independentOutlets }: StoryTimes,
  { breakingMs, freshFactMs, loneQuietMs, quietMs, windowMs }: StorySpans,
) {
  const isLone = independentOutlets < 2;
  return {
    breaksUntil: Math.max(firstAt + breakingMs, isLone ? Number.NEGATIVE_INFINITY : lastFactAt + freshFactMs),
    quietFrom: lastAt + (isLone ? loneQuietMs : quietMs),
    closedFrom: lastAt + windowMs,
  };
}
