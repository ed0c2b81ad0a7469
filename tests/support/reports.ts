import type { DatedEntry } from '../../src/demo/feed-writers.ts';

/** Events that are on the subject, in the three languages, each to be filled in with a place and a figure. */
const EVENTS: readonly (readonly [title: string, text: string])[] = [
  [
    'U.S. extends licence for Chevron venture at {place} field in Venezuela',
    'The Treasury notice lets the company ship {figure} thousand barrels of Venezuelan oil from {place}.',
  ],
  [
    'EE.UU. ataca en el Caribe una lancha que salió de {place}, Venezuela',
    'El Pentágono dijo que el bombardeo mató a {figure} personas que llevaban droga desde {place}, en Venezuela.',
  ],
  [
    'Deportation flight lands in {place}, Venezuela, with migrants from the United States',
    'The plane brought {figure} Venezuelans deported by the United States to {place}.',
  ],
  [
    'Enviado de Washington se reúne con Maduro en {place} y abre un diálogo',
    'Venezuela y Estados Unidos negociaron durante {figure} horas en {place}, dijo la cancillería.',
  ],
  [
    'EUA apreendem no Caribe o petroleiro {place} com petróleo da Venezuela',
    'A Guarda Costeira dos Estados Unidos levou o {place}, com {figure} mil barris de petróleo venezuelano.',
  ],
];

/** Syllables of invented names, which no lexicon knows and no two reports share. */
const SYLLABLES = [
  'ba',
  'co',
  'du',
  'fe',
  'gui',
  'jo',
  'la',
  'mu',
  'ne',
  'pi',
  'ro',
  'su',
  'ta',
  'vo',
  'yu',
  'za',
];

/** Every seventh report is about something else altogether. */
const OFF_SUBJECT_EVERY = 7;

/** Returns the report of a number: always the same one, on the subject but for every seventh, no two alike. */
export function report(number: number, published: Date): DatedEntry {
  const [title, text] = EVENTS[number % EVENTS.length] ?? ['', ''];
  const place = inventName(number);
  const fill = (pattern: string): string =>
    pattern.replaceAll('{place}', place).replaceAll('{figure}', String(figureOf(number)));
  const link = `https://reports.example/${String(number)}`;
  const isOff = number % OFF_SUBJECT_EVERY === OFF_SUBJECT_EVERY - 1;
  return {
    guid: link,
    link,
    title: isOff ? `The choir of ${place} sings again` : fill(title),
    text: isOff ? `The ${String(number)}th season opens with a mass.` : fill(text),
    published,
    updated: published,
  };
}

/** The kind of event that is counted among others later. */
const COUNTED = 1;

/** Returns what is reported later of the same event, in the same words with a new figure; undefined for most. */
export function laterReport(number: number, published: Date): DatedEntry | undefined {
  const isOff = number % OFF_SUBJECT_EVERY === OFF_SUBJECT_EVERY - 1;
  if (number < 0 || isOff || number % EVENTS.length !== COUNTED) return undefined;
  const earlier = report(number, published);
  const link = `${earlier.link}/later`;
  const text = `${earlier.text} La cifra total sube a ${String(1_000 + figureOf(number))} muertos.`;
  return { ...earlier, guid: link, link, text };
}

const figureOf = (number: number): number => 11 + 7 * number;

/** Scatters the number over the syllables (a multiplier prime to 16 ** 3 makes it one to one), then spells it. */
function inventName(number: number): string {
  const scattered = (number * 1_237 + 911) % SYLLABLES.length ** 3;
  const name = [scattered >> 8, scattered >> 4, scattered]
    .map((digit) => SYLLABLES[digit & 15] ?? '')
    .join('');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
