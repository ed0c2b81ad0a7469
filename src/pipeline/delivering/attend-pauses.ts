import type { Destination } from '../../core/destination.ts';
import type { ErrorCode } from '../../core/messages/errors.ts';
import type { Message, SendOutcome } from '../../core/messages/message.ts';
import { listDestinations, takeOwedNotices } from '../../db/deliveries/destinations.ts';
import type { Db } from '../../db/engine/open.ts';
import type { Log } from '../../log.ts';
import { resumeDestination } from './resume.ts';

/** What a look at the channel's permissions can tell to be over. */
const MENDED_BY_PERMISSION: ReadonlySet<ErrorCode | undefined> = new Set([
  'no-access',
  'no-permission',
  'channel-gone',
  'guild-gone',
]);

export interface AttendDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly log: Log;
  /** Sends past the outbox, at once and once. */
  readonly sendNow: (to: Destination, message: Message) => Promise<SendOutcome>;
  /** Tells whether the bot may post at a destination, which must be there; undefined while that is not known. */
  readonly mayPost: (to: Destination) => boolean | undefined;
}

/**
 * Returns a turn that looks after destinations which take nothing: whoever subscribed a channel is told once, and one
 * whose permissions come back, or which itself comes back, is resumed. It must have been seen without them, or nobody
 * looked for a while: a channel that refuses for another reason would be tried, and its owner told, over and over.
 */
export function createPauseAttendant(deps: AttendDeps): () => Promise<void> {
  const watch = { startedAt: deps.now(), seenLacking: new Set<string>(), looked: new Set<string>() };
  return async () => {
    await tellOwners(deps);
    await resumeMended(deps, watch);
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

/** What has been seen since the program was started. */
interface Watch {
  readonly startedAt: Date;
  readonly seenLacking: Set<string>;
  /** Those that had been paused before, and have been looked at since. */
  readonly looked: Set<string>;
}

async function resumeMended({ db, now, log, mayPost }: AttendDeps, watch: Watch): Promise<void> {
  for (const { destination, paused } of await listDestinations(db, { isPaused: true })) {
    if (!MENDED_BY_PERMISSION.has(paused?.code)) continue;
    const may = mayPost(destination);
    if (may === undefined || paused === undefined) continue;
    if (!may) watch.seenLacking.add(destination.id);
    if (!may || !isMended(watch, destination.id, paused.since)) continue;
    await resumeDestination(db, destination.id, now());
    log.info({ destination: destination.id }, 'destination resumed: the permissions are back');
  }
}

/** What was mended while the program did not run could be seen by nobody: it is tried once. */
function isMended({ startedAt, seenLacking, looked }: Watch, id: string, since: Date): boolean {
  const isFirstLook = since < startedAt && !looked.has(id);
  looked.add(id);
  return seenLacking.delete(id) || isFirstLook;
}
