/** The fields that hold a `Date` in memory. By name, since a feed's own text may well look like a date. */
const DATE_FIELDS = new Set(['published', 'firstSeen']);

/**
 * Reads back what this program wrote itself into a JSON column, so that the type is the one it was written from.
 * Dates are written as ISO text and come back as dates.
 */
export function fromJson<T>(text: string): T {
  return JSON.parse(text, (key, value: unknown) =>
    DATE_FIELDS.has(key) && typeof value === 'string' ? new Date(value) : value,
  );
}
