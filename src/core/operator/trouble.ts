import type { ErrorCode } from '../messages/errors.ts';
import type { PollState } from '../polling/poll-state.ts';
import type { ConnectionHealth } from './connection.ts';

const MINUTE_MS = 60_000;
const MEGABYTE = 1_000_000;

/** From when on something is worth telling, and when it is over: further apart, so that nothing is told to and fro. */
const OUTBOX_OLD_MS = 5 * MINUTE_MS;
const OUTBOX_YOUNG_MS = MINUTE_MS;
const DISK_LOW_BYTES = 500 * MEGABYTE;
const DISK_ENOUGH_BYTES = 1_000 * MEGABYTE;
/** A gateway that comes back by itself is nobody's business. */
const GATEWAY_LOST_MS = 2 * MINUTE_MS;

/** Something that keeps the program from its work, as it is kept from one look to the next. */
export type Trouble = { readonly since: Date } & (
  | { readonly kind: 'feed'; readonly id: string; readonly outlet: string }
  /** No feed answers: more likely this side's network than all of theirs. */
  | { readonly kind: 'feeds' }
  | { readonly kind: 'destination'; readonly id: string; readonly address: string; readonly code?: ErrorCode }
  | { readonly kind: 'outbox'; readonly waiting: number }
  | { readonly kind: 'disk'; readonly freeBytes: number }
  | { readonly kind: 'gateway' }
  /** The audit found that something was lost, or came from nowhere. */
  | { readonly kind: 'books'; readonly differences: number }
  /** Discord has refused so many requests that none is made. */
  | { readonly kind: 'requests'; readonly until: Date }
);

/** What a look at the program sees. */
export interface Sight {
  readonly now: Date;
  readonly feeds: readonly {
    readonly id: string;
    readonly outlet: string;
    readonly state: PollState['state'];
    readonly since: Date;
  }[];
  /** Channels that nothing is sent to now. */
  readonly paused: readonly {
    readonly id: string;
    readonly address: string;
    readonly code?: ErrorCode;
    readonly since: Date;
  }[];
  readonly waiting: number;
  /** Since when the oldest delivery waits that could be made. */
  readonly oldestWaiting?: Date;
  /** Undefined where it cannot be told. */
  readonly freeBytes?: number;
  /** What the latest audit found; undefined before the first. */
  readonly differences?: number;
  /** Undefined without Discord. */
  readonly gateway?: ConnectionHealth;
  readonly requestsPausedUntil?: Date;
}

/** One trouble a name: the same one at another look. */
export const nameOf = (trouble: Trouble): string =>
  'id' in trouble ? `${trouble.kind}:${trouble.id}` : trouble.kind;

/**
 * Finds what is wrong.
 * @param known what was wrong at the last look: some troubles end later than they would begin, and all keep their time
 */
export function findTroubles(sight: Sight, known: readonly Trouble[]): Trouble[] {
  const before = new Map(known.map((trouble) => [nameOf(trouble), trouble]));
  const found = [
    ...feedTroubles(sight, before),
    ...sight.paused.map((destination) => ({ kind: 'destination' as const, ...destination })),
    ...outboxTrouble(sight, before.has('outbox')),
    ...diskTrouble(sight, before.has('disk')),
    ...booksTrouble(sight),
    ...gatewayTrouble(sight),
    ...requestsTrouble(sight),
  ];
  return found.map((trouble) => ({ ...trouble, since: before.get(nameOf(trouble))?.since ?? trouble.since }));
}

type Known = ReadonlyMap<string, Trouble>;

/**
 * When no feed answers that is one trouble, until most answer again: they come back one by one. The single ones are told
 * when it is clear that they are their own.
 */
function feedTroubles({ feeds, now }: Sight, before: Known): Trouble[] {
  const down = feeds.filter(({ state }) => state === 'down' || state === 'gone');
  const working = feeds.filter(({ state }) => state === 'ok' || state === 'new');
  const troubles = down.map(({ id, outlet, since }): Trouble => ({ kind: 'feed', id, outlet, since }));
  const fewest = before.has('feeds') ? feeds.length / 2 : 0;
  if (down.length < 2 || working.length > fewest) return troubles;
  return [{ kind: 'feeds', since: now }, ...troubles.filter((trouble) => before.has(nameOf(trouble)))];
}

function outboxTrouble({ now, waiting, oldestWaiting }: Sight, isKnown: boolean): Trouble[] {
  const limitMs = isKnown ? OUTBOX_YOUNG_MS : OUTBOX_OLD_MS;
  if (oldestWaiting === undefined || now.getTime() - oldestWaiting.getTime() <= limitMs) return [];
  return [{ kind: 'outbox', waiting, since: oldestWaiting }];
}

function diskTrouble({ now, freeBytes }: Sight, isKnown: boolean): Trouble[] {
  const limit = isKnown ? DISK_ENOUGH_BYTES : DISK_LOW_BYTES;
  return freeBytes === undefined || freeBytes >= limit ? [] : [{ kind: 'disk', freeBytes, since: now }];
}

function booksTrouble({ now, differences = 0 }: Sight): Trouble[] {
  return differences === 0 ? [] : [{ kind: 'books', differences, since: now }];
}

function gatewayTrouble({ now, gateway }: Sight): Trouble[] {
  if (gateway?.kind !== 'lost' || now.getTime() - gateway.since.getTime() < GATEWAY_LOST_MS) return [];
  return [{ kind: 'gateway', since: gateway.since }];
}

function requestsTrouble({ now, requestsPausedUntil: until }: Sight): Trouble[] {
  return until === undefined ? [] : [{ kind: 'requests', until, since: now }];
}
