/** A bound on the parameters of one statement; SQLite takes 32,766. */
const MOST_PARAMETERS = 1_000;

/** Cuts a list into parts; unless told otherwise into as much as one statement can ask about. */
export function* batches<Each>(
  all: readonly Each[],
  length: number = MOST_PARAMETERS,
): Generator<readonly Each[]> {
  for (let start = 0; start < all.length; start += length) yield all.slice(start, start + length);
}
