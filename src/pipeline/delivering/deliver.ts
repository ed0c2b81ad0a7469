import type { Destination } from '../../core/destination.ts';
import {
  guardOf,
  nonceOf,
  planAfterLook,
  planAttempt,
  settle,
  type OwedDelivery,
  type Post,
  type Settlement,
} from '../../core/delivery.ts';
import type { FindOutcome, SendOutcome } from '../../core/messages/message.ts';
import { findDestination, pauseDestination } from '../../db/deliveries/destinations.ts';
import type { Db } from '../../db/engine/open.ts';
import { claimDeliveries, settleDelivery } from '../../db/deliveries/outbox.ts';
import type { Log } from '../../log.ts';
import { recordSent } from '../cards/card-results.ts';
import { findPlace } from './place.ts';

/** What is under way to different destinations at once; to one destination, one at a time. */
const CONCURRENCY = 50;
/** How long a stop waits for answers; those that come later are asked for again at the next start. */
const PATIENCE_MS = 5_000;

/** A way to reach a platform's destinations. */
export interface Sender {
  /**
   * Sends once. The same nonce always stands for the same message. The signal is aborted when the program can wait no
   * longer for an answer. Never rejects.
   */
  readonly send: (post: Post, signal: AbortSignal) => Promise<SendOutcome>;
  /** Looks whether a delivery was shown since a time of the platform's clock. Never rejects. */
  readonly find: (post: Post, since: Date, signal: AbortSignal) => Promise<FindOutcome>;
  /** The time by the platform's clock, which dates what it shows; undefined until an answer has told it. */
  readonly now: () => Date | undefined;
}

export interface DeliverDeps {
  readonly db: Db;
  /** This database's mark in nonces, at most 8 characters. */
  readonly installation: string;
  /** Undefined while a destination's platform cannot be reached at all. */
  readonly findSender: (destination: Destination) => Sender | undefined;
  /** Whether this process is the one that sends, at this very moment. */
  readonly mayClaim: () => boolean;
  readonly now: () => Date;
  /** The time by the platform's clock, as far as it is known. */
  readonly nowThere: () => Date;
  readonly log: Log;
  /** Called when nothing can be sent anywhere any more. */
  readonly onFatal: (reason: string) => void;
}

/** Empties the outbox. Disposing of it waits for what is under way. */
export interface Deliverer extends AsyncDisposable {
  /** Begins what is due, and what becomes due behind it; does not wait for answers. */
  readonly begin: () => Promise<void>;
  /** Resolves when nothing is under way any more. */
  readonly idle: () => Promise<void>;
}

/**
 * Opens the way out. The claim of a delivery is on record before anything is sent, so a crash at any moment repeats
 * nothing and loses nothing; each destination has a line of its own, so a slow one delays no other.
 */
export function openDeliverer(deps: DeliverDeps): Deliverer {
  const { track, idle } = watchWork(deps.log);
  const hurry = new AbortController();
  let free = CONCURRENCY;
  let isStopped = false;

  async function begin(): Promise<void> {
    while (!isStopped && free > 0 && deps.mayClaim()) {
      const claimed = await claimDeliveries(deps.db, deps.now(), free, deps.nowThere());
      if (claimed.length === 0) return;
      for (const delivery of claimed) track(deliver(delivery));
    }
  }

  /** Makes one delivery, then begins what waited behind it. */
  async function deliver(delivery: OwedDelivery): Promise<void> {
    free -= 1;
    const settlement = await attempt(deps, delivery, hurry.signal).finally(() => {
      free += 1;
    });
    if (settlement.kind === 'fatal') {
      isStopped = true;
      deps.onFatal(settlement.reason);
    }
    await begin();
  }

  return {
    begin,
    idle,
    async [Symbol.asyncDispose]() {
      isStopped = true;
      const patience = setTimeout(() => hurry.abort(), PATIENCE_MS);
      await idle();
      clearTimeout(patience);
    },
  };
}

