import type { Destination } from './destination.ts';
import type { ErrorCode } from './messages/errors.ts';
import {
  changesCard,
  type Delivery,
  type FindOutcome,
  type Message,
  type SendOutcome,
} from './messages/message.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const FIRST_RETRY_MS = 5 * SECOND_MS;
const LAST_RETRY_MS = 15 * MINUTE_MS;
/** A delivery that could not be made for so long is news no more. */
const GIVE_UP_MS = 24 * 60 * MINUTE_MS;

/**
 * How long a repeated nonce is sure to be recognised. Discord documents "the past few minutes" without a figure;
 * two minutes stays inside any reading of it.
 */
const NONCE_WINDOW_MS = 2 * MINUTE_MS;

/** How long one process may take over an attempt before another may assume that it died. */
export const SEND_LEASE_MS = MINUTE_MS;

/** A delivery that has been claimed: its attempt is on record and may begin. */
export interface OwedDelivery extends Delivery {
  readonly id: number;
  readonly attempts: number;
  readonly createdAt: Date;
  /** Whether an earlier attempt may have been shown. */
  readonly isRepetition: boolean;
  /**
   * When the first attempt began of which it is not known whether it was shown: this one, if no other. Told by the
   * clock of the destination's platform, which nobody sets back here.
   */
  readonly uncertainSince: Date;
}

/** A message that stands at a destination. */
export interface Posted {
  readonly channelId: string;
  readonly messageId: string;
}

/** Where at its destination a delivery goes. */
export interface Place {
  /** The channel of a person's direct messages, once it is known. */
  readonly directChannelId?: string;
  /** The card that is changed or answered. */
  readonly card?: Posted & {
    readonly threadId?: string;
    /** What its buttons carry: the nonce of the alert. */
    readonly marker: string;
  };
  /** The card of the story that this one follows. */
  readonly follows?: Posted;
  /** The status that this one takes the place of. */
  readonly before?: Posted;
  /** What an earlier attempt has shown of this very delivery: only what is left of it is to be done. */
  readonly begun?: Posted;
}

/** Everything that a platform needs for one attempt. */
export interface Post {
  readonly to: Destination;
  readonly message: Message;
  /** Always stands for the same message. */
  readonly nonce: string;
  readonly place: Place;
}

/**
 * What keeps a repetition from showing a message twice: it changes nothing to ask again, the destination recognises the
 * nonce for a while, or nothing but what already stands there.
 */
export type Guard = 'idempotent' | 'nonce' | 'history';

/** Returns what guards a message. The posts of a forum have no nonce. */
export function guardOf(message: Message, { layout }: Pick<Destination, 'layout'>): Guard {
  if (changesCard(message)) return 'idempotent';
  return layout === 'forum' && message.kind !== 'update' ? 'history' : 'nonce';
}

/** A request whose answer was lost may still be under way: its post is looked for only after so long. */
const SETTLING_MS = 20 * SECOND_MS;

/** How an attempt begins: by sending, by looking whether an earlier one was shown, or not yet. */
export type AttemptPlan = 'send' | 'reconcile' | 'wait';

/** What is known of a delivery's earlier attempts. */
type Doubt = Pick<OwedDelivery, 'isRepetition' | 'uncertainSince'>;

/**
 * Decides how an attempt begins. An earlier attempt may have been shown without our knowing: then the destination's
 * history is read first, whatever the clocks say.
 * @param there the time by the platform's clock
 */
export function planAttempt(delivery: Doubt, guard: Guard, there: Date): AttemptPlan {
  if (guard === 'idempotent' || !delivery.isRepetition) return 'send';
  return guard === 'history' && doubtMs(delivery, there) < SETTLING_MS ? 'wait' : 'reconcile';
}

/** How an attempt goes on after a look at the history. */
export type AfterLook =
  | { readonly kind: 'send' }
  /** An earlier attempt was shown: what is left of it is to be done. */
  | { readonly kind: 'finish'; readonly begun: Shown }
  | { readonly kind: 'end'; readonly outcome: SendOutcome }
  | { readonly kind: 'unknown'; readonly reason: string };

