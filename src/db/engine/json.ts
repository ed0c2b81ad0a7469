/** How a date is written into a JSON column: no text that a feed gives can look like it. */
interface WrittenDate {
  readonly $date: number;
}

/** Writes a value for a JSON column. Dates come back as dates; what is undefined is left out. */
export function toJson(value: object): string {
  return JSON.stringify(
    value,
    function replace(this: Readonly<Record<string, unknown>>, key, written: unknown) {
      const original = this[key];
      return original instanceof Date ? ({ $date: original.getTime() } satisfies WrittenDate) : written;
    },
  );
}

/** Reads back what {@link toJson} wrote, so that the type is the one it was written from. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text, (_key, value: unknown) => (isWrittenDate(value) ? new Date(value.$date) : value));
}

function isWrittenDate(value: unknown): value is WrittenDate {
  return typeof value === 'object' && value !== null && '$date' in value && typeof value.$date === 'number';
}
