import type { Mute } from '../../core/mute.ts';
import type { Standing } from '../../core/subscriptions/standing.ts';
import { countOwned, disown, findDestinationAt } from '../../db/deliveries/destinations.ts';
import { deleteFeedback, listFeedbackOf } from '../../db/people/feedback.ts';
import { listMutes } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { forgetDestination } from './forget.ts';

/**
 * Every column that tells of a person: their id, or a name that stands for them. A test holds this list to the schema:
 * a table that gets such a column fails it until what is kept there is shown and deleted below.
 */
export const OF_A_PERSON = {
  destinations: ['address', 'owner_id', 'direct_channel_id'],
  feedback: ['person'],
} as const;

/** A person, by their platform's id and by the name that their opinions are kept under. */
export interface Person {
  readonly userId: string;
  readonly pseudonym: string;
}

/** Everything that is kept about a person. */
export interface KeptAbout {
  /** Topics, level, language, time zone, quiet hours and digests. */
  readonly subscription?: Standing;
  readonly mutes: readonly Mute[];
  /** Of how many stories they said what they think. */
  readonly opinionCount: number;
  /** How many channels they subscribed, for which they would be told of a failure. */
  readonly channelCount: number;
}

/** Finds everything that is kept about a person. */
export async function findKept(db: Db, { userId, pseudonym }: Person, now: Date): Promise<KeptAbout> {
  const subscription = await findDestinationAt(db, userId);
  return {
    ...(subscription === undefined ? {} : { subscription }),
    mutes: subscription === undefined ? [] : await listMutes(db, subscription.destination.id, now),
    opinionCount: (await listFeedbackOf(db, pseudonym)).length,
    channelCount: await countOwned(db, userId),
  };
}

/** Deletes everything that is kept about a person; what was sent to them and is owed to them, too. */
export async function forgetPerson(db: Db, { userId, pseudonym }: Person): Promise<void> {
  const subscription = await findDestinationAt(db, userId);
  if (subscription !== undefined) await forgetDestination(db, subscription.destination.id);
  await deleteFeedback(db, pseudonym);
  await disown(db, userId);
}
