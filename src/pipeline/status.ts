import type { Status } from '../core/status.ts';
import type { Feed } from '../core/subject.ts';
import { listDestinations } from '../db/deliveries/destinations.ts';
import { listPolledFeeds } from '../db/feeds/feeds.ts';
import type { Db } from '../db/engine/open.ts';
import { countWaiting } from '../db/deliveries/outbox.ts';
import { countStories } from '../db/stories/stories.ts';

const DAY_MS = 86_400_000;

/** Finds out how the watch is doing. */
export async function findStatus(db: Db, feeds: ReadonlyMap<string, Feed>, now: Date): Promise<Status> {
  const polled = await listPolledFeeds(db);
  const polls = polled.flatMap(({ state }) => state.lastPolledAt ?? []);
  const working = polled.filter(({ state }) => state.state === 'ok');
  const down = polled.filter(({ state }) => state.state === 'down' || state.state === 'gone');
  return {
    ...(polls.length === 0 ? {} : { lastPollAt: polls.reduce((last, time) => (time > last ? time : last)) }),
    storiesToday: await countStories(db, { since: new Date(now.getTime() - DAY_MS) }),
    feeds: {
      total: polled.length,
      working: working.length,
      flagged: working.filter(({ state }) => state.flags.length > 0).length,
      down: down.map(({ id, state }) => ({ outlet: feeds.get(id)?.outlet.name ?? id, since: state.since })),
    },
    destinations: await listDestinations(db),
    waiting: await countWaiting(db, now),
  };
}
