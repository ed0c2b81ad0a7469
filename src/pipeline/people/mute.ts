import type { Mute } from '../../core/mute.ts';
import { foldPendingOfStory } from '../../db/deliveries/card-deliveries.ts';
import { saveMute } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';

/** Mutes something at a destination; of a story, what waits to be sent there, too. */
export async function muteAt(db: Db, mute: Mute, now: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await saveMute(transaction, mute);
    if (mute.kind === 'story') await foldPendingOfStory(transaction, mute, now);
  });
}
