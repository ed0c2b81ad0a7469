/** A weighted set of keys, held as their sorted hashes so that two are compared in one pass. */
export interface Sparse {
  readonly keys: Uint32Array;
  readonly weights: Float64Array;
  /** Euclidean length of the weights. */
  readonly norm: number;
  /** Sum of the weights. */
  readonly total: number;
}

/** A key and its weight. */
export interface WeightedKey {
  readonly key: string;
  readonly weight: number;
}

/** What two weighted sets have in common. */
export interface Overlap {
  /** Cosine of the angle between them, in [0, 1]; 0 when either is empty. */
  readonly cosine: number;
  /** Sum over the shared keys of the geometric mean of their weights. */
  readonly shared: number;
  /** The largest term of that sum: the rarest thing they share. */
  readonly rarest: number;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Returns a 32-bit hash of a key (FNV-1a), the same in every run. */
export function hashKey(key: string): number {
  let value = FNV_OFFSET;
  for (let index = 0; index < key.length; index += 1) {
    value = Math.imul(value ^ key.charCodeAt(index), FNV_PRIME);
  }
  return value >>> 0;
}

/** Builds a weighted set. Keys without weight are left out. */
export function toSparse(pairs: readonly WeightedKey[]): Sparse {
  const sorted = pairs
    .filter(({ weight }) => weight > 0)
    .map(({ key, weight }) => ({ hash: hashKey(key), weight }))
    .toSorted((a, b) => a.hash - b.hash);
  const weights = Float64Array.from(sorted, ({ weight }) => weight);
  return {
    keys: Uint32Array.from(sorted, ({ hash }) => hash),
    weights,
    norm: Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)),
    total: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** Compares two weighted sets in time linear in their sizes. */
export function overlap(a: Sparse, b: Sparse): Overlap {
  let product = 0;
  let shared = 0;
  let rarest = 0;
  let inB = 0;
  for (let inA = 0; inA < a.keys.length; inA += 1) {
    const key = a.keys[inA] ?? 0;
    inB = firstNotBelow(b.keys, key, inB);
    if (b.keys[inB] !== key) continue;
    const weight = (a.weights[inA] ?? 0) * (b.weights[inB] ?? 0);
    const mean = Math.sqrt(weight);
    product += weight;
    shared += mean;
    rarest = Math.max(rarest, mean);
  }
  const norms = a.norm * b.norm;
  return { cosine: norms === 0 ? 0 : product / norms, shared, rarest };
}

function firstNotBelow(keys: Uint32Array, key: number, from: number): number {
  let index = from;
  while (index < keys.length && (keys[index] ?? 0) < key) index += 1;
  return index;
}
