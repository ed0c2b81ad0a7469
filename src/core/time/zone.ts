import type { QuietHours } from '../destination.ts';

/**
 * Local time: what stands on a wall clock in an IANA zone (`Europe/Madrid`), and the instants it means. A local time
 * that a change of clock skips means the first instant after the change; one that comes twice means the first.
 */

/** Tells whether a name is that of a zone; fixed offsets such as `+04:00` are none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Returns the day an instant falls on in a zone: `2026-11-23`. */
export function localDateOf(at: Date, zone: string): string {
  return toLocal(at, zone).toPlainDate().toString();
}

/** Returns the time of day of an instant in a zone: `20:05`. */
export function localTimeOf(at: Date, zone: string): string {
  return toLocal(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/**
 * Returns the instant at which a day's wall clock in a zone first shows a time or, when it never does, goes past it.
 * @param date `2026-11-23`
 * @param time `20:00`
 */
export function instantAt(date: string, time: string, zone: string): Date {
  const wanted = Temporal.PlainDateTime.from(`${date}T${time}`);
  const local = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (local.toPlainDateTime().equals(wanted)) return toDate(local);
  // The clock skips it: what comes next after the nearest time before is the change itself.
  return toDate(local.getTimeZoneTransition('next') ?? local);
}

/** Returns the first instant after another at which the wall clock in a zone shows a time of day. */
export function nextAt(time: string, zone: string, after: Date): Date {
  const today = localDateOf(after, zone);
  // A change of clock can take an instant to the neighbouring day, so yesterday's and tomorrow's are looked at, too.
  for (const days of [-1, 0, 1]) {
    const at = instantAt(addDays(today, days), time, zone);
    if (at > after) return at;
  }
  return instantAt(addDays(today, 2), time, zone);
}

/** Returns the last instant, not after another, at which the wall clock in a zone showed a time of day. */
export function lastAt(time: string, zone: string, before: Date): Date {
  const today = localDateOf(before, zone);
  for (const days of [1, 0, -1]) {
    const at = instantAt(addDays(today, days), time, zone);
    if (at <= before) return at;
  }
  return instantAt(addDays(today, -2), time, zone);
}

/** Returns the day so many days later: `2026-11-23` and 1 make `2026-11-24`. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Returns how many days one day lies after another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/** Returns the day of the week: 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** Tells whether alerts wait now. Hours that end when they begin are none. */
export function isQuiet({ from, to }: QuietHours, zone: string, now: Date): boolean {
  return lastAt(from, zone, now) > lastAt(to, zone, now);
}

/** Returns when the quiet hours end next. */
export function endOfQuiet({ to }: QuietHours, zone: string, now: Date): Date {
  return nextAt(to, zone, now);
}

const toLocal = (at: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

const toDate = ({ epochMilliseconds }: Temporal.ZonedDateTime): Date => new Date(epochMilliseconds);
