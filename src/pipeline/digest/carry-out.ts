import { postAt } from '../../core/cards/release.ts';
import type { Destination } from '../../core/destination.ts';
import { linesOf, type Digest } from '../../core/digest/digest.ts';
import { judgeQuietDay } from '../../core/digest/quiet-day.ts';
import { digestSettingsOf, type DigestPlan } from '../../core/digest/schedule.ts';
import type { Delivery } from '../../core/messages/message.ts';
import type { Subject } from '../../core/subject.ts';
import { findReaders, type DigestReader } from '../../db/deliveries/digest-readers.ts';
import { recordDigests, type DigestRecord } from '../../db/deliveries/digests.ts';
import type { Db } from '../../db/engine/open.ts';
import { enqueue } from '../../db/deliveries/outbox.ts';
import type { Log } from '../../log.ts';
import { chooseFor, layOut, NEW_READER } from './digest-content.ts';
import { HISTORY_MS, type PeriodContent } from './period-content.ts';

/** Ten minutes over which those of people are spread, and some for the program itself. */
const LATE_MS = 20 * 60_000;

export interface DigestDeps {
  readonly db: Db;
  readonly subject: Subject;
  /** The zone of destinations that name none. */
  readonly zone: string;
  readonly log: Log;
}

/** What is to be done about a destination's digests of a kind. */
export interface DueDigest {
  readonly destination: Destination;
  readonly plan: DigestPlan;
  /** For how many days in a row nothing was sent because there was nothing to say. */
  readonly quietDays: number;
}

interface Surroundings {
  readonly periods: (plan: DigestPlan) => Promise<PeriodContent>;
  readonly now: Date;
}

/** Writes some digests, moves their cursors and queues what is owed for each. */
export async function carryOut(
  deps: DigestDeps,
  due: readonly DueDigest[],
  { periods, now }: Surroundings,
): Promise<void> {
  const readers = await readersOf(deps, due, now);
  const written: Written[] = [];
  for (const one of due) {
    const reader = readers.get(one.destination.id) ?? NEW_READER;
    const found = await attempt(deps, one, () => write(deps, one, { reader, periods, now }));
    if (found !== undefined) written.push(found);
  }
  try {
    await save(deps, written, now);
  } catch {
    // Something about one of them: a destination that was removed meanwhile, say. The others are owed theirs.
    for (const one of written) await attempt(deps, one.due, () => save(deps, [one], now));
  }
}

/** One destination's trouble is not the others': it is tried again in the next turn. */
async function attempt<Result>(
  { log }: DigestDeps,
  { destination }: DueDigest,
  act: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await act();
  } catch (error) {
    log.error({ err: error, destination: destination.id }, 'digest could not be written');
    return undefined;
  }
}

async function readersOf(
  { db }: DigestDeps,
  due: readonly DueDigest[],
  now: Date,
): Promise<ReadonlyMap<string, DigestReader>> {
  const told = due.filter(({ plan }) => plan.variant !== 'none');
  if (told.length === 0) return new Map();
  const earliest = Math.min(...told.map(({ plan }) => plan.from.getTime()));
  const ids = told.map(({ destination }) => destination.id);
  return findReaders(db, [...new Set(ids)], { since: new Date(earliest - HISTORY_MS), now });
}

interface Written {
  readonly due: DueDigest;
  readonly record: DigestRecord;
  /** Absent when there is nothing to say. */
  readonly delivery?: Delivery;
}

/** Moves the cursors and queues what is owed for them, both or neither. */
async function save({ db }: DigestDeps, written: readonly Written[], now: Date): Promise<void> {
  if (written.length === 0) return;
  const deliveries = new Map(written.map(({ record, delivery }) => [record, delivery]));
  await db.transaction().execute(async (transaction) => {
    const moved = await recordDigests(
      transaction,
      written.map(({ record }) => record),
      now,
    );
    const owed = moved.flatMap((record) => deliveries.get(record) ?? []);
    if (owed.length > 0) await enqueue(transaction, owed, now);
  });
}

async function write(
  deps: DigestDeps,
  due: DueDigest,
  { reader, periods, now }: Surroundings & { readonly reader: DigestReader },
): Promise<Written> {
  const { destination, plan } = due;
  const { id: destinationId, topics } = destination;
  if (plan.variant === 'none')
    return {
      due,
      record: { destinationId, plan, isSent: false, storyCount: 0, listedCount: 0, quietDays: due.quietDays },
    };
  const content = await periods(plan);
  const choice = await chooseFor(deps.subject, content, { ...reader, topics }, plan.variant);
  const { shown, quietDays } = judgeQuietDay(choice, {
    quietDay: digestSettingsOf(destination).quietDay,
    isPrivate: destination.isPrivate === true,
    quietDays: due.quietDays,
  });
  const counted = { destinationId, plan, storyCount: choice.storyCount, quietDays };
  if (shown === 'nothing') return { due, record: { ...counted, isSent: false, listedCount: 0 } };
  const digest = await layOut(deps.subject, content, choice, {
    zone: destination.timeZone ?? deps.zone,
    isQuiet: shown === 'line',
    frame: frameOf(destination, plan, plan.variant, shown === 'line'),
  });
  return {
    due,
    record: { ...counted, isSent: true, listedCount: countListed(digest) },
    delivery: toDelivery(due, digest, releaseAt(deps, due, now)),
  };
}

/** A story that readers found useful may stand there twice. */
const countListed = (digest: Digest): number => new Set(linesOf(digest).map(({ storyId }) => storyId)).size;

function frameOf(
  { language, topics, isPrivate }: Destination,
  { day, days, from, until }: DigestPlan,
  variant: Digest['variant'],
  isQuiet: boolean,
): Parameters<typeof layOut>[3]['frame'] {
  return {
    variant,
    language,
    day,
    days,
    from,
    until,
    topicIds: topics,
    ...(isPrivate ? { isPrivate } : {}),
    silent: isPrivate !== true || isQuiet,
  };
}

/** A digest comes at its hour, whatever that is; one that is late keeps to the quiet hours. */
function releaseAt({ zone }: DigestDeps, { destination, plan }: DueDigest, now: Date): Date {
  const isLate = plan.variant === 'away' || now.getTime() - plan.until.getTime() >= LATE_MS;
  return isLate ? postAt({ timeZone: zone, ...destination }, now).at : now;
}

const toDelivery = ({ destination: { id }, plan }: DueDigest, message: Digest, dueAt: Date): Delivery => ({
  dueAt,
  key: `digest:${plan.kind}:${plan.day}:${id}`,
  destinationId: id,
  // An alert that waits for the end of quiet hours holds up no digest that is wanted during them.
  lane: 'digests',
  message,
});
