/** Which slots have a key, for many keys: an inverted index over small whole numbers. Changed in place. */
export interface Postings {
  readonly add: (slot: number, keys: Iterable<number>) => void;
  readonly remove: (slot: number, keys: Iterable<number>) => void;
  /** Adds the squared weight of every asked key to the sum of each slot that has it. */
  readonly score: (keys: Uint32Array, weights: Float64Array) => void;
  /** Hands over what `score` has summed since the last call, and forgets it. */
  readonly take: () => readonly SlotScore[];
}

export interface SlotScore {
  readonly slot: number;
  readonly score: number;
}

/**
 * Creates an empty index.
 * @param mostShared a key that more slots have tells none of them apart and is passed over
 */
export function createPostings(mostShared: number): Postings {
  const having = new Map<number, number[]>();
  const sums: number[] = [];
  let touched: number[] = [];
  return {
    add(slot, keys) {
      for (const key of keys) {
        const slots = having.get(key);
        if (slots === undefined) having.set(key, [slot]);
        else slots.push(slot);
      }
    },
    remove(slot, keys) {
      for (const key of keys) {
        const left = having.get(key)?.filter((other) => other !== slot) ?? [];
        if (left.length === 0) having.delete(key);
        else having.set(key, left);
      }
    },
    score(keys, weights) {
      for (let index = 0; index < keys.length; index += 1) {
        const slots = having.get(keys[index] ?? 0);
        if (slots === undefined || slots.length > mostShared) continue;
        const worth = (weights[index] ?? 0) ** 2;
        for (const slot of slots) {
          const sum = sums[slot] ?? 0;
          if (sum === 0) touched.push(slot);
          sums[slot] = sum + worth;
        }
      }
    },
    take() {
      const scores = touched.map((slot) => ({ slot, score: sums[slot] ?? 0 }));
      for (const slot of touched) sums[slot] = 0;
      touched = [];
      return scores;
    },
  };
}
