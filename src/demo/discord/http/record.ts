import type { Fault } from '../faults.ts';
import type { Json } from '../json.ts';

/** One request of the bot with its answer, kept for the tests. */
export interface RequestRecord {
  readonly at: Date;
  readonly method: string;
  /** Without `/api/v10`, with the query. */
  readonly path: string;
  /** As in Discord's OpenAPI document; undefined for a route that this Discord does not know. */
  readonly route: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly filenames: readonly string[];
  /** 0 until it is answered, and for ever when a fault lost the answer before anything was done. */
  status: number;
  answer: Json | undefined;
  fault: Fault | undefined;
}
