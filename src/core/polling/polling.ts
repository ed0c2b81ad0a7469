import {
  DEFAULT_POLICY,
  dueAfterDeferral,
  dueAfterFailure,
  dueAfterSuccess,
  type PollingPolicy,
  type PollMoment,
} from './poll-due.ts';
import type { FeedFlag, PollEvent, PollNotice, PollState } from './poll-state.ts';
import { afterProbe, afterWhole } from './poll-validators.ts';
import { afterPublication, expectedSilenceMs, hasPassed } from './rhythm.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const DOWN_AFTER_FAILURES = 3;
const DOWN_AFTER_MS = 30 * 60_000;
const GONE_AFTER_MS = DAY_MS;
const OUTAGE_MS = 6 * HOUR_MS;

type Success = Extract<PollEvent, { readonly kind: 'read' | 'unchanged' | 'not-modified' }>;
type Failed = Extract<PollEvent, { readonly kind: 'failed' }>;

/** What became of a feed through a poll, and what someone should be told about it. */
export interface PollResult {
  readonly state: PollState;
  readonly notices: readonly PollNotice[];
}

/** Returns the state of a feed after a poll, and the notices that are due because of it, each exactly once. */
export function afterPoll(
  state: PollState,
  event: PollEvent,
  at: { readonly now: Date; readonly chance: number; readonly policy?: PollingPolicy },
): PollResult {
  const moment = { ...at, policy: at.policy ?? DEFAULT_POLICY };
  switch (event.kind) {
    case 'deferred':
      return {
        state: { ...withOutage(state, at.now), dueAt: dueAfterDeferral(event.until, moment) },
        notices: [],
      };
    case 'failed':
      return afterFailure(state, event, moment);
    case 'read':
    case 'unchanged':
    case 'not-modified':
      return afterSuccess(state, event, moment);
  }
}

/**
 * Returns since when the entries of a poll made now have piled up, because the feed, the network or the program was
 * down and nobody could look: they are worth one summary, not one alert each. Undefined when none have.
 */
export function findOutageStart(state: PollState, now: Date): Date | undefined {
  if (state.missedSince !== undefined) return state.missedSince;
  if (state.state === 'down') return state.failingSince ?? state.since;
  return hasPassed(state.dueAt, OUTAGE_MS, now) ? state.dueAt : undefined;
}

/** A program that comes back before the network does must not forget that both were away. */
function withOutage(state: PollState, now: Date): PollState {
  const missedSince = findOutageStart(state, now);
  return missedSince === undefined ? state : { ...state, missedSince };
}

function afterFailure(state: PollState, event: Failed, moment: PollMoment): PollResult {
  const { now } = moment;
  const failing = {
    ...withOutage(state, now),
    lastPolledAt: now,
    failures: state.failures + 1,
    failingSince: state.failingSince ?? now,
    failureReason: event.reason,
    failureDetail: event.detail,
    goneSince: event.status === 410 ? (state.goneSince ?? now) : state.goneSince,
  };
  if (event.status === 410 && hasPassed(failing.goneSince, GONE_AFTER_MS, now)) {
    return {
      state: { ...failing, state: 'gone', since: now, dueAt: undefined },
      notices: [{ kind: 'gone' }],
    };
  }
  const next = findFailedState(failing, now);
  const isNew = next !== state.state;
  const { failingSince, failureReason: reason, failureDetail: detail } = failing;
  return {
    state: {
      ...failing,
      state: next,
      since: isNew ? now : state.since,
      dueAt: dueAfterFailure(failing, event, moment),
    },
    notices: isNew && next === 'down' ? [{ kind: 'down', since: failingSince, reason, detail }] : [],
  };
}

function findFailedState({ state, failures, failingSince }: PollState, now: Date): 'failing' | 'down' {
  if (state === 'down') return 'down';
  return failures >= DOWN_AFTER_FAILURES && hasPassed(failingSince, DOWN_AFTER_MS, now) ? 'down' : 'failing';
}

function afterSuccess(state: PollState, event: Success, moment: PollMoment): PollResult {
  const { now } = moment;
  const learned = learn(state, event, now);
  const hasMoved = event.movedTo !== undefined && event.movedTo === state.movedTo;
  const flags = findFlags(state, learned, event, now);
  const next: PollState = {
    ...learned,
    state: 'ok',
    since: state.state === 'ok' ? state.since : now,
    lastPolledAt: now,
    lastSuccessAt: now,
    missedSince: undefined,
    tookMs: event.tookMs,
    failures: 0,
    failingSince: undefined,
    failureReason: undefined,
    failureDetail: undefined,
    goneSince: undefined,
    movedTo: hasMoved ? undefined : event.movedTo,
    flags,
  };
  const notices: PollNotice[] = [];
  if (state.state === 'down')
    notices.push({ kind: 'recovered', downSince: state.failingSince ?? state.since });
  if (hasMoved && event.movedTo !== undefined) notices.push({ kind: 'moved', to: event.movedTo });
  for (const flag of flags) if (!state.flags.includes(flag)) notices.push({ kind: 'flagged', flag });
  return { state: { ...next, dueAt: dueAfterSuccess(next, event.freshForMs, moment) }, notices };
}

/** What a success teaches about the document, its validators and its rhythm. */
function learn(state: PollState, event: Success, now: Date): PollState {
  const probed = afterProbe(state, event, now);
  if (event.kind === 'not-modified') return probed;
  const validated = afterWhole(probed, event, now);
  const { bodyHash = state.bodyHash, sitemaps = state.sitemaps } = event;
  const kept = { ...validated, bodyHash, sitemaps };
  if (event.kind === 'unchanged') return kept;
  return {
    ...kept,
    ...afterPublication(state, event, now),
    sitemaps: event.sitemaps,
    baselineAt: state.baselineAt ?? now,
    ttlMs: event.ttlMs,
    skipHours: event.skipHours,
    skipDays: event.skipDays,
  };
}

function findFlags(before: PollState, after: PollState, event: Success, now: Date): readonly FeedFlag[] {
  const isRead = event.kind === 'read';
  const isEmpty = isRead ? event.entries === 0 : before.flags.includes('empty');
  const isUndated = isRead ? event.entries > 0 && event.dates.length === 0 : before.flags.includes('undated');
  const isSilent = hasPassed(after.lastEntryAt, expectedSilenceMs(after), now);
  const flags: readonly (readonly [FeedFlag, boolean])[] = [
    ['empty', isEmpty],
    ['undated', isUndated],
    ['silent', isSilent],
    ['validators-lie', after.distrustedAt !== undefined],
  ];
  return flags.filter(([, isSet]) => isSet).map(([flag]) => flag);
}
