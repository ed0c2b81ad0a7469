import type { Message, StoryView } from '../../core/messages/message.ts';
import { findStanding, unpauseDestination } from '../../db/deliveries/destinations.ts';
import type { Db } from '../../db/engine/open.ts';
import { enqueue } from '../../db/deliveries/outbox.ts';
import { takeOverdue } from '../../db/deliveries/overdue.ts';

const DAY_MS = 86_400_000;
const LISTED_STORIES = 10;

/**
 * Lets messages go to a destination again. What waits there for longer than a day is news no more: it is summed up in
 * one message instead of being sent one by one. One that is not paused stays as it is.
 */
export async function resumeDestination(db: Db, id: string, now: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const standing = await findStanding(transaction, id);
    if (standing?.paused === undefined) return;
    await unpauseDestination(transaction, id);
    const key = `resumed:${id}:${String(now.getTime())}`;
    const before = new Date(now.getTime() - DAY_MS);
    const overdue = await takeOverdue(transaction, id, { before, into: key, now });
    const stories = latestViews(overdue.map(({ message }) => message));
    const [first] = overdue;
    if (stories.length === 0 || first === undefined) return;
    const message: Message = {
      kind: 'catch-up',
      cause: 'pause',
      language: standing.destination.language,
      since: first.owedAt,
      stories: stories.slice(0, LISTED_STORIES),
      moreCount: Math.max(0, stories.length - LISTED_STORIES),
      silent: true,
    };
    await enqueue(transaction, [{ key, destinationId: id, message }], now);
  });
}

/** Every story that the messages tell of once, as the last of them shows it, the most important ones first. */
function latestViews(messages: readonly Message[]): readonly StoryView[] {
  const views = new Map(messages.flatMap(storiesOf).map((story) => [story.storyId, story]));
  return [...views.values()].toSorted((one, other) => other.importance.score - one.importance.score);
}

function storiesOf(message: Message): readonly StoryView[] {
  if (message.kind === 'alert' || message.kind === 'update') return [message.story];
  return message.kind === 'catch-up' || message.kind === 'welcome' ? message.stories : [];
}
