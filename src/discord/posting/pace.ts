import { setTimeout as sleep } from 'node:timers/promises';

export interface PaceLimits {
  /** How many requests any stretch of time of this length may see. */
  readonly most: number;
  readonly windowMs: number;
}

/**
 * Discord takes 50 requests of a bot in a second, whatever they are for. One less, and a little more than a second, leave
 * room for requests that do not arrive at the same distance at which they were sent.
 */
const DISCORD: PaceLimits = { most: 49, windowMs: 1_014 };
/** How many requests may follow each other at once when the process was held up: no more, so that they stay spread. */
const MOST_LATE = 2;

/** Time that only goes forward, in milliseconds, and how to wait for it. */
interface Clock {
  readonly nowMs: () => number;
  readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

const ELAPSED: Clock = {
  nowMs: () => performance.now(),
  sleep: (delayMs, signal) => sleep(delayMs, undefined, { signal }),
};

/** Resolves when the next request may be sent. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/**
 * Opens the pace of a process: however many ask at once, they are spread over time, and no second sees more than it may.
 * discord.js counts from the first request of each second, and may so send two seconds' worth at the turn of one.
 */
export function createPace({ most, windowMs }: PaceLimits = DISCORD, clock = ELAPSED): Pace {
  const stepMs = windowMs / most;
  const sentAtMs: number[] = [];
  let slotMs = -Infinity;
  let turn: Promise<void> = Promise.resolve();
  const takeTurn = async (signal: AbortSignal): Promise<void> => {
    const nowMs = clock.nowMs();
    const allowedMs = sentAtMs.length < most ? nowMs : (sentAtMs[0] ?? 0) + windowMs;
    const nextMs = Math.max(slotMs + stepMs, nowMs - MOST_LATE * stepMs);
    const waitMs = Math.max(allowedMs, nextMs) - nowMs;
    if (waitMs > 0) await clock.sleep(Math.ceil(waitMs), signal);
    signal.throwIfAborted();
    slotMs = nextMs;
    if (sentAtMs.length >= most) sentAtMs.shift();
    sentAtMs.push(clock.nowMs());
  };
  return (signal) => {
    const mine = turn.then(() => takeTurn(signal));
    turn = mine.catch(() => undefined);
    return mine;
  };
}
