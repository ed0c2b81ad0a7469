import type { LocalizationMap } from 'discord.js';
import type { Localised, UiLanguage } from '../core/subject.ts';

/** Spreads words over Discord's locales. English that is not American falls back to what the definition says. */
export const inLocales = ({ en, es, pt }: Localised): LocalizationMap => ({
  'en-US': en,
  'es-ES': es,
  'es-419': es,
  'pt-BR': pt,
});

/** The words of a command or an option: its name and what it does. */
export interface Wording {
  readonly name: Localised;
  readonly description: Localised;
}

/** Something that has a name and a description in several languages: every builder of discord.js that we use. */
interface Worded {
  setName(name: string): unknown;
  setNameLocalizations(names: LocalizationMap): unknown;
  setDescription(description: string): unknown;
  setDescriptionLocalizations(descriptions: LocalizationMap): unknown;
}

/** Gives a command, a subcommand or an option its words, and returns it. */
export function worded<Builder extends Worded>(builder: Builder, { name, description }: Wording): Builder {
  builder.setName(name.en);
  builder.setNameLocalizations(inLocales(name));
  builder.setDescription(description.en);
  builder.setDescriptionLocalizations(inLocales(description));
  return builder;
}

/** A figure with its sign. */
export const toSigned = (value: number, language: UiLanguage): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2, signDisplay: 'always' }).format(value);

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
