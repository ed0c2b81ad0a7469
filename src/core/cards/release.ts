import type { Destination } from '../destination.ts';
import { endOfQuiet, isQuiet } from '../time/zone.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A published message can hardly be edited, so its story is given so long to gather its first reports. */
const SETTLING_MS = 5 * MINUTE_MS;
/** Discord publishes ten messages an hour in a channel; what comes after waits. */
const PUBLISHED_AN_HOUR = 10;
/** More alerts than this that wait for the end of the quiet hours become one message. */
export const MOST_HELD = 3;
/** Where neither the destination nor the installation names a zone. */
const DEFAULT_ZONE = 'UTC';

/** When a message that makes itself heard is due: at once, or when the destination's quiet hours end. */
export function postAt(
  { quietHours, timeZone }: Pick<Destination, 'quietHours' | 'timeZone'>,
  now: Date,
): { readonly at: Date; readonly isHeld: boolean } {
  const zone = timeZone ?? DEFAULT_ZONE;
  if (quietHours === undefined || !isQuiet(quietHours, zone, now)) return { at: now, isHeld: false };
  return { at: endOfQuiet(quietHours, zone, now), isHeld: true };
}

/** When an alert is due: like every message, but in a channel that is published not before its story has settled. */
export function alertAt(
  destination: Pick<Destination, 'quietHours' | 'timeZone' | 'publish'>,
  now: Date,
): { readonly at: Date; readonly isHeld: boolean } {
  const earliest = destination.publish === undefined ? now : new Date(now.getTime() + SETTLING_MS);
  return postAt(destination, earliest);
}

/** When the next message of a channel may be published, given when others were or will be. */
export function publishAt(others: readonly Date[], now: Date): Date {
  const times = others.map((time) => time.getTime()).toSorted((a, b) => a - b);
  const tenthLast = times.at(-PUBLISHED_AN_HOUR);
  return tenthLast === undefined ? now : new Date(Math.max(now.getTime(), tenthLast + HOUR_MS));
}
