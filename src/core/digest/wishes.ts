import type { Destination, DigestSettings } from '../destination.ts';

/** What somebody chooses of digests. */
export interface DigestWishes extends DigestSettings {
  /** An IANA name. */
  readonly timeZone: string;
}

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(?:h|hs|horas)?\s*([ap])?\.?\s*(?:m\.?)?$/i;

/** Reads a time of day as people write it: `20:00`, `8`, `8.30`, `20h`, `8 pm`. Undefined when it is none. */
export function readTimeOfDay(written: string): string | undefined {
  const [, hours, minutes = '00', half] = TIME.exec(written.trim()) ?? [];
  if (hours === undefined) return undefined;
  const hour = half === undefined ? Number(hours) : hourOfHalf(Number(hours), half);
  return hour <= 23 && Number(minutes) <= 59 ? `${String(hour).padStart(2, '0')}:${minutes}` : undefined;
}

/** Twelve comes first in each half of the day; what is no hour of one stays out of range. */
function hourOfHalf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Returns the destination with these digests. */
export const withDigests = (
  destination: Destination,
  { timeZone, ...digest }: DigestWishes,
): Destination => ({ ...destination, timeZone, digest });
