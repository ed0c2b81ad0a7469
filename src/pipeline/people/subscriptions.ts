import type { Destination } from '../../core/destination.ts';
import { errorOfDiscord } from '../../core/messages/errors.ts';
import type { Message, SendOutcome } from '../../core/messages/message.ts';
import type { Subject } from '../../core/subject.ts';
import { countRates } from '../../core/subscriptions/rates.ts';
import type { Trial } from '../../core/subscriptions/standing.ts';
import type { ChannelSubscriptions, OwnSubscriptions } from '../../core/subscriptions/subscriptions.ts';
import {
  MOST_CHANNELS,
  toChannelDestination,
  toPersonalDestination,
} from '../../core/subscriptions/wishes.ts';
import {
  findDestinationAt,
  findStanding,
  isOwner,
  listDestinations,
  pauseDestination,
  saveDestination,
} from '../../db/deliveries/destinations.ts';
import type { Db } from '../../db/engine/open.ts';
import { listCountedStories } from '../../db/stories/story-counts.ts';
import { forgetDestination } from './forget.ts';
import { resumeDestination } from '../delivering/resume.ts';
import { listStoryViews } from '../stories/story-views.ts';

const DAY_MS = 86_400_000;
const COUNTED_DAYS = 7;

/** What subscribing needs of the program. */
export interface SubscriptionsDeps {
  readonly db: Db;
  readonly subject: Subject;
  readonly now: () => Date;
  /** A word that nobody can guess: a person's destination is named by it. */
  readonly newName: () => string;
  /** Sends past the outbox, at once and once. */
  readonly sendNow: (to: Destination, message: Message) => Promise<SendOutcome>;
}

/** What people can do with their subscriptions and with those of their channels. */
export interface Subscriptions extends OwnSubscriptions, ChannelSubscriptions {}

/** Returns what people can do with subscriptions, kept in a database. */
export function openSubscriptions(deps: SubscriptionsDeps): Subscriptions {
  const { db, now } = deps;
  return {
    ...personal(deps),
    ...ofChannels(deps),
    find: (id) => findStanding(db, id),
    isOwner: (id, userId) => isOwner(db, id, userId),
    remove: (id) => forgetDestination(db, id),
    pause: (id) => pauseDestination(db, id, { reason: 'paused by command', code: 'paused' }, now()),
    resume: (id) => resumeDestination(db, id, now()),
    tryOut: (destination) => tryOut(deps, destination),
    async countRates(topicIds) {
      const since = new Date(now().getTime() - COUNTED_DAYS * DAY_MS);
      return countRates(await listCountedStories(db, since), topicIds, {
        topics: deps.subject.topics,
        now: now(),
      });
    },
  };
}

function personal({
  db,
  now,
  newName,
}: SubscriptionsDeps): Pick<Subscriptions, 'findOwn' | 'saveOwn' | 'removeOwn'> {
  return {
    findOwn: (userId) => findDestinationAt(db, userId),
    async saveOwn(userId, wishes) {
      const destination = await db.transaction().execute(async (transaction) => {
        const before = await findDestinationAt(transaction, userId);
        const made = { newId: `m-${newName()}`, before: before?.destination, now: now() };
        const wished = toPersonalDestination(userId, wishes, made);
        // The test message shows a person what to expect; a welcome on top of it would be noise.
        await saveDestination(transaction, wished, { isWelcomed: true, now: now() });
        return wished;
      });
      await resumeDestination(db, destination.id, now());
      return { origin: 'command', destination };
    },
    async removeOwn(userId) {
      const own = await findDestinationAt(db, userId);
      if (own !== undefined) await forgetDestination(db, own.destination.id);
      return own !== undefined;
    },
  };
}

function ofChannels({
  db,
  now,
}: SubscriptionsDeps): Pick<Subscriptions, 'findChannel' | 'listOfGuild' | 'listOfFile' | 'saveChannel'> {
  return {
    findChannel: (channelId) => findDestinationAt(db, channelId),
    listOfGuild: (guildId) => listDestinations(db, { guildId, origin: 'command' }),
    listOfFile: () => listDestinations(db, { origin: 'file' }),
    async saveChannel(place, wishes, userId) {
      const id = await db.transaction().execute(async (transaction) => {
        const before = await findDestinationAt(transaction, place.id);
        const others = await listDestinations(transaction, { guildId: place.guildId, origin: 'command' });
        if (before === undefined && others.length >= MOST_CHANNELS) return undefined;
        const made = { newId: `c-${place.id}`, before: before?.destination, now: now() };
        const wished = toChannelDestination(place, wishes, made);
        await saveDestination(transaction, wished, { ownerId: userId, isWelcomed: false, now: now() });
        return wished.id;
      });
      if (id === undefined) return undefined;
      const saved = await findStanding(db, id);
      // What somebody paused stays so; what failed is tried again with what is set now.
      if (saved?.paused?.code === 'paused') return saved;
      await resumeDestination(db, id, now());
      return await findStanding(db, id);
    },
  };
}

async function tryOut(
  { db, subject, now, sendNow }: SubscriptionsDeps,
  destination: Destination,
): Promise<Trial> {
  const { id, language, topics: topicIds } = destination;
  const since = new Date(now().getTime() - COUNTED_DAYS * DAY_MS);
  const [story] = await listStoryViews({ db, subject }, { language, since, limit: 1, topicIds });
  const outcome = await sendNow(destination, {
    kind: 'test',
    language,
    ...(story === undefined ? {} : { story }),
    silent: true,
  });
  switch (outcome.kind) {
    case 'sent':
      await resumeDestination(db, id, now());
      return { kind: 'arrived' };
    case 'closed':
      await pauseDestination(db, id, outcome, now());
      return { kind: 'failed', code: outcome.code ?? errorOfDiscord(0) };
    case 'refused':
      return { kind: 'failed', code: 'bad-message' };
    case 'fatal':
      return { kind: 'failed', code: 'token' };
    case 'retry':
    case 'ambiguous':
      return { kind: 'failed', code: 'unreachable' };
  }
}
