/** First letters that tell a month in English, Spanish, Portuguese, French, German and Italian, accents removed. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|ene|gen|janv)/,
  /^(?:feb|fev)/,
  /^(?:mar|maerz|mrz)/,
  /^(?:apr|abr|avr)/,
  /^(?:may|mai|mag)/,
  /^(?:jun|juin|giu)/,
  /^(?:jul|juil|lug)/,
  /^(?:aug|ago|aou)/,
  /^(?:sep|set)/,
  /^(?:oct|okt|out|ott)/,
  /^nov/,
  /^(?:dec|dic|dez)/,
];

/** Sunday first, as Date counts. */
const WEEKDAYS: readonly RegExp[] = [
  /^(?:sun|dom|dim|so(?:nn|$))/,
  /^(?:mon|lun|seg|mo$)/,
  /^(?:tue|mar|ter|di(?:en|$))/,
  /^(?:wed|mie|mer|qua|mi(?:t|$))/,
  /^(?:thu|jue|jeu|gio|qui|do(?:nn|$))/,
  /^(?:fri|vie|ven|sex|fr$)/,
  /^(?:sat|sab|sam|sa$)/,
];

/** Zones that feeds name by letters, in minutes from UTC. */
const ZONES = new Map<string, number>([
  ['utc', 0],
  ['gmt', 0],
  ['ut', 0],
  ['z', 0],
  ['wet', 0],
  ['west', 60],
  ['bst', 60],
  ['cet', 60],
  ['cest', 120],
  ['mez', 60],
  ['mesz', 120],
  ['eet', 120],
  ['eest', 180],
  ['msk', 180],
  ['ist', 330],
  ['sgt', 480],
  ['hkt', 480],
  ['jst', 540],
  ['kst', 540],
  ['aest', 600],
  ['aedt', 660],
  ['nzst', 720],
  ['nzdt', 780],
  ['brt', -180],
  ['art', -180],
  ['clt', -240],
  ['vet', -240],
  ['bot', -240],
  ['cot', -300],
  ['pet', -300],
  ['ast', -240],
  ['adt', -180],
  ['est', -300],
  ['edt', -240],
  ['et', -300],
  ['cst', -360],
  ['cdt', -300],
  ['ct', -360],
  ['mst', -420],
  ['mdt', -360],
  ['mt', -420],
  ['pst', -480],
  ['pdt', -420],
  ['pt', -480],
  ['akst', -540],
  ['akdt', -480],
  ['hst', -600],
]);

const MAX_OFFSET_MINUTES = 15 * 60 + 59;

/** The month a word names, 1 to 12. */
export function findMonth(word: string): number | undefined {
  const plain = toPlain(word);
  const index = MONTHS.findIndex((month) => month.test(plain));
  return index === -1 ? undefined : index + 1;
}

/** The weekday a word names, 0 (Sunday) to 6. */
export function findWeekday(word: string): number | undefined {
  const plain = toPlain(word);
  const index = WEEKDAYS.findIndex((weekday) => weekday.test(plain));
  return index === -1 ? undefined : index;
}

/**
 * Minutes from UTC that a zone as written stands for: `+0100`, `GMT-07:00`, `EDT`, `Europe/Brussels` (as it was at
 * that local time). A number wins over letters; a zone nobody knows counts as UTC.
 */
export function findOffsetMinutes(zone: string, localMs: number): number {
  const numeric = /([+-])(\d{1,2}):?(\d{2})?/.exec(zone);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    if (minutes > MAX_OFFSET_MINUTES) return 0;
    return numeric[1] === '-' ? -minutes : minutes;
  }
  const place = /\b[A-Z][a-z]+\/[A-Z][A-Za-z_/]+/.exec(zone);
  if (place !== null) return findPlaceOffset(place[0], localMs);
  const words = zone.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.map((word) => ZONES.get(word)).find((minutes) => minutes !== undefined) ?? 0;
}

function findPlaceOffset(timeZone: string, localMs: number): number {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    const parts = format.formatToParts(new Date(localMs));
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    return findOffsetMinutes(name, localMs);
  } catch {
    return 0;
  }
}

const toPlain = (word: string): string => word.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
