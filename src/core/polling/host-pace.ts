/** What must be remembered of a host between two requests to it. Times are milliseconds of one clock, whichever. */
export interface HostPace {
  /** When the next request may start. */
  readonly dueAtMs: number;
  /** Addresses the host has asked to leave alone, and until when. */
  readonly limited: readonly { readonly url: string; readonly untilMs: number }[];
}

/** How an answer bears on the host as a whole. */
export interface HostAnswer {
  readonly url: string;
  /** Absent when no answer came. */
  readonly status?: number;
  readonly retryAfterMs?: number;
}

/** The longest a host's wish for a pause is obeyed. */
export const MAX_RETRY_AFTER_MS = 24 * 3_600_000;
/** NetNewsWire's pause for a host that says "too many requests" without saying for how long. */
const DEFAULT_PAUSE_MS = 10 * 60_000;
/** One feed that is visited too often is that feed's affair; a second one means that the host counts them together. */
const LIMITED_URLS_PAUSING_HOST = 2;

/** The pace of a host not visited yet. */
export const FRESH_HOST: HostPace = { dueAtMs: Number.NEGATIVE_INFINITY, limited: [] };

/**
 * Returns when a host may be visited next: `spacingMs` after this answer, or, when it has turned away several of its
 * addresses with 429, once the last of the pauses it asked for has passed.
 */
export function afterAnswer(pace: HostPace, answer: HostAnswer, nowMs: number, spacingMs: number): HostPace {
  const restedAtMs = nowMs + spacingMs;
  const others = pace.limited.filter(({ url, untilMs }) => url !== answer.url && untilMs > nowMs);
  if (answer.status !== 429) return { dueAtMs: restedAtMs, limited: others };
  const pauseMs = Math.min(answer.retryAfterMs ?? DEFAULT_PAUSE_MS, MAX_RETRY_AFTER_MS);
  const limited = [...others, { url: answer.url, untilMs: nowMs + pauseMs }];
  if (limited.length < LIMITED_URLS_PAUSING_HOST) return { dueAtMs: restedAtMs, limited };
  return { dueAtMs: Math.max(restedAtMs, ...limited.map(({ untilMs }) => untilMs)), limited };
}
