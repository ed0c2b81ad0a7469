import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Destination } from '../../core/destination.ts';
import type { Delivery, StoryView } from '../../core/messages/message.ts';
import { findOutageStart } from '../../core/polling/polling.ts';
import { routeStory } from '../../core/route.ts';
import { storyViews } from '../../core/messages/story-view.ts';
import type { Subject } from '../../core/subject.ts';
import { listDestinations } from '../../db/deliveries/destinations.ts';
import { listPolledFeeds } from '../../db/feeds/feeds.ts';
import { findStoryMutes } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { enqueue } from '../../db/deliveries/outbox.ts';
import { findBacklogStart, takeBacklog, type Backlog } from '../../db/stories/stories.ts';
import { weighStory } from '../stories/weigh-story.ts';

const LISTED_STORIES = 10;
/** A feed that has not answered by then is not waited for. */
const MAX_WAIT_MS = 5 * 60_000;

/**
 * Ends the catching up after an outage, once every feed that was missed has been visited: each destination is owed one
 * message with the stories that it would have been alerted of. The stories are taken in the transaction that queues
 * the messages, so each is told of once.
 */
export async function finishCatchUp(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  now: Date,
): Promise<void> {
  const start = await findBacklogStart(db);
  if (start === undefined) return;
  if (now.getTime() - start.getTime() < MAX_WAIT_MS && (await isCatchingUp(db, now))) return;
  await db.transaction().execute(async (transaction) => {
    const backlog = await takeBacklog(transaction);
    if (backlog !== undefined)
      await enqueue(transaction, await owedSummaries(transaction, subject, { ...backlog, now }), now);
  });
}

/** Tells whether a feed that was missed is still to be visited, or is being visited now. */
async function isCatchingUp(db: Db, now: Date): Promise<boolean> {
  const feeds = await listPolledFeeds(db);
  return feeds.some(
    ({ state }) =>
      state.dueAt !== undefined && state.dueAt <= now && findOutageStart(state, now) !== undefined,
  );
}

async function owedSummaries(
  db: Db,
  subject: Subject,
  { storyIds, since, now }: Backlog & { readonly now: Date },
): Promise<Delivery[]> {
  const destinations = (await listDestinations(db)).map(({ destination }) => destination);
  const views = new Map<Destination, StoryView[]>(destinations.map((destination) => [destination, []]));
  for (const storyId of storyIds) {
    const weighed = await weighStory(db, storyId, subject.topics);
    if (weighed === undefined) continue;
    const { articles, importance, tagged } = weighed;
    const routed = { topics: tagged, importance: importance.score };
    const mutes = await findStoryMutes(db, storyId, now);
    const viewOf = storyViews({ id: String(storyId), articles, importance });
    for (const { destination, topics } of routeStory(routed, destinations, subject.topics, mutes))
      views.get(destination)?.push(viewOf(topics, destination.language));
    // A long outage leaves hundreds; those who ask something meanwhile get their turn.
    await nextTurn();
  }
  // The first story was in no earlier backlog and will be in no later one: it names this one.
  const [first = 0] = storyIds;
  return [...views]
    .filter(([, stories]) => stories.length > 0)
    .map(([destination, stories]) => toDelivery(destination, stories, { first, since }));
}

function toDelivery(
  { id, language }: Destination,
  stories: readonly StoryView[],
  { first, since }: { readonly first: number; readonly since: Date },
): Delivery {
  const sorted = stories.toSorted((one, other) => other.importance.score - one.importance.score);
  return {
    key: `catch-up:${String(first)}:${id}`,
    destinationId: id,
    message: {
      kind: 'catch-up',
      language,
      since,
      stories: sorted.slice(0, LISTED_STORIES),
      moreCount: Math.max(0, stories.length - LISTED_STORIES),
      silent: true,
    },
  };
}
