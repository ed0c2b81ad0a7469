import { isZone } from '../time/zone.ts';

/** A time zone as it is offered: its name for programs, and its city with what it is ahead of UTC now. */
export interface OfferedZone {
  readonly zone: string;
  readonly label: string;
}

/** Every zone by its city, as the names of zones spell it: `New_York`. */
const ZONES_BY_CITY: ReadonlyMap<string, string> = new Map(
  Intl.supportedValuesOf('timeZone').map((zone) => [zone.split('/').at(-1) ?? zone, zone]),
);

/** Returns the zone that is named after a city (`New_York`); UTC for one that has none. */
export const zoneOfCity = (city: string): string => ZONES_BY_CITY.get(city) ?? 'UTC';

/** Countries that have several zones, by the cities of those that most of their people live in. */
const CITIES: readonly string[] = [
  'Bogota',
  'Lima',
  'New_York',
  'Chicago',
  'Denver',
  'Los_Angeles',
  'Mexico_City',
  'Guayaquil',
  'Santiago',
  'Buenos_Aires',
  'Sao_Paulo',
  'Manaus',
  'Madrid',
  'Lisbon',
  'London',
  'UTC',
];
/** Countries that have but one. */
const REGIONS = ['VE', 'DO', 'PA', 'CR', 'PR', 'TT', 'BO', 'UY'] as const;

/** The city by whose clock most people live whose Discord speaks a language of a region. */
const CITIES_OF_LOCALES: ReadonlyMap<string, string> = new Map([
  ['en-GB', 'London'],
  ['es-ES', 'Madrid'],
  ['pt-BR', 'Sao_Paulo'],
]);
/** Regions of many zones: a guess, for want of a better one. */
const CITIES_OF_WIDE_LOCALES: ReadonlyMap<string, string> = new Map([
  ['en-US', 'New_York'],
  ['es-419', 'Bogota'],
]);

/**
 * Returns the zone to begin with for somebody whose Discord has a locale. Where that leaves it open, people probably
 * live by the installation's own clock, unless that is UTC, which is nobody's.
 */
export function zoneOfLocale(locale: string, home: string): string {
  const city = CITIES_OF_LOCALES.get(locale);
  if (city !== undefined) return zoneOfCity(city);
  return home === 'UTC' ? zoneOfCity(CITIES_OF_WIDE_LOCALES.get(locale) ?? 'UTC') : home;
}

/** Lists the zones that a menu offers, from west to east; at most 25, and the one that is set is always among them. */
export function offerZones(chosen: string, now: Date): readonly OfferedZone[] {
  const zones = new Set([
    ...CITIES.map(zoneOfCity),
    ...REGIONS.flatMap(zonesOfRegion),
    ...(isZone(chosen) ? [chosen] : []),
  ]);
  return [...zones]
    .map((zone) => ({ zone, minutes: offsetOf(zone, now) }))
    .toSorted((one, other) => one.minutes - other.minutes || (one.zone < other.zone ? -1 : 1))
    .map(({ zone }) => toOfferedZone(zone, now));
}

/** Returns a zone as it is offered at a moment. */
export const toOfferedZone = (zone: string, now: Date): OfferedZone => ({
  zone,
  label: zone === 'UTC' ? zone : `${cityOf(zone)} (${toOffset(offsetOf(zone, now))})`,
});

const zonesOfRegion = (region: string): readonly string[] =>
  new Intl.Locale(`und-${region}`).getTimeZones?.() ?? [];

/** A zone's city comes last, after its region and perhaps its country. */
const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const offsetOf = (zone: string, at: Date): number =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;

/** Minutes as people write them: `UTC−4`, `UTC+5:30`. */
function toOffset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${String(hours)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
