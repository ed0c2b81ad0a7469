import type { StoryChange } from '../../core/stories/change.ts';
import { findFold } from '../../db/deliveries/card-deliveries.ts';
import { deleteCard, type KeptCard } from '../../db/deliveries/cards.ts';
import { wasMuted } from '../../db/deliveries/muted-deliveries.ts';
import type { Db } from '../../db/engine/open.ts';
import { announce } from '../stories/announce.ts';
import { refreshHeldStory } from './quiet-hours.ts';
import type { Renewal } from './renewal.ts';

/*
 * Cards that nothing stands for by themselves: a summary tells their stories, or a mute took their alerts back.
 */

/** A story that a summary tells is brought up to date there; once it becomes major it has an alert of its own. */
export async function refreshFolded(db: Db, card: KeptCard, renewal: Renewal): Promise<void> {
  const { destination, view, major, now } = renewal;
  const summary = await findFold(db, card.deliveryId);
  if (summary === undefined) return refreshMuted(db, card, renewal);
  await refreshHeldStory(db, summary, view, now);
  if (major && !card.isMajor && destination.level !== 'digest')
    await announceAgain(db, card, renewal, 'major');
}

/** A story whose alert a mute took back, and that is muted no more, is announced when it has news, and not before. */
async function refreshMuted(db: Db, card: KeptCard, renewal: Renewal): Promise<void> {
  const { change, destination, major, now } = renewal;
  const isWanted = destination.level === 'all' || (destination.level === 'major' && major);
  if (!IS_NEWS.has(change.kind) || !isWanted) return;
  if (await wasMuted(db, card.deliveryId))
    await announceAgain(db, card, renewal, `unmuted-${String(now.getTime())}`);
}

const IS_NEWS: ReadonlySet<StoryChange['kind']> = new Set(['new-fact', 'became-major', 'correction']);

async function announceAgain(
  db: Db,
  card: KeptCard,
  { destination, topics, major, story, now }: Renewal,
  again: string,
): Promise<void> {
  await deleteCard(db, card.id);
  await announce(db, story, [{ destination, topics, major }], { now, again });
}
