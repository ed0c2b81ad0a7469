import type { Delivery } from '../core/messages/message.ts';
import type { Subject } from '../core/subject.ts';
import { listDestinations } from '../db/destinations.ts';
import { listPolledFeeds } from '../db/feeds.ts';
import type { Db } from '../db/open.ts';
import { enqueue } from '../db/outbox.ts';
import { findSetting, saveSetting } from '../db/settings.ts';
import { countStories } from '../db/stories.ts';
import { listStoryViews } from './story-views.ts';

const WELCOMED = 'welcomed';
const DAY_MS = 86_400_000;
const LISTED_STORIES = 10;
/** A feed that has not answered by then is not waited for. */
const MAX_WAIT_MS = 120_000;

/** Tells whether a new installation's first look at its feeds is still going on. */
export async function isSeeding(db: Db): Promise<boolean> {
  return (await findSetting(db, WELCOMED)) === undefined;
}

/**
 * Ends a new installation's first look at its feeds, once each has answered or failed: every destination is owed one
 * message that sums up the last 24 hours, so that its readers see at once that it works. Returns whether the first
 * look is over.
 */
export async function finishSeeding(
  { db, subject, startedAt }: { readonly db: Db; readonly subject: Subject; readonly startedAt: Date },
  now: Date,
): Promise<boolean> {
  if (!(await isSeeding(db))) return true;
  const feeds = await listPolledFeeds(db);
  const isWaiting = feeds.some(({ state }) => state.lastPolledAt === undefined);
  if (isWaiting && now.getTime() - startedAt.getTime() < MAX_WAIT_MS) return false;
  await db.transaction().execute(async (transaction) => {
    await enqueue(
      transaction,
      await owedWelcomes(transaction, { subject, feedCount: feeds.length, now }),
      now,
    );
    await saveSetting(transaction, WELCOMED, now.toISOString());
  });
  return true;
}

async function owedWelcomes(
  db: Db,
  { subject, feedCount, now }: { readonly subject: Subject; readonly feedCount: number; readonly now: Date },
): Promise<Delivery[]> {
  const since = new Date(now.getTime() - DAY_MS);
  const deliveries: Delivery[] = [];
  for (const { destination } of await listDestinations(db)) {
    const { id, language, topics: topicIds } = destination;
    const stories = await listStoryViews(
      { db, subject },
      { language, since, limit: LISTED_STORIES, topicIds },
    );
    const moreCount = Math.max(0, (await countStories(db, { since, topicIds })) - stories.length);
    deliveries.push({
      key: `welcome:${id}`,
      destinationId: id,
      message: {
        kind: 'welcome',
        language,
        subject: subject.name,
        feedCount,
        stories,
        moreCount,
        silent: true,
      },
    });
  }
  return deliveries;
}
