import { MAX_RETRY_AFTER_MS } from './host-pace.ts';
import type { PollState } from './poll-state.ts';
import { usualGapMs } from './rhythm.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The bounds of polling, in milliseconds. */
export interface PollingPolicy {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  /** After a first failure; doubled with each that follows. */
  readonly backOffMs: number;
}

/** A moment, a number in [0, 1) drawn for it, and the bounds to keep. */
export interface PollMoment {
  readonly now: Date;
  readonly chance: number;
  readonly policy: PollingPolicy;
}

export const DEFAULT_POLICY: PollingPolicy = {
  minIntervalMs: 2 * MINUTE_MS,
  maxIntervalMs: DAY_MS,
  backOffMs: 5 * MINUTE_MS,
};

/**
 * With a given number of requests, entries are found soonest over all feeds when each feed's interval grows with the
 * square root of the time between its entries. This constant sets the number of requests: a feed with an entry every
 * ten minutes is visited every five, a daily one every hour, one that has been silent for a year every 19 hours.
 */
const ROOT_SCALE_MS = 2.5 * MINUTE_MS;
/** Publishers' wishes are granted this far: sites do say "one year". */
const MAX_HINT_MS = 5 * HOUR_MS;
/** A host that says "too many requests" and not for how long is left alone for as long as NetNewsWire does. */
const TOO_MANY_REQUESTS_MS = 10 * MINUTE_MS;
/** From then on a failing feed is polled daily, for ever. */
const LONG_DOWN_MS = 7 * DAY_MS;

/** Returns when a feed that answered is next due: by its rhythm, not before its publisher wishes, a tenth at random. */
export function dueAfterSuccess(state: PollState, freshForMs: number | undefined, moment: PollMoment): Date {
  const { now, policy } = moment;
  const rootMs = Math.sqrt(usualGapMs(state, now) * ROOT_SCALE_MS);
  const hintMs = Math.min(MAX_HINT_MS, Math.max(state.ttlMs ?? 0, freshForMs ?? 0));
  const floorMs = Math.max(policy.minIntervalMs, hintMs);
  const due = spread(Math.max(rootMs, floorMs), { floorMs, ceilingMs: policy.maxIntervalMs }, moment);
  return pastSkippedHours(due, state);
}

/** Returns when a feed that failed is next due. `failures` and `failingSince` count the failure just seen. */
export function dueAfterFailure(
  state: Pick<PollState, 'failures' | 'failingSince'>,
  failure: { readonly status?: number; readonly retryAfterMs?: number },
  moment: PollMoment,
): Date {
  const { now, policy } = moment;
  const failingMs = now.getTime() - (state.failingSince ?? now).getTime();
  const doubledMs = policy.backOffMs * 2 ** Math.min(state.failures - 1, 30);
  const backOffMs = failingMs >= LONG_DOWN_MS ? policy.maxIntervalMs : doubledMs;
  const pauseMs = failure.status === 429 ? TOO_MANY_REQUESTS_MS : 0;
  const floorMs = Math.min(failure.retryAfterMs ?? pauseMs, MAX_RETRY_AFTER_MS);
  return spread(Math.max(backOffMs, floorMs), { floorMs, ceilingMs: policy.maxIntervalMs }, moment);
}

/** Returns when a feed whose turn did not come is next due. */
export function dueAfterDeferral(until: Date, { chance, policy }: PollMoment): Date {
  return new Date(until.getTime() + chance * policy.minIntervalMs);
}

/** Spreads feeds that would come due together over a fifth of their delay, within the bounds; the floor wins. */
function spread(
  delayMs: number,
  { floorMs, ceilingMs }: { readonly floorMs: number; readonly ceilingMs: number },
  { now, chance }: PollMoment,
): Date {
  const targetMs = Math.min(delayMs, ceilingMs);
  const earliestMs = Math.max(floorMs, 0.9 * targetMs);
  const latestMs = Math.max(earliestMs, Math.min(1.1 * targetMs, ceilingMs));
  return new Date(now.getTime() + earliestMs + chance * (latestMs - earliestMs));
}

/** Moves a time out of the hours and days in which the publisher wants no visit, by a few hours at most. */
function pastSkippedHours(due: Date, { skipHours = [], skipDays = [] }: PollState): Date {
  const lastMs = due.getTime() + MAX_HINT_MS;
  let time = due;
  while (skipHours.includes(time.getUTCHours()) || skipDays.includes(time.getUTCDay())) {
    const nextHourMs = (Math.floor(time.getTime() / HOUR_MS) + 1) * HOUR_MS;
    if (nextHourMs > lastMs) return new Date(lastMs);
    time = new Date(nextHourMs);
  }
  return time;
}
