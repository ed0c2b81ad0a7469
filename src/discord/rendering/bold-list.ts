import type { UiLanguage } from '../../core/subject.ts';
import { toMarkup } from './safe-text.ts';

const NAME_LENGTH = 60;

/**
 * Joins names in a sentence as the language does, each in bold. The language looks at the names themselves: Spanish
 * joins by another word before one that begins with an i.
 */
export const toBoldList = (names: readonly string[], language: UiLanguage): string =>
  new Intl.ListFormat(language)
    .formatToParts(names)
    .map(({ type, value }) => (type === 'element' ? `**${toMarkup(value, NAME_LENGTH)}**` : value))
    .join('');
