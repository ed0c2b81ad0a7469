import type { Destination } from '../../core/destination.ts';
import type { Delivery } from '../../core/messages/message.ts';
import type { Subject } from '../../core/subject.ts';
import { listUnwelcomed, markWelcomed } from '../../db/deliveries/destinations.ts';
import { listPolledFeeds } from '../../db/feeds/feeds.ts';
import type { Db } from '../../db/engine/open.ts';
import { enqueue } from '../../db/deliveries/outbox.ts';
import { findSetting, saveSetting } from '../../db/engine/settings.ts';
import { countStories } from '../../db/stories/stories.ts';
import { listStoryViews } from '../stories/story-views.ts';

/** Kept once the first look is over; the key is older than the welcomes by destination. */
const FIRST_LOOK = 'welcomed';
const DAY_MS = 86_400_000;
const LISTED_STORIES = 10;
/** A feed that has not answered by then is not waited for. */
const MAX_WAIT_MS = 120_000;

/** Tells whether a new installation's first look at its feeds is still going on. */
export async function isSeeding(db: Db): Promise<boolean> {
  return (await findSetting(db, FIRST_LOOK)) === undefined;
}

/** Ends a new installation's first look at its feeds, once each has answered or failed. Returns whether it is over. */
export async function finishSeeding(
  { db, startedAt }: { readonly db: Db; readonly startedAt: Date },
  now: Date,
): Promise<boolean> {
  if (!(await isSeeding(db))) return true;
  const feeds = await listPolledFeeds(db);
  const isWaiting = feeds.some(({ state }) => state.lastPolledAt === undefined);
  if (isWaiting && now.getTime() - startedAt.getTime() < MAX_WAIT_MS) return false;
  await saveSetting(db, FIRST_LOOK, now.toISOString());
  return true;
}

/**
 * Owes every destination that is new one message that sums up the last 24 hours, so that its readers see at once that
 * it works: those of a new installation after its first look, and each one that is added later.
 */
export async function welcomeNew(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  now: Date,
): Promise<void> {
  const unwelcomed = await listUnwelcomed(db);
  if (unwelcomed.length === 0) return;
  const feeds = await listPolledFeeds(db);
  const counts = {
    feedCount: feeds.length,
    silentCount: feeds.filter(({ state }) => state.lastSuccessAt === undefined).length,
  };
  const deliveries: Delivery[] = [];
  for (const destination of unwelcomed)
    deliveries.push(await toWelcome(db, destination, { subject, counts, now }));
  await db.transaction().execute(async (transaction) => {
    await enqueue(transaction, deliveries, now);
    await markWelcomed(
      transaction,
      unwelcomed.map(({ id }) => id),
      now,
    );
  });
}

/** How many feeds there are, and how many of them have not answered yet. */
interface FeedCounts {
  readonly feedCount: number;
  readonly silentCount: number;
}

async function toWelcome(
  db: Db,
  { id, language, topics: topicIds }: Destination,
  { subject, counts, now }: { readonly subject: Subject; readonly counts: FeedCounts; readonly now: Date },
): Promise<Delivery> {
  const since = new Date(now.getTime() - DAY_MS);
  const stories = await listStoryViews({ db, subject }, { language, since, limit: LISTED_STORIES, topicIds });
  const moreCount = Math.max(0, (await countStories(db, { since, topicIds })) - stories.length);
  return {
    key: `welcome:${id}`,
    destinationId: id,
    message: {
      kind: 'welcome',
      language,
      subject: subject.name,
      feedCount: counts.feedCount,
      ...(counts.silentCount === 0 ? {} : { silentCount: counts.silentCount }),
      stories,
      moreCount,
      silent: true,
    },
  };
}
