/** A line that may be left out: how much it matters, and how much room it takes. */
export interface Weighted {
  readonly importance: number;
  readonly length: number;
}

/**
 * Returns which lines there is room for. The least important ones are dropped first, the later of equals, until the
 * others fit; the order stays.
 */
export function keepWithin<Line extends Weighted>(lines: readonly Line[], room: number): ReadonlySet<Line> {
  const kept = lines.toSorted((one, other) => other.importance - one.importance);
  let length = kept.reduce((sum, line) => sum + line.length, 0);
  while (kept.length > 0 && length > room) length -= kept.pop()?.length ?? 0;
  return new Set(kept);
}
