import type { FailureReason, PollOutcome } from '../../core/types.ts';
import { hastenFeeds, listPolledFeeds } from '../../db/feeds/feeds.ts';
import type { Db } from '../../db/engine/open.ts';

/** Failures that say nothing of a feed as long as no other feed answers either. */
const NO_ANSWER: ReadonlySet<FailureReason> = new Set(['dns', 'connect', 'timeout', 'tls', 'broken']);
/** Feeds that failed for less are visited again soon enough by themselves. */
const OUTAGE_MS = 30 * 60_000;

/**
 * Notices when this machine has been off the network: nobody answered for half an hour. With the first answer every
 * feed that failed since is due at once, since its back-off was for a fault that was not its own; so the backlog comes
 * in together instead of over as many hours as the network was gone.
 */
export function watchNetwork(db: Db, openedAt: Date): (outcome: PollOutcome, now: Date) => Promise<void> {
  let lastAnswer = openedAt;
  return async (outcome, now) => {
    if (outcome.kind === 'deferred' || (outcome.kind === 'failed' && NO_ANSWER.has(outcome.reason))) return;
    const before = lastAnswer;
    lastAnswer = now;
    if (now.getTime() - before.getTime() < OUTAGE_MS) return;
    const failing = (await listPolledFeeds(db)).filter(
      ({ state: { failingSince, dueAt } }) =>
        failingSince !== undefined && failingSince > before && dueAt !== undefined && dueAt > now,
    );
    await hastenFeeds(
      db,
      failing.map(({ id }) => id),
      now,
    );
  };
}
