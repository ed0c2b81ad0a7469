import { isZone } from '../time/zone.ts';

/** A time zone as it is offered: its name for programs, and its city with what it is ahead of UTC now. */
export interface OfferedZone {
  readonly zone: string;
  readonly label: string;
}

/** Countries that have several zones, each by the one that most of its people live in; the others have but one. */
const ZONES: readonly string[] = [
  'America/Bogota',
  'America/Lima',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Mexico_City',
  'America/Guayaquil',
  'America/Santiago',
  'America/Argentina/Buenos_Aires',
  'America/Sao_Paulo',
  'America/Manaus',
  'Europe/Madrid',
  'Europe/Lisbon',
  'Europe/London',
  'UTC',
];
const REGIONS = ['VE', 'DO', 'PA', 'CR', 'PR', 'TT', 'BO', 'UY'] as const;

/** The zone of most people whose Discord speaks a language of a region; other languages leave it open. */
const ZONES_OF_LOCALES: ReadonlyMap<string, string> = new Map([
  ['en-US', 'America/New_York'],
  ['en-GB', 'Europe/London'],
  ['es-ES', 'Europe/Madrid'],
  ['es-419', 'America/Bogota'],
  ['pt-BR', 'America/Sao_Paulo'],
]);

/** Returns the zone to begin with for somebody whose Discord has a locale. */
export const zoneOfLocale = (locale: string): string => ZONES_OF_LOCALES.get(locale) ?? 'UTC';

/** Lists the zones that a menu offers, from west to east; at most 25, and the one that is set is always among them. */
export function offerZones(chosen: string, now: Date): readonly OfferedZone[] {
  const zones = new Set([...ZONES, ...REGIONS.flatMap(zonesOfRegion), ...(isZone(chosen) ? [chosen] : [])]);
  return [...zones]
    .map((zone) => ({ zone, minutes: offsetOf(zone, now) }))
    .toSorted((one, other) => one.minutes - other.minutes || (one.zone < other.zone ? -1 : 1))
    .map(({ zone, minutes }) => ({
      zone,
      label: zone === 'UTC' ? zone : `${cityOf(zone)} (${toOffset(minutes)})`,
    }));
}

const zonesOfRegion = (region: string): readonly string[] =>
  new Intl.Locale(`und-${region}`).getTimeZones?.() ?? [];

/** `America/Argentina/Buenos_Aires` is Buenos Aires. */
const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const offsetOf = (zone: string, at: Date): number =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;

/** Minutes as people write them: `UTC−4`, `UTC+5:30`. */
function toOffset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${String(hours)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
