import { findMonth, findOffsetMinutes, findWeekday } from './date-words.ts';

/** Earlier than any feed: a date before it is a zero that some program wrote out. */
const EARLIEST_MS = Date.UTC(1971, 0, 1);
const MAX_LENGTH = 100;

interface Clock {
  readonly hour: number;
  readonly minute: number;
  /** With its fraction. */
  readonly second: number;
}

interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0 };

/**
 * Reads a date as feeds write it: RFC 822 and 3339, seconds since 1970, and the many forms in between, with
 * months in English, Spanish, Portuguese, French, German and Italian. A date without a zone is UTC. Returns
 * undefined for text that is no date or names one that does not exist (30 February, 25:00).
 */
export function parseFeedDate(text: string): Date | undefined {
  const trimmed = text.slice(0, MAX_LENGTH + 1).trim();
  if (trimmed.length < 4 || trimmed.length > MAX_LENGTH) return undefined;
  const date = parseStandard(trimmed) ?? parseEpoch(trimmed) ?? parseIso(trimmed) ?? parseLoose(trimmed);
  return date !== undefined && date.getTime() >= EARLIEST_MS ? date : undefined;
}

const STANDARD =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (GMT|[+-]\d{4})$/;
const STANDARD_MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** RFC 822 to the letter, as most feeds have it: a short way, many times faster than the long one to the same date. */
function parseStandard(text: string): Date | undefined {
  const match = STANDARD.exec(text);
  if (match === null) return undefined;
  const [, day, name = '', year, hour, minute, second, zone = ''] = match;
  const month = STANDARD_MONTHS.indexOf(name);
  if (month % 3 !== 0) return undefined;
  return toDate(
    { year: Number(year), month: month / 3 + 1, day: Number(day) },
    { hour: Number(hour), minute: Number(minute), second: Number(second) },
    zone,
  );
}

function parseEpoch(text: string): Date | undefined {
  if (!/^\d{9,10}$|^\d{12,13}$/.test(text)) return undefined;
  return new Date(text.length > 10 ? Number(text) : Number(text) * 1000);
}

const ISO =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2}(?:[.,]\d+)?))?\s*(.*))?)?)?$/i;

function parseIso(text: string): Date | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', zone = ''] = match;
  return toDate(
    { year: Number(year), month: Number(month), day: Number(day) },
    { hour: Number(hour), minute: Number(minute), second: Number(second.replace(',', '.')) },
    zone,
  );
}

const CLOCK = /\b(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?\s*(?:([ap])\.?\s?m\b\.?)?/i;

/** Everything else: takes the time of day out, then reads the day from what stands before it and the zone from what stands behind. */
function parseLoose(text: string): Date | undefined {
  const uncommented = text.replace(/\([^)]*\)?/, ' ');
  const match = CLOCK.exec(uncommented);
  if (match === null) {
    const day = parseDay(uncommented.replace(/\s*(?:GMT|UTC|Z)$/i, ''));
    return day && toDate(day, MIDNIGHT, '');
  }
  const [before, zone] = moveYear(
    uncommented.slice(0, match.index),
    uncommented.slice(match.index + match[0].length).trimEnd(),
  );
  const day = parseDay(before);
  return day && toDate(day, toClock(match), zone);
}

/** C's asctime puts the year behind the time: "Thu Nov 12 17:00:00 2020". Moves it to where it belongs. */
function moveYear(before: string, after: string): readonly [string, string] {
  const year = /(?:^|\s)\d{4}$/.exec(after);
  if (year === null || /\d{4}/.test(before)) return [before, after];
  return [`${before} ${year[0]}`, after.slice(0, year.index)];
}

function toClock([, hour, minute, second = '0', half]: readonly (string | undefined)[]): Clock {
  const written = Number(hour);
  const isTwelveHour = half !== undefined && written <= 12;
  const hour24 = isTwelveHour ? (written % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : written;
  return { hour: hour24, minute: Number(minute), second: Number(second.replace(',', '.')) };
}

/** Reads the day from words and numbers: "Lundi, 16. Novembre 2020", "Mon, 03/30/2020", "Nov. 2020". */
function parseDay(text: string): Day | undefined {
  const words = text.match(/\p{L}+/gu) ?? [];
  const months = words.flatMap((word) => findMonth(word) ?? []);
  const numbers = [...text.matchAll(/\d+/g)].map(([digits]) => digits);
  // "mar., 01 déc.": the French Tuesday is spelt like March, so of two months the later is meant.
  const month = months.at(-1);
  if (month !== undefined) return toNamedDay(month, numbers);
  if (words.some((word) => word.length > 2 && findWeekday(word) === undefined)) return undefined;
  return numbers.length === 3 ? toNumericDay(numbers, text) : undefined;
}

function toNamedDay(month: number, numbers: readonly string[]): Day | undefined {
  const years = numbers.filter((digits) => digits.length === 4);
  const rest = numbers.filter((digits) => digits.length !== 4);
  if (years.length === 1 && rest.length <= 1)
    return { year: Number(years[0]), month, day: Number(rest[0] ?? 1) };
  const [day, year] = rest;
  if (years.length > 0 || rest.length !== 2 || year?.length !== 2) return undefined;
  return { year: toFullYear(year), month, day: Number(day) };
}

/** A weekday settles which number is the month; without one, dots mean day first and slashes month first. */
function toNumericDay(
  [first = '', second = '', third = '']: readonly string[],
  text: string,
): Day | undefined {
  if (first.length === 4) return { year: Number(first), month: Number(second), day: Number(third) };
  if (third.length !== 4 && third.length !== 2) return undefined;
  const year = toFullYear(third);
  const dayFirst = { year, month: Number(second), day: Number(first) };
  const monthFirst = { year, month: Number(first), day: Number(second) };
  const weekday = (text.match(/\p{L}+/gu) ?? []).flatMap((word) => findWeekday(word) ?? []).at(0);
  const order = text.includes('/') ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  const real = order.filter((day) => isReal(day));
  return real.find((day) => weekday === undefined || weekdayOf(day) === weekday) ?? real[0];
}

function toFullYear(digits: string): number {
  if (digits.length !== 2) return Number(digits);
  return Number(digits) < 70 ? 2000 + Number(digits) : 1900 + Number(digits);
}

const weekdayOf = ({ year, month, day }: Day): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

function isReal({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function toDate(day: Day, clock: Clock, zone: string): Date | undefined {
  const { hour, minute, second } = clock;
  // 60 is a leap second, 24:00 the end of the day.
  const isTime = hour * 60 + minute <= 24 * 60 && minute < 60 && second < 61;
  if (!isTime || !isReal(day)) return undefined;
  const local = Date.UTC(day.year, day.month - 1, day.day, hour, minute) + Math.round(second * 1000);
  return new Date(local - findOffsetMinutes(zone, local) * 60_000);
}
