import type { Destination } from '../../core/destination.ts';
import type { ErrorCode } from '../../core/messages/errors.ts';
import type { Message, SendOutcome } from '../../core/messages/message.ts';
import { listDestinations, takeOwedNotices } from '../../db/deliveries/destinations.ts';
import type { Db } from '../../db/engine/open.ts';
import type { Log } from '../../log.ts';
import { resumeDestination } from './resume.ts';

/** What a look at the channel's permissions can tell to be over. */
const MENDED_BY_PERMISSION: ReadonlySet<ErrorCode | undefined> = new Set(['no-access', 'no-permission']);

export interface AttendDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly log: Log;
  /** Sends past the outbox, at once and once. */
  readonly sendNow: (to: Destination, message: Message) => Promise<SendOutcome>;
  /** Tells whether the bot may post at a destination; undefined while that is not known. */
  readonly mayPost: (to: Destination) => boolean | undefined;
}

/**
 * Returns a turn that looks after destinations which take nothing: whoever subscribed a channel is told once, and one
 * whose permissions come back is resumed. It must have been seen without them: a channel that refuses for another
 * reason would be tried, and its owner told, over and over.
 */
export function createPauseAttendant(deps: AttendDeps): () => Promise<void> {
  const seenLacking = new Set<string>();
  return async () => {
    await tellOwners(deps);
    await resumeMended(deps, seenLacking);
  };
}

async function tellOwners({ db, now, log, sendNow }: AttendDeps): Promise<void> {
  for (const { destination, ownerId, code } of await takeOwedNotices(db, now())) {
    const { id, address, language } = destination;
    const owner: Destination = {
      id: 'owner',
      platform: 'discord',
      address: ownerId,
      isPrivate: true,
      topics: [],
      level: 'digest',
      language,
    };
    const { kind } = await sendNow(owner, {
      kind: 'failing',
      language,
      channelId: address,
      destinationId: id,
      code,
      silent: true,
    });
    log.info({ destination: id, code, outcome: kind }, 'told who subscribed a failing channel');
  }
}

async function resumeMended({ db, now, log, mayPost }: AttendDeps, seenLacking: Set<string>): Promise<void> {
  for (const { destination, paused } of await listDestinations(db, { isPaused: true })) {
    if (!MENDED_BY_PERMISSION.has(paused?.code)) continue;
    const may = mayPost(destination);
    if (may === false) seenLacking.add(destination.id);
    if (may !== true || !seenLacking.delete(destination.id)) continue;
    await resumeDestination(db, destination.id, now());
    log.info({ destination: destination.id }, 'destination resumed: the permissions are back');
  }
}
