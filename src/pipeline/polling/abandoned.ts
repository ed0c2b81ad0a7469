import { listClaimants, releaseFeeds } from '../../db/feeds/feeds.ts';
import { releaseHosts } from '../../db/sharing/hosts.ts';
import type { Db } from '../../db/engine/open.ts';
import type { Slot } from '../../db/sharing/slots.ts';
import type { Log } from '../../log.ts';

interface AbandonedDeps {
  readonly db: Db;
  readonly slot: Pick<Slot, 'whileEmpty'>;
  readonly log: Log;
}

/**
 * Frees the feeds that processes had claimed which are gone, and the hosts that they were asking, so that neither need
 * wait for the claims to run out.
 */
export async function freeAbandoned({ db, slot, log }: AbandonedDeps): Promise<void> {
  const feeds = await slot.whileEmpty(await listClaimants(db), async (gone) => {
    await releaseHosts(db, gone);
    return await releaseFeeds(db, gone);
  });
  if (feeds > 0) log.info({ feeds }, 'a process is gone: its feeds are free again');
}
