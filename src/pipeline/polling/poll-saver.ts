import { savePolls, type SavedPoll } from '../../db/feeds/feeds.ts';
import type { Db } from '../../db/engine/open.ts';
import { inBatches } from './batches.ts';

/** Records one poll; resolves when it is on disk. */
export type SavePoll = (id: string, poll: SavedPoll) => Promise<void>;

/** Long enough to gather what a busy moment brings, short beside any interval. */
const GATHER_MS = 20;
const MOST = 1_000;

/**
 * Returns how polls are recorded that brought nothing new. Those that end together are one statement, since each
 * costs a wait for the disk; a crash before it costs no more than visiting their feeds again.
 */
export function gatherPolls(db: Db): SavePoll {
  const save = inBatches(
    async (polls: readonly { readonly id: string; readonly poll: SavedPoll }[]) => {
      await savePolls(db, polls);
      return () => undefined;
    },
    { gatherMs: GATHER_MS, most: MOST },
  );
  return (id, poll) => save({ id, poll });
}
