import { setTimeout as sleep } from 'node:timers/promises';

/** Discord takes 50 requests of a bot in a second, whatever they are for; one less leaves it room to count otherwise. */
const MOST = 49;
/** A little more than a second: requests do not arrive at the same distance at which they were sent. */
const WINDOW_MS = 1_010;

/** Resolves when the next request may be sent. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/**
 * Opens the pace of a process: however many ask at once, no second sees more than it may. discord.js counts from the
 * first request of each second, and may so send two seconds' worth at the turn of one.
 */
export function createPace({ most, windowMs } = { most: MOST, windowMs: WINDOW_MS }): Pace {
  const sentAtMs: number[] = [];
  let turn: Promise<void> = Promise.resolve();
  const takeTurn = async (signal: AbortSignal): Promise<void> => {
    const waitMs = sentAtMs.length < most ? 0 : (sentAtMs[0] ?? 0) + windowMs - performance.now();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    signal.throwIfAborted();
    if (sentAtMs.length >= most) sentAtMs.shift();
    sentAtMs.push(performance.now());
  };
  return (signal) => {
    const mine = turn.then(() => takeTurn(signal));
    turn = mine.catch(() => undefined);
    return mine;
  };
}
