import { ConfigurationError } from '../../config/problem.ts';
import type { Db } from '../../db/engine/open.ts';
import { measureLead } from '../../db/engine/server-clock.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import type { AppOptions } from '../options.ts';

/** Further apart, one process would take another's claims for old ones while they hold. */
const MOST_APART_MS = 5_000;

/** The time that all processes of an installation have in common: that of the database server. */
export interface SharedClock {
  readonly now: () => Date;
  /** Compares the clocks again, since one of them may have been set. */
  readonly turn: Turn;
}

/** Compares this machine's clock with the server's. Throws a ConfigurationError where they are too far apart. */
export async function openSharedClock(
  { now, log }: Pick<AppOptions, 'now' | 'log'>,
  db: Db,
): Promise<SharedClock> {
  let leadMs = await measureLead(db, now);
  if (Math.abs(leadMs) > MOST_APART_MS)
    throw new ConfigurationError([
      {
        where: 'the clock of this machine',
        what: `is ${String(Math.round(Math.abs(leadMs) / 1_000))} s ${leadMs > 0 ? 'behind' : 'ahead of'} that of the database server`,
        mend: 'Let both be set by a time service (NTP).',
      },
    ]);
  return {
    now: () => new Date(now().getTime() + leadMs),
    turn: {
      name: 'compare clocks',
      everySeconds: 60,
      async run() {
        leadMs = await measureLead(db, now);
        if (Math.abs(leadMs) > MOST_APART_MS)
          log.error({ leadMs }, 'this clock and that of the database server are too far apart');
      },
    },
  };
}
