import type { Language } from './types.ts';

/** Tells the language (temporary single rule: the declared one, else English). */
export function detectLanguage(_text: string, languages: readonly Language[], declared?: Language): Language {
  return declared !== undefined && languages.includes(declared) ? declared : (languages[0] ?? 'und');
}
