import type { Destination } from '../../core/destination.ts';
import { missingPermissions } from '../../core/subscriptions/permissions.ts';
import type { Message, SendOutcome } from '../../core/messages/message.ts';
import type { Subject } from '../../core/subject.ts';
import type { Db } from '../../db/engine/open.ts';
import type { Bot } from '../../discord/bot.ts';
import type { SubscribingDeps } from '../../discord/commands/subscribing.ts';
import { createPauseAttendant } from '../../pipeline/delivering/attend-pauses.ts';
import type { Sender } from '../../pipeline/delivering/deliver.ts';
import { findKept, forgetPerson, type Person } from '../../pipeline/people/privacy.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import { listStoryViews } from '../../pipeline/stories/story-views.ts';
import { openSubscriptions } from '../../pipeline/people/subscriptions.ts';
import type { AppOptions } from '../options.ts';

const DAY_MS = 86_400_000;
/** A person waits for the answer that a test gives. */
const TEST_PATIENCE_MS = 8_000;
const ATTEND_SECONDS = 10;
/** Ten characters of 36 are more than anybody can guess. */
const NAME_LENGTH = 10;

interface SubscribingParts {
  readonly db: Db;
  readonly subject: Subject;
  readonly now: () => Date;
  readonly chance: () => number;
  /** The installation's own time zone. */
  readonly zone: string;
  /** Undefined until the way to Discord is open. */
  readonly findSender: () => Sender | undefined;
  /** The name that a person's opinions are kept under. */
  readonly pseudonymOf: (userId: string) => Promise<string>;
}

/** What people can do about what is sent to them and to their channels. */
export function openSubscribing(parts: SubscribingParts): SubscribingDeps {
  const { db, subject, now, zone, pseudonymOf } = parts;
  const personOf = async (userId: string): Promise<Person> => ({
    userId,
    pseudonym: await pseudonymOf(userId),
  });
  return {
    subject,
    now,
    zone,
    subscriptions: openSubscriptions({
      db,
      subject,
      now,
      newName: () => newName(parts.chance),
      sendNow: createSendNow(parts.findSender, parts.chance),
    }),
    listRecent: (wanted) =>
      listStoryViews(
        { db, subject },
        { ...wanted, since: new Date(now().getTime() - subject.windowDays * DAY_MS) },
      ),
    findKept: async (userId) => findKept(db, await personOf(userId), now()),
    forgetPerson: async (userId) => forgetPerson(db, await personOf(userId)),
  };
}

/** Looks after destinations that take nothing, now and then. */
export function attendPausesTurn(
  { now, chance, log }: Pick<AppOptions, 'now' | 'chance' | 'log'>,
  db: Db,
  findBot: () => Bot | undefined,
): Turn {
  const run = createPauseAttendant({
    db,
    now,
    log,
    sendNow: createSendNow(findBot, chance),
    mayPost({ address, layout, isPrivate }) {
      const bot = findBot();
      if (isPrivate === true || bot?.health().gateway.kind !== 'ready') return undefined;
      // Of a channel that is gone, or whose server the bot had to leave, the gateway tells nothing.
      const facts = bot.findChannel(address);
      return facts !== undefined && missingPermissions(facts.permissions, layout).length === 0;
    },
  });
  return { name: 'attend to pauses', everySeconds: ATTEND_SECONDS, run };
}

/** Sends a message that the outbox does not know of. Its nonce is new each time, since nobody repeats it. */
const createSendNow =
  (findSender: () => Sender | undefined, chance: () => number) =>
  async (to: Destination, message: Message): Promise<SendOutcome> => {
    const sender = findSender();
    if (sender === undefined) return { kind: 'retry', reason: 'Discord cannot be reached now' };
    const nonce = `t-${newName(chance)}`;
    return sender.send({ to, message, nonce, place: {} }, AbortSignal.timeout(TEST_PATIENCE_MS));
  };

const newName = (chance: () => number): string =>
  Math.floor(chance() * 36 ** NAME_LENGTH)
    .toString(36)
    .padStart(NAME_LENGTH, '0');
