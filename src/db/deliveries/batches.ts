/** A bound on the parameters of one statement; SQLite takes 32,766. */
const BATCH = 1_000;

/** Cuts what one statement asks about into as much as it can hold. */
export function* batches<Id>(ids: readonly Id[]): Generator<readonly Id[]> {
  for (let start = 0; start < ids.length; start += BATCH) yield ids.slice(start, start + BATCH);
}
