/** Discord shuts out for an hour whom it had to refuse 10,000 requests (401, 403, 429) within ten minutes. */
const WINDOW_MS = 10 * 60_000;
/** Half of that: what other programs behind the same address are refused counts, too. */
const MOST_REFUSALS = 5_000;
const REFUSALS = new Set([401, 403, 429]);

/** A request was not made; it may be later. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
  readonly until: Date;

  constructor(reason: string, until: Date) {
    super(reason);
    this.until = until;
  }
}

/** What an answer shows of whether Discord holds it against the sender. */
export interface CountedAnswer {
  readonly status: number;
  /** Somebody else's doing: a limit on a resource that is shared with others. */
  readonly isShared: boolean;
}

/** Keeps account of refused requests, of all of this process, and of the pause that too many of them bring about. */
export interface RequestGuard {
  readonly count: (answer: CountedAnswer) => void;
  /** Until when nothing may be sent; undefined while everything may. */
  readonly pausedUntil: () => Date | undefined;
}

export interface RequestGuardOptions {
  readonly nowMs: () => number;
  /** Refusals within ten minutes that bring about the pause. */
  readonly most?: number;
  readonly onPause: (until: Date, refusals: number) => void;
}

/** Opens the account. The pause is as long as the window, so that everything refused before it has been forgotten. */
export function createRequestGuard({
  nowMs,
  onPause,
  most = MOST_REFUSALS,
}: RequestGuardOptions): RequestGuard {
  let refusedAtMs: number[] = [];
  let pausedUntilMs = -Infinity;
  return {
    count({ status, isShared }) {
      if (!REFUSALS.has(status) || isShared) return;
      const atMs = nowMs();
      refusedAtMs = [...refusedAtMs.filter((before) => before > atMs - WINDOW_MS), atMs];
      if (refusedAtMs.length < most) return;
      pausedUntilMs = atMs + WINDOW_MS;
      onPause(new Date(pausedUntilMs), refusedAtMs.length);
      refusedAtMs = [];
    },
    pausedUntil: () => (nowMs() < pausedUntilMs ? new Date(pausedUntilMs) : undefined),
  };
}
