import { performance } from 'node:perf_hooks';

/** The two times of this Discord. Both jump forward together when a test advances them. */
export interface Clock {
  /** The date that messages carry and that deadlines (3 s, 15 min, the nonce window) are measured by. */
  now(): Date;
  /** Milliseconds that rate limits are measured by. It runs with real time, because the client waits in real time. */
  elapsedMs(): number;
  advance(ms: number): void;
}

/** Returns a clock over `now`, which may be a simulated date; by default the machine's. */
export function createClock(now: () => Date = () => new Date()): Clock {
  let offsetMs = 0;
  return {
    now: () => new Date(now().getTime() + offsetMs),
    elapsedMs: () => performance.now() + offsetMs,
    advance(ms) {
      offsetMs += ms;
    },
  };
}
