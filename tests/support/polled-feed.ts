import type { PollEvent, PollNotice, PollState } from '../../src/core/polling/poll-state.ts';
import { initialPollState } from '../../src/core/polling/poll-state.ts';
import { afterPoll } from '../../src/core/polling/polling.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday. */
export const START = new Date('2026-03-02T00:00:00Z');

export const NOT_MODIFIED: PollEvent = { kind: 'not-modified', tookMs: 20 };
export const TIMEOUT: PollEvent = { kind: 'failed', reason: 'timeout', detail: 'no answer within 15 s' };

/** A document of ten undated entries that was read; what the test is about is given. */
export function read(part: Partial<Extract<PollEvent, { kind: 'read' }>> = {}): PollEvent {
  return {
    kind: 'read',
    bodyHash: 'hash',
    validators: {},
    conditional: false,
    tookMs: 20,
    entries: 10,
    fresh: 0,
    dates: [],
    ...part,
  };
}

/** A feed polled whenever it is due, on a clock of its own. */
export function watchFeed(chance = 0.5): {
  readonly poll: (event: PollEvent) => readonly PollNotice[];
  readonly pollUntil: (until: number, event: PollEvent) => readonly PollNotice[];
  readonly state: () => PollState;
  readonly elapsedMs: () => number;
} {
  let state = initialPollState(START);
  let now = START;
  const poll = (event: PollEvent): readonly PollNotice[] => {
    now = state.dueAt ?? now;
    const result = afterPoll(state, event, { now, chance });
    state = result.state;
    return result.notices;
  };
  return {
    poll,
    pollUntil: (until, event) => {
      const notices: PollNotice[] = [];
      while (state.dueAt !== undefined && state.dueAt.getTime() - START.getTime() <= until)
        notices.push(...poll(event));
      return notices;
    },
    state: () => state,
    elapsedMs: () => now.getTime() - START.getTime(),
  };
}

/** So many dates, so far apart, the newest first. */
export const every = (gapMs: number, count: number, newest = START): Date[] =>
  Array.from({ length: count }, (_, index) => new Date(newest.getTime() - index * gapMs));

export const intervalMs = ({ dueAt, lastPolledAt }: PollState): number =>
  (dueAt?.getTime() ?? 0) - (lastPolledAt?.getTime() ?? 0);
