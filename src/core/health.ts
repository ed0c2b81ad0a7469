const MINUTE_MS = 60_000;
/** Longer than any pause that passes by itself: a supervisor's new start is then the better chance. */
const HOPELESS_MS = 10 * MINUTE_MS;
/** A poll is recent when it is at most this many ticks old, and never called old before this time. */
const RECENT_TICKS = 3;
const RECENT_MS = 2 * MINUTE_MS;
/** A delivery that could be made and waits longer shows that nothing goes out. */
const YOUNG_MS = 5 * MINUTE_MS;

/** Whether a part that must work does, and since when it does not. */
export type Working = { readonly ok: true } | { readonly ok: false; readonly since: Date };

/** What the program knows of its own state at a moment. */
export interface Vitals {
  readonly startedAt: Date;
  /** When a turn of polling last came to its end; absent before the first, and in a process that does not poll. */
  readonly lastTickAt?: Date;
  readonly tickMs: number;
  readonly polls: boolean;
  /** Since when the oldest delivery waits that nothing but us holds up; absent when none does. */
  readonly oldestOwedAt?: Date;
  readonly database: Working;
  /** Absent where there is no token, and in a process that does not deliver. */
  readonly gateway?: Working;
}

/** Lists in plain words why the program is not ready to serve; none when it is. */
export function findIllness(vitals: Vitals, now: Date): string[] {
  return [
    ...(vitals.database.ok ? [] : ['the database cannot be written to']),
    ...(vitals.gateway?.ok === false ? ['there is no connection to Discord'] : []),
    ...(pollAgeMs(vitals, now) > Math.max(RECENT_MS, RECENT_TICKS * vitals.tickMs)
      ? ['the feeds have not been looked at']
      : []),
    ...(owedMs(vitals, now) > YOUNG_MS ? ['deliveries are waiting'] : []),
  ];
}

/**
 * Returns why the program should end so that its supervisor starts it again: it has not been able to do its work for
 * ten minutes. Deliveries that wait are no such reason: Discord may be down for everybody.
 */
export function findHopelessness(vitals: Vitals, now: Date): string | undefined {
  const forMs = (part: Working | undefined): number =>
    part?.ok === false ? now.getTime() - part.since.getTime() : 0;
  if (forMs(vitals.database) >= HOPELESS_MS) return 'the database could not be written to for ten minutes';
  if (forMs(vitals.gateway) >= HOPELESS_MS) return 'there was no connection to Discord for ten minutes';
  if (pollAgeMs(vitals, now) >= HOPELESS_MS) return 'the feeds were not looked at for ten minutes';
  return undefined;
}

function pollAgeMs({ polls, lastTickAt, startedAt }: Vitals, now: Date): number {
  return polls ? now.getTime() - (lastTickAt ?? startedAt).getTime() : 0;
}

const owedMs = ({ oldestOwedAt }: Vitals, now: Date): number =>
  oldestOwedAt === undefined ? 0 : now.getTime() - oldestOwedAt.getTime();