type Shown = Extract<FindOutcome, { kind: 'found' }>;

/**
 * Decides how an attempt goes on after a look at the history. Where that tells nothing the destination's memory of the
 * nonce is relied on for as long as it is sure to last; what then cannot be known stays unknown.
 * @param there the time by the platform's clock, which the look itself has just told
 */
export function planAfterLook(delivery: Doubt, guard: Guard, found: FindOutcome, there: Date): AfterLook {
  const isRemembered = guard === 'nonce' && doubtMs(delivery, there) < NONCE_WINDOW_MS;
  switch (found.kind) {
    case 'found':
      return { kind: 'finish', begun: found };
    case 'absent':
      return { kind: 'send' };
    case 'closed':
    case 'ambiguous':
      return { kind: 'end', outcome: found };
    case 'unproven':
      if (isRemembered) return { kind: 'send' };
      return { kind: 'end', outcome: { kind: 'ambiguous', reason: found.reason } };
    case 'unreadable':
      return isRemembered ? { kind: 'send' } : { kind: 'unknown', reason: found.reason };
  }
}

const doubtMs = ({ uncertainSince }: Doubt, there: Date): number =>
  there.getTime() - uncertainSince.getTime();

/** What an attempt leaves behind in the outbox, and for whom else it has consequences. */
export type Settlement =
  | { readonly kind: 'sent'; readonly messageId: string; readonly channelId?: string }
  | {
      readonly kind: 'again';
      readonly reason: string;
      readonly dueAt: Date;
      /** No attempt so far can have been shown. */
      readonly isCertain: boolean;
    }
  | { readonly kind: 'dead'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  /** The destination takes nothing more: it is paused, and the delivery waits with it. */
  | {
      readonly kind: 'pause';
      readonly reason: string;
      readonly code?: ErrorCode;
      readonly isCertain: boolean;
    }
  | { readonly kind: 'fatal'; readonly reason: string; readonly isCertain: boolean };

/** Decides what an attempt's outcome means for the delivery. */
export function settle(delivery: OwedDelivery, outcome: SendOutcome, now: Date): Settlement {
  switch (outcome.kind) {
    case 'sent':
      return outcome;
    case 'refused':
      return { kind: 'dead', reason: outcome.reason };
    case 'closed':
      return { ...outcome, kind: 'pause', isCertain: !delivery.isRepetition };
    case 'fatal':
      return { ...outcome, isCertain: !delivery.isRepetition };
    case 'ambiguous':
    case 'retry':
      return again(delivery, outcome, now);
  }
}

function again(
  delivery: OwedDelivery,
  outcome: Extract<SendOutcome, { kind: 'retry' | 'ambiguous' }>,
  now: Date,
): Settlement {
  if (now.getTime() - delivery.createdAt.getTime() > GIVE_UP_MS) {
    return outcome.kind === 'ambiguous'
      ? { kind: 'unknown', reason: outcome.reason }
      : { kind: 'dead', reason: `given up after a day: ${outcome.reason}` };
  }
  const backOffMs = Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, delivery.attempts - 1), LAST_RETRY_MS);
  const afterMs = outcome.kind === 'retry' ? (outcome.afterMs ?? backOffMs) : backOffMs;
  return {
    kind: 'again',
    reason: outcome.reason,
    dueAt: new Date(now.getTime() + afterMs),
    isCertain: outcome.kind === 'retry' && !delivery.isRepetition,
  };
}

/**
 * Returns the nonce of a delivery: the same at every attempt, different for every delivery of every installation
 * (one bot may serve a database that was begun anew). At most 25 characters, Discord's limit.
 * @param installation at most 8 characters
 */
export function nonceOf(installation: string, deliveryId: number): string {
  return `${installation}-${deliveryId.toString(36)}`;
}
