import { MOST_HELD } from '../../core/cards/release.ts';
import type { Destination } from '../../core/destination.ts';
import type { Message, StoryView } from '../../core/messages/message.ts';
import {
  findHeldSummary,
  foldDeliveries,
  listHeldAlerts,
  replacePending,
} from '../../db/deliveries/card-deliveries.ts';
import type { Db } from '../../db/engine/open.ts';
import { enqueue } from '../../db/deliveries/outbox.ts';

type CatchUp = Extract<Message, { kind: 'catch-up' }>;

/**
 * Folds the silent alerts that wait for the end of a destination's quiet hours into one message, once there are more
 * than three: nobody wants a row of alerts at seven in the morning. A major story keeps its own, which makes itself
 * heard.
 */
export async function foldHeldAlerts(
  db: Db,
  destination: Destination,
  until: Date,
  now: Date,
): Promise<void> {
  const key = `held:${destination.id}:${String(until.getTime())}`;
  const held = await listHeldAlerts(db, destination.id, until);
  const summary = await findHeldSummary(db, key);
  if (held.length === 0 || (summary === undefined && held.length <= MOST_HELD)) return;
  const views = held.map(({ message }) => message.story);
  await foldDeliveries(
    db,
    held.map(({ id }) => id),
    key,
    now,
  );
  if (summary !== undefined) {
    await replacePending(db, summary.id, withStories(summary.message, views), now);
    return;
  }
  const { language } = destination;
  const empty: CatchUp = {
    kind: 'catch-up',
    cause: 'quiet-hours',
    language,
    since: now,
    stories: [],
    moreCount: 0,
    silent: true,
  };
  await enqueue(
    db,
    [{ key, destinationId: destination.id, message: withStories(empty, views), dueAt: until }],
    now,
  );
}

/** Brings a story up to date in the summary that tells of it, as long as that waits. */
export async function refreshHeldStory(
  db: Db,
  summaryKey: string,
  story: StoryView,
  now: Date,
): Promise<void> {
  const summary = await findHeldSummary(db, summaryKey);
  if (summary !== undefined) await replacePending(db, summary.id, withStories(summary.message, [story]), now);
}

/** The most important stories come first: what does not fit is left out from the end. */
function withStories(message: CatchUp, views: readonly StoryView[]): CatchUp {
  const renewed = new Set(views.map(({ storyId }) => storyId));
  const stories = [...message.stories.filter(({ storyId }) => !renewed.has(storyId)), ...views];
  return {
    ...message,
    stories: stories.toSorted((one, other) => other.importance.score - one.importance.score),
  };
}
