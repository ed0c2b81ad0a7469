import { offerZones, toOfferedZone, zoneOfCity, type OfferedZone } from '../subscriptions/time-zones.ts';
import { fold } from '../text/characters.ts';

const MOST = 25;

/** Cities that have no zone of their own, by the city whose clock they keep. */
const CITIES: Readonly<Record<string, string>> = {
  miami: 'New_York',
  houston: 'Chicago',
  medellin: 'Bogota',
  barcelona: 'Madrid',
  'rio de janeiro': 'Sao_Paulo',
  quito: 'Guayaquil',
};

/** Finds the zones whose name holds what somebody wrote, accents and capitals aside; the usual ones for nothing. */
export function findZones(written: string, now: Date): readonly OfferedZone[] {
  const wanted = fold(written.trim()).replaceAll('_', ' ');
  if (wanted === '') return offerZones('UTC', now);
  const ofCities = Object.keys(CITIES).filter((city) => city.startsWith(wanted));
  const named = Intl.supportedValuesOf('timeZone').filter((zone) =>
    fold(zone).replaceAll('_', ' ').includes(wanted),
  );
  const zones = new Set([...ofCities.flatMap((city) => zoneOfCity(CITIES[city] ?? '')), ...named]);
  return [...zones].slice(0, MOST).map((zone) => toOfferedZone(zone, now));
}
