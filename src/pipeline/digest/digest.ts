import { postAt } from '../../core/cards/release.ts';
import type { Destination } from '../../core/destination.ts';
import { openCalendar } from '../../core/digest/calendar.ts';
import { linesOf, type Digest } from '../../core/digest/digest.ts';
import { judgeQuietDay } from '../../core/digest/quiet-day.ts';
import {
  digestSettingsOf,
  digestWishesOf,
  planDigests,
  type DigestPlan,
} from '../../core/digest/schedule.ts';
import type { Delivery } from '../../core/messages/message.ts';
import type { Subject } from '../../core/subject.ts';
import { listDestinations } from '../../db/deliveries/destinations.ts';
import {
  forgetDigests,
  listDigestCursors,
  recordDigest,
  type DigestRecord,
  type KeptCursor,
} from '../../db/deliveries/digests.ts';
import type { Db } from '../../db/engine/open.ts';
import { enqueue } from '../../db/deliveries/outbox.ts';
import type { Log } from '../../log.ts';
import { chooseFor, layOut, readPeriod, type PeriodContent } from './digest-content.ts';

/** Ten minutes over which those of people are spread, and some for the program itself. */
const LATE_MS = 20 * 60_000;
/** After a start, feeds are given so long to tell what came out meanwhile, before a digest that is late is written. */
const SETTLING_MS = 2 * 60_000;

export interface DigestDeps {
  readonly db: Db;
  readonly subject: Subject;
  /** The zone of destinations that name none. */
  readonly zone: string;
  readonly startedAt: Date;
  readonly log: Log;
}

/** Queues the digests that are due; resolves when all are. A turn that dies half-way is finished by the next. */
export type DigestTurn = (now: Date, signal?: AbortSignal) => Promise<void>;

/** Opens the writing of digests. */
export function openDigests(deps: DigestDeps): DigestTurn {
  const calendar = openCalendar();
  const { db, zone } = deps;
  return async (now, signal) => {
    const cursors = Map.groupBy(await listDigestCursors(db), ({ destinationId }) => destinationId);
    const destinations = await listDestinations(db);
    const periods = createPeriods(deps);
    for (const { destination, paused } of destinations) {
      // What is due while a destination takes nothing is told of in one message once it does.
      if (paused !== undefined) continue;
      const kept = cursors.get(destination.id) ?? [];
      for (const plan of planDigests(digestWishesOf(destination, zone), kept, now, calendar)) {
        if (signal?.aborted) return;
        if (isWaiting(plan, deps, now)) continue;
        const cursor = kept.find(({ kind }) => kind === plan.kind);
        await carryOut(deps, { destination, plan, cursor, content: periods }, now).catch((error: unknown) => {
          // One destination's trouble is not the others': it is tried again in the next turn.
          deps.log.error({ err: error, destination: destination.id }, 'digest could not be written');
        });
      }
    }
    await forgetDigests(db, unwanted([...cursors.values()].flat(), destinations, zone));
  };
}

const isWaiting = ({ variant, until }: DigestPlan, { startedAt }: DigestDeps, now: Date): boolean =>
  variant !== 'none' && until < startedAt && now.getTime() - startedAt.getTime() < SETTLING_MS;

/** What is kept of destinations that are gone, or that want no such digest any more. */
function unwanted(
  cursors: readonly KeptCursor[],
  destinations: readonly { readonly destination: Destination }[],
  zone: string,
): KeptCursor[] {
  const wanted = new Set(
    destinations.flatMap(({ destination }) =>
      digestWishesOf(destination, zone).map(({ kind }) => `${kind}:${destination.id}`),
    ),
  );
  return cursors.filter(({ kind, destinationId }) => !wanted.has(`${kind}:${destinationId}`));
}

type Periods = (plan: DigestPlan) => Promise<PeriodContent>;

/** Reads each period once a turn, however many destinations share it. */
function createPeriods(deps: DigestDeps): Periods {
  const known = new Map<string, PeriodContent>();
  return async ({ from, until }) => {
    const key = `${String(from.getTime())}-${String(until.getTime())}`;
    const content = known.get(key) ?? (await readPeriod(deps, { from, until }));
    known.set(key, content);
    return content;
  };
}

interface Due {
  readonly destination: Destination;
  readonly plan: DigestPlan;
  readonly cursor: KeptCursor | undefined;
  readonly content: Periods;
}

/** Moves the cursor and queues what is owed for it, both or neither. */
async function carryOut(deps: DigestDeps, due: Due, now: Date): Promise<void> {
  const { db } = deps;
  const { destination, plan, cursor } = due;
  const written = plan.variant === 'none' ? undefined : await write(deps, due);
  const digest = written?.digest;
  const record: DigestRecord = {
    destinationId: destination.id,
    plan,
    isSent: digest !== undefined,
    storyCount: written?.storyCount ?? 0,
    listedCount: digest === undefined ? 0 : linesOf(digest).length,
    quietDays: written?.quietDays ?? cursor?.quietDays ?? 0,
  };
  await db.transaction().execute(async (transaction) => {
    const isOurs = await recordDigest(transaction, record, now);
    if (isOurs && digest !== undefined)
      await enqueue(transaction, [toDelivery(destination, plan, digest, releaseAt(deps, due, now))], now);
  });
}

interface Written {
  /** Absent when there is nothing to say. */
  readonly digest?: Digest;
  readonly storyCount: number;
  readonly quietDays: number;
}

async function write(deps: DigestDeps, { destination, plan, cursor, content }: Due): Promise<Written> {
  const { id, topics, language, isPrivate, timeZone } = destination;
  const { variant, from, until, day, days } = plan;
  if (variant === 'none') return { storyCount: 0, quietDays: 0 };
  const period = await content(plan);
  const choice = await chooseFor(deps, period, { topics, destinationId: id }, variant);
  const verdict = judgeQuietDay(choice, {
    quietDay: digestSettingsOf(destination).quietDay,
    isPrivate: isPrivate === true,
    quietDays: cursor?.quietDays ?? 0,
  });
  const counted = { storyCount: choice.storyCount, quietDays: verdict.quietDays };
  if (verdict.shown === 'nothing') return counted;
  const digest = await layOut(deps, period, choice, {
    zone: timeZone ?? deps.zone,
    isQuiet: verdict.shown === 'line',
    frame: {
      variant,
      language,
      day,
      days,
      from,
      until,
      topicIds: topics,
      ...(isPrivate ? { isPrivate } : {}),
      silent: isPrivate !== true || verdict.shown === 'line',
    },
  });
  return { ...counted, digest };
}

/** A digest comes at its hour, whatever that is; one that is late keeps to the quiet hours. */
function releaseAt({ zone }: DigestDeps, { destination, plan }: Due, now: Date): Date {
  const isLate = plan.variant === 'away' || now.getTime() - plan.until.getTime() >= LATE_MS;
  return isLate ? postAt({ timeZone: zone, ...destination }, now).at : now;
}

const toDelivery = (
  { id }: Destination,
  { kind, day }: DigestPlan,
  message: Digest,
  dueAt: Date,
): Delivery => ({
  dueAt,
  key: `digest:${kind}:${day}:${id}`,
  destinationId: id,
  // An alert that waits for the end of quiet hours holds up no digest that is wanted during them.
  lane: 'digests',
  message,
});
