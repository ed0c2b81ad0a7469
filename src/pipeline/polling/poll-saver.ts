import { setTimeout as sleep } from 'node:timers/promises';
import { savePolls, type SavedPoll } from '../../db/feeds/feeds.ts';
import type { Db } from '../../db/engine/open.ts';

/** Records one poll; resolves when it is on disk. */
export type SavePoll = (id: string, poll: SavedPoll) => Promise<void>;

/** Long enough to gather what a busy moment brings, short beside any interval. */
const GATHER_MS = 20;

/**
 * Returns how polls are recorded that brought nothing new. Those that end together are one transaction, since each
 * costs a wait for the disk; a crash before it costs no more than visiting their feeds again.
 */
export function gatherPolls(db: Db): SavePoll {
  let gathered: { readonly id: string; readonly poll: SavedPoll }[] = [];
  let saving: Promise<void> | undefined;

  async function save(): Promise<void> {
    await sleep(GATHER_MS);
    const polls = gathered;
    gathered = [];
    saving = undefined;
    await savePolls(db, polls);
  }

  return (id, poll) => {
    gathered.push({ id, poll });
    saving ??= save();
    return saving;
  };
}
