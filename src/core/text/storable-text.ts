/** What PostgreSQL refuses in a text. */
const NUL = /\0/g;

/**
 * Returns a text that comes back from every database as it went in: no NUL, and no half of a surrogate pair, which
 * would be stored as another character and never be found again.
 */
export const toStorable = (text: string): string => text.replaceAll(NUL, '').toWellFormed();
