import type { TableProof } from '../core/proof.ts';

/** Lays out what tables hold: rows, name, and the first figures of the digest. */
export const proofLines = (proofs: readonly TableProof[]): string[] =>
  proofs.map(
    ({ table, rows, digest }) => `${String(rows).padStart(9)}  ${table.padEnd(16)} ${digest.slice(0, 12)}`,
  );
