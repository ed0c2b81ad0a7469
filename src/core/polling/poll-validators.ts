import type { PollEvent, PollState } from './poll-state.ts';
import { hasPassed } from './rhythm.ts';
import type { Validators } from '../types.ts';

const DAY_MS = 24 * 3_600_000;
/** Some servers answer "not modified" for ever: this often the whole document is asked for, whatever they say. */
const FULL_GET_EVERY_MS = 8 * DAY_MS;
/** Servers are mended, too: after this long validators that lied get another chance. */
const DISTRUST_MS = 60 * DAY_MS;
/** A `Last-Modified` in the future is a wrong clock; sent back, it would make every answer "not modified". */
const CLOCK_TOLERANCE_MS = DAY_MS;

type Whole = Extract<PollEvent, { readonly kind: 'read' | 'unchanged' }>;

/** Returns how to ask for a feed now: which validators to send, if any. */
export function pollRequest(
  state: PollState,
  now: Date,
): { readonly validators: Validators; readonly conditional: boolean } {
  const isProbe = state.probeEtag !== undefined || state.probeLastModified !== undefined;
  const validators = isProbe ? toValidators(state.probeEtag, state.probeLastModified) : validatorsOf(state);
  const isForced = hasPassed(state.lastFullGetAt, FULL_GET_EVERY_MS, now);
  return { validators, conditional: !isForced && state.distrustedAt === undefined };
}

/** The validators of the document that was read last. */
export const validatorsOf = ({ etag, lastModified }: PollState): Validators =>
  toValidators(etag, lastModified);

/** Out-of-date validators were sent on purpose: a server that calls the document unchanged all the same has lied. */
export function afterProbe(state: PollState, event: PollEvent, now: Date): PollState {
  if (state.probeEtag === undefined && state.probeLastModified === undefined) return state;
  return {
    ...state,
    probeEtag: undefined,
    probeLastModified: undefined,
    distrustedAt: event.kind === 'not-modified' ? now : state.distrustedAt,
  };
}

/**
 * Keeps the new validators. When a whole document that was asked for has brought entries, the old validators must be
 * out of date: if they are the new ones as well they are worthless, and if not the next poll tries the server with them.
 */
export function afterWhole(state: PollState, event: Whole, now: Date): PollState {
  const { etag } = event.validators;
  const lastModified = withoutFuture(event.validators.lastModified, now);
  const distrustedAt = hasPassed(state.distrustedAt, DISTRUST_MS, now) ? undefined : state.distrustedAt;
  const kept = { ...state, etag, lastModified, distrustedAt };
  if (event.conditional) return kept;
  const full = { ...kept, lastFullGetAt: now };
  if (!areOutdated(state, event)) return full;
  if (etag === state.etag && lastModified === state.lastModified) return { ...full, distrustedAt: now };
  return { ...full, probeEtag: state.etag, probeLastModified: state.lastModified };
}

/** Whether the stored validators, trusted so far, are for a document that has had entries since. */
function areOutdated(state: PollState, event: Whole): boolean {
  const areTrusted = state.distrustedAt === undefined && (state.etag ?? state.lastModified) !== undefined;
  return areTrusted && event.kind === 'read' && event.fresh > 0;
}

function toValidators(etag: string | undefined, lastModified: string | undefined): Validators {
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

function withoutFuture(httpDate: string | undefined, now: Date): string | undefined {
  const isInFuture = httpDate !== undefined && Date.parse(httpDate) > now.getTime() + CLOCK_TOLERANCE_MS;
  return isInFuture ? undefined : httpDate;
}
