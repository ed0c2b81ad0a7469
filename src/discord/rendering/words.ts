import type { UiLanguage } from '../../core/subject.ts';

/** A figure with its sign. */
export const toSigned = (value: number, language: UiLanguage): string =>
  new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'always',
  })
    .format(value)
    .replace('-', '−');

/** A time that Discord shows in the reader's zone and language: `R` is relative, `t` the time of day. */
export const toTime = (time: Date, style: 'R' | 't' | 'f' = 'R'): string =>
  `<t:${String(Math.floor(time.getTime() / 1_000))}:${style}>`;

/** A span as people say it, in units that all three languages write alike: `14 s`, `3 min`, `2 h 5 min`. */
export function toSpan(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${String(minutes)} min`;
  const rest = minutes % 60;
  const hours = `${String(Math.floor(minutes / 60))} h`;
  return rest === 0 ? hours : `${hours} ${String(rest)} min`;
}
