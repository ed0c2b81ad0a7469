/** What a table holds, in a form that two databases can be compared by. */
export interface TableProof {
  readonly table: string;
  readonly rows: number;
  /** The SHA-256 of each row, added up bit by bit: the same in whatever order an engine sorts its rows. */
  readonly digest: string;
}

/** Thrown for a file of a database that cannot be proved to be what was written. */
export class NotWhole extends Error {
  override readonly name = 'NotWhole';
}
