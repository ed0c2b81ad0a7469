import { MAX_RETRY_AFTER_MS } from '../../core/polling/host-pace.ts';
import { forgetHosts } from '../../db/sharing/hosts.ts';
import type { Db } from '../../db/engine/open.ts';
import type { Slot } from '../../db/sharing/slots.ts';
import { freeAbandoned } from '../../pipeline/polling/abandoned.ts';
import type { Poller } from '../../pipeline/polling/poll.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import { isSeeding } from '../../pipeline/delivering/welcome.ts';
import type { SharedClock } from './clock.ts';
import type { AppOptions, Foundation } from '../options.ts';
import { openFeeds, type PollMetrics } from './way-in.ts';

/** The half of the program that visits feeds and takes in what they bring. Any number of processes share it. */
export interface Polling {
  /** Visits the feeds that are due now; resolves when all have been visited. */
  readonly poll: () => Promise<void>;
  readonly turns: readonly Turn[];
}

interface PollingParts extends Foundation {
  readonly slot: Slot;
  readonly clock: SharedClock;
  readonly metrics: PollMetrics;
  /** Called when a look at what is due has come to its end. */
  readonly tickEnded: () => void;
}

/** Opens the way in, and what keeps it going. */
export async function openPolling(options: AppOptions, parts: PollingParts): Promise<Polling> {
  const seeding = { isOver: !(await isSeeding(parts.db)) };
  const poller = openFeeds(options, { ...parts, owner: parts.slot.owner, seeding });
  return {
    async poll() {
      await begin(poller, parts.db, seeding);
      await poller.idle();
    },
    turns: [
      {
        name: 'poll',
        everySeconds: options.settings.tickSeconds,
        async run() {
          await begin(poller, parts.db, seeding);
          parts.tickEnded();
        },
      },
      {
        name: 'free what others left',
        everySeconds: 15,
        run: () => freeAbandoned({ ...parts, log: options.log }),
      },
      {
        name: 'forget hosts',
        everySeconds: 3_600,
        run: () => forgetHosts(parts.db, new Date(parts.clock.now().getTime() - 2 * MAX_RETRY_AFTER_MS)),
      },
    ],
  };
}

/** Whoever delivers ends the first look at the feeds, here or in another process. */
async function begin(poller: Poller, db: Db, seeding: { isOver: boolean }): Promise<void> {
  seeding.isOver ||= !(await isSeeding(db));
  await poller.begin();
}
