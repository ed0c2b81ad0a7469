import type { Destination } from '../../core/destination.ts';
import type { Mute } from '../../core/mute.ts';
import { routeStory } from '../../core/route.ts';
import type { Topic } from '../../core/subject.ts';
import { replacePending } from '../../db/deliveries/card-deliveries.ts';
import { findDestination } from '../../db/deliveries/destinations.ts';
import {
  listWaitingTellings,
  takeBackFromSummary,
  takeBackMuted,
  type WaitingTelling,
} from '../../db/deliveries/muted-deliveries.ts';
import { findStoryMutes, saveMute } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { findSurvivor } from '../../db/stories/story-mending.ts';
import { listTagsOf } from '../../db/stories/story-tags.ts';

interface Muting {
  /** The subject's. */
  readonly topics: readonly Topic[];
  readonly now: Date;
}

/** Mutes something at a destination, and takes back what waits to be sent there and is owed no more because of it. */
export async function muteAt(db: Db, mute: Mute, { topics, now }: Muting): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await saveMute(transaction, mute);
    const destination = await findDestination(transaction, mute.destinationId);
    if (destination !== undefined) await takeBack(transaction, destination, { topics, now });
  });
}

async function takeBack(db: Db, destination: Destination, muting: Muting): Promise<void> {
  const waiting = await listWaitingTellings(db, destination.id);
  const isMuted = await findMuted(db, waiting.flatMap(storiesOf), { destination, ...muting });
  const single = waiting.filter(({ storyId }) => storyId !== undefined && isMuted(storyId));
  await takeBackMuted(
    db,
    single.map(({ id }) => id),
    muting.now,
  );
  for (const summary of waiting) await takeFromSummary(db, summary, { isMuted, now: muting.now });
}

const storiesOf = ({ storyId, message }: WaitingTelling): readonly number[] =>
  message.kind === 'catch-up'
    ? message.stories.map((story) => Number(story.storyId))
    : [storyId ?? []].flat();

/** Takes muted stories out of a summary; one that tells of nothing else is taken back. */
async function takeFromSummary(
  db: Db,
  { id, key, message }: WaitingTelling,
  { isMuted, now }: { readonly isMuted: (storyId: number) => boolean; readonly now: Date },
): Promise<void> {
  if (message.kind !== 'catch-up') return;
  const stories = message.stories.filter(({ storyId }) => !isMuted(Number(storyId)));
  if (stories.length === message.stories.length) return;
  if (stories.length + message.moreCount === 0) await takeBackMuted(db, [id], now);
  else if (!(await replacePending(db, id, { ...message, stories }, now))) return;
  const storyIds = message.stories.map(({ storyId }) => Number(storyId)).filter(isMuted);
  await takeBackFromSummary(db, { key, storyIds });
}

/** Finds which stories a destination is owed nothing of, and would be were nothing muted there. */
async function findMuted(
  db: Db,
  ids: readonly number[],
  { destination, topics, now }: Muting & { readonly destination: Destination },
): Promise<(storyId: number) => boolean> {
  const muted = new Set<number>();
  const unique = [...new Set(ids)];
  const tags = await listTagsOf(db, unique);
  const to = [{ ...destination, level: 'all' as const }];
  for (const id of unique) {
    const mutes = await findStoryMutes(db, await findSurvivor(db, id), now);
    // Of what is owed already only the topics are asked again, not how important it is.
    const story = { topics: (tags.get(id) ?? []).map((topic) => ({ id: topic, score: 1 })), importance: 1 };
    const isOwed = routeStory(story, to, topics).length > 0;
    const isSilenced = isOwed && routeStory(story, to, topics, mutes).length === 0;
    if (isSilenced || mutes.destinations.has(destination.id)) muted.add(id);
  }
  return (storyId) => muted.has(storyId);
}
