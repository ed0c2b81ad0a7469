import type { Retention } from '../core/retention.ts';
import type { Db } from '../db/engine/open.ts';
import { removeOld } from '../db/upkeep/retention.ts';
import type { Log } from '../log.ts';

/** Few enough rows of a kind that no turn waits for them. */
const ROWS_AT_ONCE = 200;
/** A turn that found this much leaves the rest to the next. */
const MOST_STEPS = 50;

/** Removes what is kept no longer, in small steps between which everything else goes on. */
export async function removeAged(
  { db, retention, log }: { readonly db: Db; readonly retention: Retention; readonly log: Log },
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  let removed = 0;
  for (let step = 0; step < MOST_STEPS && !signal.aborted; step += 1) {
    const count = await removeOld(db, retention, now, ROWS_AT_ONCE);
    removed += count;
    if (count === 0) break;
  }
  if (removed > 0) log.info({ rows: removed }, 'old rows removed');
}
