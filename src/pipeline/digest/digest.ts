import { setImmediate as nextTurn } from 'node:timers/promises';
import { openCalendar, type DigestCalendar } from '../../core/digest/calendar.ts';
import { digestWishesOf, planDigests, type DigestPlan } from '../../core/digest/schedule.ts';
import type { Destination } from '../../core/destination.ts';
import { batches } from '../../db/deliveries/batches.ts';
import { listDestinations } from '../../db/deliveries/destinations.ts';
import { forgetDigests, listDigestCursors, type KeptCursor } from '../../db/deliveries/digests.ts';
import { carryOut, type DigestDeps, type DueDigest } from './carry-out.ts';
import { readPeriod, type PeriodContent } from './period-content.ts';

/** After a start, feeds are given so long to tell what came out meanwhile, before a digest that is late is written. */
const SETTLING_MS = 2 * 60_000;
/** So many are written and queued at a time; between two times, those who ask something are answered. */
const AT_A_TIME = 50;

export interface TurnDeps extends DigestDeps {
  readonly startedAt: Date;
}

/** Queues the digests that are due; resolves when all are. A turn that dies half-way is finished by the next. */
export type DigestTurn = (now: Date, signal?: AbortSignal) => Promise<void>;

/** Opens the writing of digests. */
export function openDigests(deps: TurnDeps): DigestTurn {
  const calendar = openCalendar();
  const { db, zone } = deps;
  return async (now, signal) => {
    const cursors = Map.groupBy(await listDigestCursors(db), ({ destinationId }) => destinationId);
    const destinations = await listDestinations(db);
    const periods = createPeriods(deps);
    // What is due while a destination takes nothing is told of in one message once it does.
    const open = destinations.filter(({ paused }) => paused === undefined);
    const due = open.flatMap(({ destination }) =>
      listDue(deps, destination, { kept: cursors.get(destination.id) ?? [], now, calendar }),
    );
    for (const some of batches(due, AT_A_TIME)) {
      if (signal?.aborted) return;
      await carryOut(deps, some, { periods, now });
      await nextTurn();
    }
    await forgetDigests(db, unwanted([...cursors.values()].flat(), destinations, zone));
  };
}

function listDue(
  deps: TurnDeps,
  destination: Destination,
  {
    kept,
    now,
    calendar,
  }: { readonly kept: readonly KeptCursor[]; readonly now: Date; readonly calendar: DigestCalendar },
): DueDigest[] {
  return planDigests(digestWishesOf(destination, deps.zone), kept, now, calendar)
    .filter((plan) => !isWaiting(plan, deps, now))
    .map((plan) => ({
      destination,
      plan,
      quietDays: kept.find(({ kind }) => kind === plan.kind)?.quietDays ?? 0,
    }));
}

const isWaiting = ({ variant, until }: DigestPlan, { startedAt }: TurnDeps, now: Date): boolean =>
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

/** Reads each period once a turn, however many destinations share it. */
function createPeriods(deps: DigestDeps): (plan: DigestPlan) => Promise<PeriodContent> {
  const known = new Map<string, PeriodContent>();
  return async ({ from, until }) => {
    const key = `${String(from.getTime())}-${String(until.getTime())}`;
    const content = known.get(key) ?? (await readPeriod(deps, { from, until }));
    known.set(key, content);
    return content;
  };
}
