import { readDocument, type Reading } from './read-document.ts';
import { toWire, type ReadWire } from './read-wire.ts';

export interface ReadTask extends Reading {
  /** Shared with the thread that waits: the worker writes here when it begins, in epoch milliseconds. */
  readonly startedAt: Float64Array;
}

/** What a worker thread does: reads one document and returns it in pieces. */
export async function readInWorker({ startedAt, ...reading }: ReadTask): Promise<ReadWire> {
  startedAt[0] = Date.now();
  return toWire(await readDocument(reading));
}
