import type { LocalizationMap } from 'discord.js';
import type { Localised } from '../../core/subject.ts';

/**
 * Returns a text under Discord's names of the languages. Discord falls back from `es-419` to `es-ES` but not the other
 * way round, and shows the text without a name to every other language: `en-US` is named so that it is never one.
 */
export const toLocales = ({ en, es, pt }: Localised): LocalizationMap => ({
  'en-US': en,
  'es-ES': es,
  'es-419': es,
  'pt-BR': pt,
});

/** Returns the name and the description of a command or an option in every language. */
export const worded = (name: Localised, description: Localised) => ({
  name: name.en,
  name_localizations: toLocales(name),
  description: description.en,
  description_localizations: toLocales(description),
});

/** Returns a choice of an option in every language. */
export const toChoice = (value: string, name: Localised) => ({
  name: name.en,
  name_localizations: toLocales(name),
  value,
});
