import type { Destination } from './destination.ts';
import type { Pause } from './subscriptions/standing.ts';

/** What the program can say of itself at a moment. */
export interface Status {
  /** When a feed was last polled; absent before the first poll. */
  readonly lastPollAt?: Date;
  readonly storiesToday: number;
  readonly feeds: {
    readonly total: number;
    readonly working: number;
    /** How many of those that work are odd: empty, undated, silent for too long, or wrong about what is new. */
    readonly flagged: number;
    /** Feeds that have not answered for a while, with the outlet's name. */
    readonly down: readonly { readonly outlet: string; readonly since: Date }[];
  };
  readonly destinations: readonly {
    readonly destination: Destination;
    readonly paused?: Pause;
  }[];
  /** Deliveries that are owed and not yet made. */
  readonly waiting: number;
}

/** Where messages go, and what keeps them from it, if anything does. */
export type DestinationState = Status['destinations'][number];

/** Whether readers are being served: `delayed` when no feed answers, `partly` when some feeds or destinations fail. */
export type Condition = 'normal' | 'partly' | 'delayed';

/** Sums a status up in one word. */
export function conditionOf({ feeds, destinations }: Pick<Status, 'feeds' | 'destinations'>): Condition {
  if (feeds.total > 0 && feeds.working === 0) return 'delayed';
  return feeds.down.length > 0 || destinations.some(({ paused }) => paused !== undefined)
    ? 'partly'
    : 'normal';
}
