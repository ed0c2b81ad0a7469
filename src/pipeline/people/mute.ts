import type { Destination } from '../../core/destination.ts';
import { toStoryMutes, type Mute } from '../../core/mute.ts';
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
import { listMutes, removeMute, saveMute } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { findSurvivor, findSurvivors } from '../../db/stories/story-mending.ts';
import { listTagsOf } from '../../db/stories/story-tags.ts';

interface Muting {
  /** The subject's. */
  readonly topics: readonly Topic[];
  readonly now: Date;
}

/** Mutes something at a destination, and takes back what waits to be sent there and is owed no more because of it. */
export async function muteAt(db: Db, mute: Mute, { topics, now }: Muting): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await saveMute(transaction, await withSurvivor(transaction, mute));
    const destination = await findDestination(transaction, mute.destinationId);
    if (destination !== undefined) await takeBack(transaction, destination, { topics, now });
  });
}

/** Ends a mute; false where there was none. */
export async function unmuteAt(db: Db, mute: Omit<Mute, 'until'>): Promise<boolean> {
  return await removeMute(db, await withSurvivor(db, mute));
}

/** A message may name a story that has been joined into another since: that one is meant. */
async function withSurvivor<Named extends Omit<Mute, 'until'>>(db: Db, mute: Named): Promise<Named> {
  if (mute.kind !== 'story') return mute;
  return { ...mute, subject: String(await findSurvivor(db, Number(mute.subject))) };
}

async function takeBack(db: Db, destination: Destination, muting: Muting): Promise<void> {
  const waiting = await listWaitingTellings(db, destination.id);
  const muted = await findMuted(db, waiting.flatMap(storiesOf), { destination, ...muting });
  const single = waiting.filter(({ storyId }) => storyId !== undefined && muted.has(storyId));
  await takeBackMuted(
    db,
    single.map(({ id }) => id),
    muting.now,
  );
  for (const summary of waiting) await takeFromSummary(db, summary, { muted, now: muting.now });
}

const storiesOf = ({ storyId, message }: WaitingTelling): readonly number[] =>
  message.kind === 'catch-up'
    ? message.stories.map((story) => Number(story.storyId))
    : [storyId ?? []].flat();

/** Takes muted stories out of a summary; one that tells of nothing else is taken back. */
async function takeFromSummary(
  db: Db,
  { id, key, message }: WaitingTelling,
  { muted, now }: { readonly muted: Muted; readonly now: Date },
): Promise<void> {
  if (message.kind !== 'catch-up') return;
  const stories = message.stories.filter(({ storyId }) => !muted.has(Number(storyId)));
  if (stories.length === message.stories.length) return;
  if (stories.length + message.moreCount === 0) await takeBackMuted(db, [id], now);
  else if (!(await replacePending(db, id, { ...message, stories }, now))) return;
  const storyIds = message.stories.flatMap(({ storyId }) => muted.get(Number(storyId)) ?? []);
  await takeBackFromSummary(db, { key, storyIds });
}

/** Stories that are muted at a destination, each with the one that it has been joined into, or itself. */
type Muted = ReadonlyMap<number, number>;

/** Finds which stories a destination is owed nothing of, and would be were nothing muted there. */
async function findMuted(
  db: Db,
  ids: readonly number[],
  { destination, topics, now }: Muting & { readonly destination: Destination },
): Promise<Muted> {
  const muted = new Map<number, number>();
  const survivors = await findSurvivors(db, ids);
  const tags = await listTagsOf(db, [...new Set(survivors.values())]);
  const all = await listMutes(db, destination.id, now);
  const to = [{ ...destination, level: 'all' as const }];
  for (const [id, survivor] of survivors) {
    const mutes = toStoryMutes(all, String(survivor));
    // Of what is owed already only the topics are asked again, not how important it is.
    const tagged = (tags.get(survivor) ?? []).map((topic) => ({ id: topic, score: 1 }));
    const story = { topics: tagged, importance: 1 };
    const isOwed = routeStory(story, to, topics).length > 0;
    const isSilenced = isOwed && routeStory(story, to, topics, mutes).length === 0;
    if (isSilenced || mutes.destinations.has(destination.id)) muted.set(id, survivor);
  }
  return muted;
}
