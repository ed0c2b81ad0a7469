import type { FeedFlag, PollState } from './poll-state.ts';
import { expectedSilenceMs, usualGapMs } from './rhythm.ts';
import type { FailureReason } from '../types.ts';

const DAY_MS = 24 * 3_600_000;

/** How a feed is doing, for people and for machines. */
export interface FeedHealth {
  readonly state: PollState['state'];
  readonly since: Date;
  readonly lastSuccessAt?: Date | undefined;
  readonly entriesPerDay: number;
  /** Longer silence than this is taken for a fault. */
  readonly expectedSilenceMs: number;
  /** How long the last answer took. */
  readonly tookMs?: number | undefined;
  /** What is odd about it although it answers. */
  readonly flags: readonly FeedFlag[];
  /** What is wrong, in plain words, and what to do about it. */
  readonly problems: readonly { readonly words: string; readonly advice: string }[];
}

const REASON_ADVICE: Readonly<Record<FailureReason, string>> = {
  address: 'correct the address, or allow the private network if it is meant',
  dns: 'check the spelling of the host name, and whether the outlet has a new one',
  connect: 'open the address in a browser; if it works there, the host blocks this machine',
  timeout: 'wait: a slow host is tried again by itself',
  tls: 'wait for the outlet to mend its certificate, or ask it to',
  http: 'open the address in a browser; the feed may have moved or been closed to programs',
  'too-large': 'ask the outlet for a smaller feed, one for a single section perhaps',
  redirects: 'open the address in a browser and take the address it ends at',
  encoding: 'wait: this is the outlet’s fault and is usually mended soon',
  broken: 'wait: a connection that breaks is tried again by itself',
  unreadable: 'open the address: if it shows a page, look for the address of its feed',
};

const FLAG_WORDS: Readonly<Record<FeedFlag, { readonly words: string; readonly advice: string }>> = {
  empty: { words: 'its document has no entries', advice: 'check that it is the right feed of the outlet' },
  undated: {
    words: 'its entries have no dates',
    advice: 'nothing: they count from when they were first seen',
  },
  silent: { words: 'nothing new for unusually long', advice: 'check whether the outlet has a new feed' },
  'validators-lie': {
    words: 'it says "not modified" although it was',
    advice: 'nothing: it is fetched in full from now on',
  },
};

/** Sums up how a feed is doing. */
export function toFeedHealth(state: PollState, now: Date): FeedHealth {
  const { failureReason, failureDetail } = state;
  const failure =
    failureReason === undefined
      ? []
      : [{ words: failureDetail ?? failureReason, advice: REASON_ADVICE[failureReason] }];
  return {
    state: state.state,
    since: state.since,
    lastSuccessAt: state.lastSuccessAt,
    entriesPerDay: DAY_MS / usualGapMs(state, now),
    expectedSilenceMs: expectedSilenceMs(state),
    tookMs: state.tookMs,
    flags: state.flags,
    problems: [...failure, ...state.flags.map((flag) => FLAG_WORDS[flag])],
  };
}
