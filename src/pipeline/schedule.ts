import cron from 'node-cron';
import type { Log } from '../log.ts';

/** A job that is done again and again, never twice at a time. */
export interface Turn {
  readonly name: string;
  /** Up to 59; or whole minutes up to 59, or whole hours up to 23. */
  readonly everySeconds: number;
  /** How long after the start its first turn comes; at once unless given. */
  readonly startAfterMs?: number;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** A late tick is still worth running: what is due is read from the database, not from the clock's hand. */
const TOLERANCE_MS = 60_000;

/**
 * Runs each turn at once and then on its ticks, until disposed of. Disposing lets the turns under way finish; they
 * are told by their signal to begin nothing new.
 */
export function startTurns(turns: readonly Turn[], log: Log): AsyncDisposable {
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();
  const begin = (turn: Turn): Promise<void> => {
    const underWay = running.get(turn.name);
    if (underWay !== undefined) return underWay;
    const done = runOnce(turn, stop.signal, log).finally(() => running.delete(turn.name));
    running.set(turn.name, done);
    return done;
  };
  const tasks = turns.map((turn) =>
    cron.schedule(toCronLine(turn.everySeconds), () => begin(turn), {
      name: turn.name,
      noOverlap: true,
      missedExecutionTolerance: TOLERANCE_MS,
    }),
  );
  const firsts = turns.map((turn) => setTimeout(() => void begin(turn), turn.startAfterMs ?? 0));
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      for (const first of firsts) clearTimeout(first);
      for (const task of tasks) await task.destroy();
      await Promise.all(running.values());
    },
  };
}

const MINUTE = 60;
const HOUR = 3_600;

/** Cron counts seconds within a minute, minutes within an hour and hours within a day. */
function toCronLine(seconds: number): string {
  if (seconds < MINUTE) return `*/${String(seconds)} * * * * *`;
  if (seconds < HOUR) return `0 */${String(Math.round(seconds / MINUTE))} * * * *`;
  return `0 0 */${String(Math.round(seconds / HOUR))} * * *`;
}

/** One of the tops where an exception ends: a turn that failed is logged, and the next one comes anyway. */
async function runOnce(turn: Turn, signal: AbortSignal, log: Log): Promise<void> {
  try {
    await turn.run(signal);
  } catch (error) {
    log.error({ err: error, turn: turn.name }, 'turn failed');
  }
}
