import type { Destination } from '../destination.ts';
import type { ErrorCode } from '../messages/errors.ts';

/** Who looks after a destination: the operator's file, or people by command. */
export type Origin = 'file' | 'command';

/** Why nothing is sent to a destination, and since when. */
export interface Pause {
  /** In plain English, for the log. */
  readonly reason: string;
  /** What people are told and can do about it; absent where the reason has no words of its own. */
  readonly code?: ErrorCode;
  readonly since: Date;
}

/** A destination with what keeps messages from it, if anything does. */
export interface Standing {
  readonly destination: Destination;
  readonly origin: Origin;
  readonly paused?: Pause;
}

/** What came of trying whether messages arrive: that one did, or why not. */
export type Trial = { readonly kind: 'arrived' } | { readonly kind: 'failed'; readonly code: ErrorCode };
