import widthOf from 'string-width';
import { toPlainLine } from '../../core/text/plain-text.ts';

/**
 * Lays rows out in columns, each as wide as its widest cell; the last one may be as long as it likes. What stands in
 * them may come from a feed: nothing in it reaches the terminal but what can be seen.
 */
export function toTable(written: readonly (readonly string[])[]): string[] {
  const rows = written.map((row) => row.map(toPlainLine));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => `${cell}${' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)))}`)
      .join('  ')
      .trimEnd(),
  );
}

/** A time to the minute, in UTC; a dash for none. */
export const toMinute = (time: Date | undefined): string =>
  time?.toISOString().slice(0, 16).replace('T', ' ') ?? '–';
