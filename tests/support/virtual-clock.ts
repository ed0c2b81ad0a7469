import type { Clock } from '../../src/feeds/fetching/host-gate.ts';

/** A clock that stands still until it is told to move on. */
export interface VirtualClock extends Clock {
  /** Moves on, wakes whoever slept until then, in order, and lets everything that follows from it happen. */
  readonly advance: (byMs: number) => Promise<void>;
}

export function virtualClock(): VirtualClock {
  let nowMs = 0;
  const sleepers: { readonly untilMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (delayMs, signal) =>
      new Promise((wake, reject) => {
        sleepers.push({ untilMs: nowMs + delayMs, wake });
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    async advance(byMs) {
      const targetMs = nowMs + byMs;
      for (;;) {
        await settle();
        sleepers.sort((a, b) => a.untilMs - b.untilMs);
        const next = sleepers[0];
        if (next === undefined || next.untilMs > targetMs) break;
        sleepers.shift();
        nowMs = Math.max(nowMs, next.untilMs);
        next.wake();
      }
      nowMs = targetMs;
      await settle();
    },
  };
}

/** Lets every promise that can settle without time passing do so. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
