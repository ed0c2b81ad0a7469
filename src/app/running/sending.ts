import { hasMoved } from '../../db/sharing/moved.ts';
import type { Slot } from '../../db/sharing/slots.ts';
import type { BotHealth } from '../../discord/bot.ts';
import { finishCatchUp } from '../../pipeline/delivering/catch-up.ts';
import { closeQuietCards } from '../../pipeline/cards/close-cards.ts';
import { openDigests } from '../../pipeline/digest/digest.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import { openSeat } from '../../pipeline/delivering/seat.ts';
import { finishSeeding, isSeeding, welcomeNew } from '../../pipeline/delivering/welcome.ts';
import type { Metrics } from '../../web/metrics.ts';
import { listHousekeeping } from './housekeeping.ts';
import { openOperator } from './operator.ts';
import type { AppOptions, Foundation } from '../options.ts';
import { openDeliveries } from './way-out.ts';

/** Loading discord.js holds everything up: by then the first requests to feeds are on their way. */
const FIRST_DELIVERY_MS = 300;

/** The half of the program that delivers and answers. One process does at a time, the others stand by. */
export interface Sending {
  /** Makes the deliveries that are owed now; resolves when none is under way. Does nothing where another process sends. */
  readonly deliver: () => Promise<void>;
  readonly turns: readonly Turn[];
  /** How the connection to Discord is doing; undefined as long as there is none. */
  readonly findConnection: () => BotHealth | undefined;
}

interface SendingParts extends Foundation {
  readonly slot: Slot;
  readonly startedAt: Date;
  readonly metrics: Metrics;
}

/** Opens the way out, and what keeps it going. */
export async function openSending(options: AppOptions, parts: SendingParts): Promise<Sending> {
  const { settings, configuration, log, now, onFatal, onHopeless } = options;
  const { db, stack, slot, startedAt, metrics } = parts;
  const { subject } = configuration;
  const seat = stack.use(openSeat({ db, slot, now, log, onLost: onHopeless }));
  const { deliverer, connect, health, findBot } = await openDeliveries(options, {
    db,
    stack,
    metrics,
    mayClaim: seat.isHeld,
  });
  const digests = openDigests({ db, subject, zone: settings.timeZone, startedAt, log });
  let isSeeded = !(await isSeeding(db));

  const deliver = async (): Promise<void> => {
    if (await hasMoved(db)) return onFatal('this installation was moved to PostgreSQL: set DATABASE_URL');
    if (!(await seat.take())) return;
    await connect();
    isSeeded ||= await finishSeeding({ db, startedAt }, now());
    if (isSeeded) await welcomeNew({ db, subject }, now());
    await finishCatchUp({ db, subject }, now());
    await closeQuietCards(db, now());
    await deliverer.begin();
  };
  const others = [
    { name: 'digest', everySeconds: 60, run: (signal: AbortSignal) => digests(now(), signal) },
    ...listHousekeeping(options, db, findBot),
    ...(await openOperator(options, db, health)),
  ];
  return {
    async deliver() {
      if (await seat.take()) await digests(now());
      await deliver();
      await deliverer.idle();
    },
    turns: [
      // A turn of its own, so that the seat is kept however long the way to Discord takes to open.
      { name: 'seat', everySeconds: 1, run: async () => void (await seat.take()) },
      { name: 'deliver', everySeconds: 1, run: deliver, startAfterMs: FIRST_DELIVERY_MS },
      ...others.map((turn): Turn => ({ ...turn, run: whenSeated(turn) })),
    ],
    findConnection: health,
  };

  function whenSeated({ run }: Turn): Turn['run'] {
    return async (signal) => {
      if (seat.isHeld()) await run(signal);
    };
  }
}
