import type { Passage, Token } from '../text/text.ts';
import type { Language } from '../types.ts';

const DAY_MS = 86_400_000;
const WEEKDAYS: Readonly<Record<string, readonly string[]>> = {
  en: 'sunday monday tuesday wednesday thursday friday saturday'.split(' '),
  es: 'domingo lunes martes miercoles jueves viernes sabado'.split(' '),
  pt: 'domingo segunda terca quarta quinta sexta sabado'.split(' '),
};
const MONTHS: Readonly<Record<string, readonly string[]>> = {
  en: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  es: 'ene feb mar abr may jun jul ago sep oct nov dic'.split(' '),
  pt: 'jan fev mar abr mai jun jul ago set out nov dez'.split(' '),
};
const LONGEST_MONTH = 10;
/** A date without a year is taken from the year that brings it nearest to the report. */
const HALF_A_YEAR = 183;

/**
 * Returns the calendar days (since 1 January 1970, UTC) that a passage names, without repetition: weekdays as the
 * latest one up to the report's own day, dates with day and month. `at` is the time of the report.
 */
export function findDays(passage: Passage, language: Language, at: number): readonly number[] {
  const today = Math.floor(at / DAY_MS);
  const { tokens } = passage;
  const days = tokens.flatMap((token, index) => {
    const weekday = weekdayOf(tokens, index, language);
    if (weekday >= 0) return [today - ((new Date(today * DAY_MS).getUTCDay() - weekday + 7) % 7)];
    const month = monthOf(token, language);
    const day = month < 0 ? undefined : dayBeside(tokens, index);
    return day === undefined ? [] : [nearest(month, day, today)];
  });
  return [...new Set(days)];
}

function weekdayOf(tokens: readonly Token[], index: number, language: Language): number {
  const weekday = WEEKDAYS[language]?.indexOf(formAt(tokens, index)) ?? -1;
  const isOrdinal = language === 'pt' && weekday >= 1 && weekday <= 5;
  return isOrdinal && !namesDay(tokens, index) ? -1 : weekday;
}

const formAt = (tokens: readonly Token[], index: number): string => tokens[index]?.form ?? '';

/** Portuguese weekdays double as ordinals (`segunda lancha`): only `segunda-feira` or `na segunda` names a day. */
const namesDay = (tokens: readonly Token[], index: number): boolean =>
  formAt(tokens, index + 1) === 'feira' || /^(?:na|nesta|desta)$/.test(formAt(tokens, index - 1));

function monthOf({ form, shape }: Token, language: Language): number {
  if (form.length < 3 || form.length > LONGEST_MONTH) return -1;
  const month = MONTHS[language]?.indexOf(form.slice(0, 3)) ?? -1;
  const isName = language !== 'en' || shape !== 'lower';
  return isName && MONTH_NAMES.has(form) ? month : -1;
}

const MONTH_NAMES = new Set(
  [
    'jan january feb february march apr april may june july aug august sept september oct october nov november dec december',
    'enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre',
    'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  ].flatMap((names) => names.split(' ')),
);

/** `January 3`, `3 January`, `3 de enero`. */
function dayBeside(tokens: readonly Token[], index: number): number | undefined {
  const beforeOf = tokens[index - 1]?.form === 'de' ? tokens[index - 2] : tokens[index - 1];
  return [beforeOf, tokens[index + 1]].map((token) => dayOfMonth(token)).find((day) => day !== undefined);
}

function dayOfMonth(token: Token | undefined): number | undefined {
  const day = /^(\d{1,2})(?:st|nd|rd|th|o)?$/.exec(token?.form ?? '')?.[1];
  return day !== undefined && Number(day) >= 1 && Number(day) <= 31 ? Number(day) : undefined;
}

function nearest(month: number, day: number, today: number): number {
  const year = new Date(today * DAY_MS).getUTCFullYear();
  const inYear = (candidate: number): number => Math.floor(Date.UTC(candidate, month, day) / DAY_MS);
  const found = [year, year - 1, year + 1].map((candidate) => inYear(candidate));
  return found.find((candidate) => Math.abs(candidate - today) <= HALF_A_YEAR) ?? inYear(year);
}
