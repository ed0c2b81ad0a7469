import type { Destination } from '../destination.ts';
import type { Ping } from '../messages/message.ts';

const HOUR_MS = 3_600_000;
/** More pings than this an hour are noise, whatever happens. */
const MAX_AN_HOUR = 3;

/** What a destination's role has been sent of late. */
export interface PingHistory {
  /** When pings were made or are due, in the last hours at least. */
  readonly times: readonly Date[];
  /** How many were left out since the last one. */
  readonly muted: number;
}

/** Whether a message pings; `muted` when it would, had there not been enough of it. */
export type PingDecision =
  { readonly kind: 'none' } | { readonly kind: 'muted' } | { readonly kind: 'made'; readonly ping: Ping };

/** Decides whether a message that is due at a time pings the destination's role: three an hour at most. */
export function decidePing(
  { mentionRole }: Pick<Destination, 'mentionRole'>,
  { times, muted }: PingHistory,
  at: Date,
): PingDecision {
  if (mentionRole === undefined) return { kind: 'none' };
  const recent = times.filter((time) => Math.abs(at.getTime() - time.getTime()) < HOUR_MS);
  return recent.length >= MAX_AN_HOUR
    ? { kind: 'muted' }
    : { kind: 'made', ping: { role: mentionRole, muted } };
}
