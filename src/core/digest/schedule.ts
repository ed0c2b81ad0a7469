import type { Destination, DigestSettings } from '../destination.ts';
import { daysBetween } from '../time/zone.ts';
import {
  countDueDays,
  nextDue,
  rhythmKey,
  type DigestCalendar,
  type DigestKind,
  type DigestRhythm,
} from './calendar.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How late a digest may be and still be that day's; later it is told what came out "while I was away". */
const LATEST_MS: Readonly<Record<DigestKind, number>> = { daily: 6 * HOUR_MS, weekly: 24 * HOUR_MS };
/** Mondays at eight, when the week's reader sits down; a daily digest keeps to its own hour. */
const WEEKLY_AT = '08:00';
/** Opening many direct messages at once gets a bot blocked from opening more. */
const SPREAD_SECONDS = 600;

/** What a destination that says nothing of digests is sent: one every evening. */
export const DEFAULT_DIGEST: DigestSettings = { at: '20:00', daily: true, weekly: false, quietDay: 'line' };
/** A person is not written to about nothing, but now and then told that the watch goes on. */
const PRIVATE_DIGEST: DigestSettings = { ...DEFAULT_DIGEST, quietDay: 'skip' };

/** Returns what a destination wants of digests. */
export const digestSettingsOf = ({ digest, isPrivate }: Destination): DigestSettings =>
  digest ?? (isPrivate ? PRIVATE_DIGEST : DEFAULT_DIGEST);

/** Digests of one kind that a destination is sent. */
export interface DigestWish extends DigestRhythm {
  /** How long after the local time this destination's turn comes. */
  readonly spreadMs: number;
}

/** Up to where a destination has been told, by digests of one kind. */
export interface DigestCursor {
  readonly kind: DigestKind;
  /** The last due day that is done with: told of, skipped or left out. */
  readonly day: string;
  /** Up to when stories have been told. */
  readonly until: Date;
  /** The rhythm in which the day was reckoned. */
  readonly rhythm: string;
}

/** What is to be done about a kind of digest, once; the cursor then stands at `day`. */
export interface DigestPlan {
  /** `none`: nothing is sent, the days are counted from here on. `away`: one message for all that was missed. */
  readonly variant: 'none' | 'daily' | 'weekly' | 'away';
  readonly kind: DigestKind;
  readonly day: string;
  /** The stories told of begin after `from` and not after `until`. */
  readonly from: Date;
  readonly until: Date;
  readonly rhythm: string;
  /** How many due days it stands for. */
  readonly days: number;
}

/** Returns the kinds of digest that a destination wants. */
export function digestWishesOf(destination: Destination, installationZone: string): DigestWish[] {
  const { at, daily, weekly } = digestSettingsOf(destination);
  const zone = destination.timeZone ?? installationZone;
  const spreadMs = destination.isPrivate ? spreadOf(destination.id) : 0;
  return [
    ...(daily ? [{ kind: 'daily', at, zone, spreadMs } as const] : []),
    ...(weekly ? [{ kind: 'weekly', at: WEEKLY_AT, zone, spreadMs } as const] : []),
  ];
}

/** Returns when a destination's next digest comes; undefined when it wants none. */
export function nextDigestAt(
  destination: Destination,
  installationZone: string,
  now: Date,
): Date | undefined {
  const times = digestWishesOf(destination, installationZone).map((wish) => {
    const before = new Date(now.getTime() - wish.spreadMs);
    return nextDue(wish, before).getTime() + wish.spreadMs;
  });
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/**
 * Decides what is due to a destination now. Whoever carries a plan out moves its cursor in the same step, so that
 * nothing is due twice; days that nobody looked at are due when somebody does.
 */
export function planDigests(
  wishes: readonly DigestWish[],
  cursors: readonly DigestCursor[],
  now: Date,
  calendar: DigestCalendar,
): DigestPlan[] {
  const plans = wishes.flatMap((wish) => {
    const cursor = cursors.find(({ kind }) => kind === wish.kind);
    return planOne(wish, cursor, now, calendar) ?? [];
  });
  const [first, ...others] = plans.filter(({ variant }) => variant === 'away');
  if (first === undefined || others.length === 0) return plans;
  // An absence is told of once: by the message that reaches back further.
  const furthest = others.reduce((one, other) => (other.from < one.from ? other : one), first);
  return plans.map((plan) =>
    plan.variant === 'away' && plan !== furthest ? { ...plan, variant: 'none' } : plan,
  );
}

function planOne(
  wish: DigestWish,
  cursor: DigestCursor | undefined,
  now: Date,
  calendar: DigestCalendar,
): DigestPlan | undefined {
  const due = calendar(wish, new Date(now.getTime() - wish.spreadMs));
  const rhythm = rhythmKey(wish);
  const plan = { kind: wish.kind, day: due.day, until: due.at, rhythm };
  if (cursor === undefined) return { ...plan, variant: 'none', from: due.at, days: 0 };
  const days = countDueDays(wish.kind, daysBetween(cursor.day, due.day));
  // At another hour than before: the next one is due then, and tells of everything since the last.
  if (cursor.rhythm !== rhythm) {
    const day = days > 0 ? due.day : cursor.day;
    return { ...plan, variant: 'none', day, from: cursor.until, until: cursor.until, days: 0 };
  }
  if (days <= 0) return undefined;
  const lateMs = now.getTime() - wish.spreadMs - due.at.getTime();
  const isInTime = days === 1 && lateMs <= LATEST_MS[wish.kind];
  return { ...plan, variant: isInTime ? wish.kind : 'away', from: cursor.until, days };
}

/** Spreads destinations over ten minutes, each always to the same second (FNV-1a of its id). */
function spreadOf(id: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93);
  return ((hash >>> 0) % SPREAD_SECONDS) * 1_000;
}
