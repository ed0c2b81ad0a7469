/* What processes that work on one database tell each other, in rows as in tables.ts. */

/** How a host is to be treated by all processes together. */
export interface HostRow {
  readonly name: string;
  /** When it may be asked again. */
  readonly due_at: number;
  /** JSON of core's HostPace: the addresses that it asked to leave alone. */
  readonly limited: string;
  /** Which process asks it now, and until when that holds; null when nobody does. */
  readonly lease_owner: string | null;
  readonly lease_until: number | null;
}

/** What one process does at a time, for all that work on the database. */
export interface LeaseRow {
  readonly name: string;
  readonly owner: string;
  readonly until: number;
}
