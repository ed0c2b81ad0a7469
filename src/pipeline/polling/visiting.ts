import type { PollOutcome, ReaderName, ReadOutcome, Validators } from '../../core/types.ts';

/** Visits an address. Never rejects. */
export type Fetch = (
  request: { readonly url: string; readonly validators: Validators; readonly conditional: boolean },
  now: Date,
) => Promise<PollOutcome>;

/** Reads a body. Never rejects. */
export type Read = (reading: {
  readonly body: Uint8Array;
  readonly url: string;
  readonly contentType?: string | undefined;
  readonly preferredReader?: ReaderName | undefined;
}) => Promise<ReadOutcome>;
