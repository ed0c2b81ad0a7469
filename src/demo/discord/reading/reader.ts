import type { World } from '../world.ts';
import type { Inline } from './markdown.ts';
import { viewerWords } from './viewer-words.ts';

/** Who reads a channel, and when: it decides how names and times are written. */
export interface Reader {
  readonly world: World;
  readonly now: Date;
  /** IANA name; by default UTC. */
  readonly timeZone?: string | undefined;
  /** Discord's locale of whoever looks; by default English. */
  readonly locale?: string | undefined;
}

/** English dates with the day first, which nobody misreads. */
const ENGLISH = 'en-GB';
const MINUTE_MS = 60_000;
const UNITS: readonly [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['year', 365 * 24 * 60 * MINUTE_MS],
  ['month', 30 * 24 * 60 * MINUTE_MS],
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
  ['second', 1000],
];
const DATES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** A moment in words: `12 minutes ago` for the style R, a date or time for the others. */
export function timeText(reader: Reader, at: Date, style: string): string {
  if (style !== 'R') return format(reader, at, DATES[style] ?? { dateStyle: 'long', timeStyle: 'short' });
  const distanceMs = at.getTime() - reader.now.getTime();
  const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(distanceMs) >= ms) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat(localeOf(reader), { numeric: 'always' }).format(
    Math.round(distanceMs / unitMs),
    unit,
  );
}

/** When a message was sent, as Discord writes it beside the name: `Today at 18:02`. */
export function sentText(reader: Reader, at: Date): string {
  const day = (date: Date) => format(reader, date, { dateStyle: 'short' });
  const time = format(reader, at, { timeStyle: 'short' });
  const { today, yesterday: dayBefore } = viewerWords(reader.locale);
  if (day(at) === day(reader.now)) return today.replace('{time}', time);
  const yesterday = new Date(reader.now.getTime() - 24 * 60 * MINUTE_MS);
  if (day(at) === day(yesterday)) return dayBefore.replace('{time}', time);
  return `${format(reader, at, { day: 'numeric', month: 'short', year: 'numeric' })}, ${time}`;
}

const localeOf = ({ locale = ENGLISH }: Reader): string => (locale.startsWith('en') ? ENGLISH : locale);

function format(reader: Reader, at: Date, options: Intl.DateTimeFormatOptions): string {
  if (Number.isNaN(at.getTime())) return 'Invalid Date';
  return new Intl.DateTimeFormat(localeOf(reader), { timeZone: reader.timeZone ?? 'UTC', ...options }).format(
    at,
  );
}

/** The name that a mention shows. */
export function mentionText({ world }: Reader, mention: Extract<Inline, { kind: 'mention' }>): string {
  const { of, id, text } = mention;
  if (of === 'user') return `@${nameOf(world, id)}`;
  if (of === 'channel') return `#${world.channels.get(id)?.name ?? 'unknown'}`;
  if (of !== 'role') return text;
  const role = [...world.guilds.values()].flatMap(({ roles }) => roles.get(id) ?? [])[0];
  return `@${role?.name ?? 'unknown-role'}`;
}

/** The name that stands over a user's messages. */
export function nameOf(world: World, userId: string): string {
  const user = world.users.get(userId);
  return user?.globalName ?? user?.username ?? 'unknown-user';
}