/** Keeps account of work that nobody waits for: what fails is logged, and `idle` resolves when none is left. */
function watchWork(log: Log): Pick<Deliverer, 'idle'> & { readonly track: (work: Promise<void>) => void } {
  const underWay = new Set<Promise<void>>();
  return {
    track(work) {
      const tracked = work
        .catch((error: unknown) => {
          log.error({ err: error }, 'delivery could not be recorded');
        })
        .finally(() => underWay.delete(tracked));
      underWay.add(tracked);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function attempt(deps: DeliverDeps, delivery: OwedDelivery, signal: AbortSignal): Promise<Settlement> {
  const { db, log, now } = deps;
  const { settlement, to } = await makeAttempt(deps, delivery, signal);
  if (settlement.kind === 'pause') await pauseDestination(db, delivery.destinationId, settlement, now());
  await db.transaction().execute(async (transaction) => {
    const isOurs = await settleDelivery(transaction, delivery, settlement, now());
    if (isOurs && settlement.kind === 'sent' && to !== undefined)
      await recordSent(transaction, { delivery, to, sent: settlement }, now());
  });
  const event = {
    delivery: delivery.id,
    key: delivery.key,
    destination: delivery.destinationId,
    attempt: delivery.attempts,
    ...(settlement.kind === 'sent' ? { message: settlement.messageId } : { reason: settlement.reason }),
  };
  if (settlement.kind === 'sent') log.info(event, 'delivered');
  else if (settlement.kind === 'again') log.warn(event, 'delivery will be tried again');
  else if (delivery.cardId !== undefined && settlement.kind === 'dead') log.warn(event, 'card left as it is');
  else log.error(event, EVENTS[settlement.kind]);
  return settlement;
}

const EVENTS = {
  dead: 'delivery refused',
  unknown: 'delivery unknown',
  pause: 'destination paused',
  fatal: 'sending is over',
} as const;

/** What came of an attempt, and at which destination; undefined where there is none to reach. */
interface Attempted {
  readonly settlement: Settlement;
  readonly to?: Destination;
}

async function makeAttempt(
  deps: DeliverDeps,
  delivery: OwedDelivery,
  signal: AbortSignal,
): Promise<Attempted> {
  const { db, now, log, installation } = deps;
  const to = await findDestination(db, delivery.destinationId);
  const sender = to === undefined ? undefined : deps.findSender(to);
  if (to === undefined || sender === undefined) {
    const reason = 'the destination cannot be reached now';
    return { settlement: settle(delivery, { kind: 'retry', reason }, now()) };
  }
  const found = await findPlace(db, delivery, to, installation);
  if (found.kind !== 'place') return { settlement: settle(delivery, found, now()), to };
  const { message } = delivery;
  const post = { to, message, nonce: nonceOf(installation, delivery.id), place: found.place };
  return { settlement: await sendOnce(delivery, { post, sender, now, log, signal }), to };
}

interface Attempting {
  readonly post: Post;
  readonly sender: Sender;
  readonly now: () => Date;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Sends, unless an earlier attempt was shown or may still be. */
async function sendOnce(delivery: OwedDelivery, attempting: Attempting): Promise<Settlement> {
  const { post, sender, now, signal } = attempting;
  switch (planAttempt(delivery, guardOf(post.message, post.to), sender.now() ?? now())) {
    case 'send':
      return settle(delivery, await sender.send(post, signal), now());
    case 'wait':
      return settle(delivery, { kind: 'ambiguous', reason: 'an earlier attempt may be under way' }, now());
    case 'reconcile':
      return await reconcile(delivery, attempting);
  }
}

/** Looks what became of earlier attempts, and does what is left to be done. */
async function reconcile(
  delivery: OwedDelivery,
  { post, sender, now, log, signal }: Attempting,
): Promise<Settlement> {
  const found = await sender.find(post, delivery.uncertainSince, signal);
  const guard = guardOf(post.message, post.to);
  const next = planAfterLook(delivery, guard, found, sender.now() ?? now());
  switch (next.kind) {
    case 'unknown':
      return next;
    case 'end':
      return settle(delivery, next.outcome, now());
    case 'send':
      return settle(delivery, await sender.send(post, signal), now());
    case 'finish': {
      log.info({ delivery: delivery.id }, 'an earlier attempt was shown');
      const { messageId, channelId = post.to.address } = next.begun;
      const rest = { ...post, place: { ...post.place, begun: { messageId, channelId } } };
      return settle(delivery, await sender.send(rest, signal), now());
    }
  }
}
