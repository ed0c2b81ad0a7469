import type { Db } from '../db/open.ts';
import type { Turn } from '../pipeline/schedule.ts';
import { removeAged } from '../pipeline/upkeep.ts';
import { auditBooks } from './audit.ts';
import type { AppOptions } from './options.ts';

const HOUR_SECONDS = 3_600;
/** Nobody waits for these: the start is busy enough without them. */
const AFTER_START_MS = 60_000;
/** Nightly, and once by day. */
const HALF_DAY_SECONDS = 12 * HOUR_SECONDS;

/** What is done now and then beside polling and delivering. */
export function listHousekeeping({ settings, log, now }: AppOptions, db: Db): readonly Turn[] {
  return [
    {
      name: 'remove old rows',
      everySeconds: HOUR_SECONDS,
      startAfterMs: AFTER_START_MS,
      run: (signal) => removeAged({ db, retention: settings.retention, log }, now(), signal),
    },
    {
      name: 'audit',
      everySeconds: HALF_DAY_SECONDS,
      startAfterMs: AFTER_START_MS,
      async run() {
        const { differences } = await auditBooks(db);
        if (differences.length > 0) log.error({ differences }, 'the books do not balance');
        else log.info('the books balance');
      },
    },
  ];
}
