import { addDays, instantAt, localDateOf, weekdayOf } from '../time/zone.ts';

export const DIGEST_KINDS = ['daily', 'weekly'] as const;
export type DigestKind = (typeof DIGEST_KINDS)[number];

/** When digests of a kind are due: every day at a local time, or on Mondays at one. */
export interface DigestRhythm {
  readonly kind: DigestKind;
  /** `20:00` */
  readonly at: string;
  /** An IANA name. */
  readonly zone: string;
}

/** One day on which a digest is due, and the moment up to which it tells. */
export interface DueDay {
  /** `2026-11-23` */
  readonly day: string;
  readonly at: Date;
}

/** Returns the last due day of a rhythm that has begun at a moment. */
export type DigestCalendar = (rhythm: DigestRhythm, now: Date) => DueDay;

const DAYS: Readonly<Record<DigestKind, number>> = { daily: 1, weekly: 7 };

/**
 * Opens a calendar. It keeps what it found for each rhythm until the next day is due, since thousands of destinations
 * share a few rhythms and are asked about every minute.
 */
export function openCalendar(): DigestCalendar {
  const found = new Map<string, DueDays>();
  return (rhythm, now) => {
    const key = rhythmKey(rhythm);
    const known = found.get(key);
    if (known !== undefined && known.last.at <= now && now < known.next.at) return known.last;
    const days = findDueDays(rhythm, now);
    found.set(key, days);
    return days.last;
  };
}

/** Returns a rhythm in words, the same for the same rhythm: `20:00 Europe/Madrid`. */
export const rhythmKey = ({ kind, at, zone }: DigestRhythm): string => `${kind} ${at} ${zone}`;

/** Returns how many due days lie between two of them, the later one included. */
export const countDueDays = (kind: DigestKind, daysApart: number): number =>
  Math.ceil(daysApart / DAYS[kind]);

/** Returns when the digest after this moment is due. */
export const nextDue = (rhythm: DigestRhythm, now: Date): Date => findDueDays(rhythm, now).next.at;

/** The due days on both sides of a moment. */
interface DueDays {
  readonly last: DueDay;
  readonly next: DueDay;
}

function findDueDays(rhythm: DigestRhythm, now: Date): DueDays {
  const step = DAYS[rhythm.kind];
  // Two days ahead: near midnight a change of clock can bring tomorrow's time forward.
  let next = toDue(toDueDate(addDays(localDateOf(now, rhythm.zone), step + 1), rhythm), rhythm);
  for (;;) {
    const last = toDue(addDays(next.day, -step), rhythm);
    if (last.at <= now) return { last, next };
    next = last;
  }
}

/** The day itself, or for weekly digests the Monday before it. */
const toDueDate = (day: string, { kind }: DigestRhythm): string =>
  kind === 'daily' ? day : addDays(day, 1 - weekdayOf(day));

const toDue = (day: string, { at, zone }: DigestRhythm): DueDay => ({ day, at: instantAt(day, at, zone) });
