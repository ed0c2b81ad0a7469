import { Piscina } from 'piscina';
import type { ReadOutcome } from '../../core/types.ts';
import type { Reading } from './read-document.ts';
import type { ReadTask } from './read-worker.ts';
import { fromWire, type ReadWire } from './read-wire.ts';

/** Reads documents off the main thread. */
export interface FeedReader extends AsyncDisposable {
  /**
   * Reads one document. Never rejects: a document that is no feed, takes longer than the limit or needs more memory
   * than a worker has comes back as unreadable, with the reason in plain words.
   */
  read(reading: Reading): Promise<ReadOutcome>;
}

export interface ReaderOptions {
  /** How many documents are read at a time, each in a thread of its own. */
  readonly threads?: number;
  /** How long one reader may take for one document before its thread is ended. */
  readonly limitMs?: number;
}

/** A slash command must be answered within three seconds; reading must leave time for it. */
const LIMIT_MS = 2000;
/** A thread that nobody needs is given up after this time. */
const IDLE_MS = 5_000;
/** Reading gives way to the main thread where processors are few. */
const NICENESS = 10;
/** Enough for the largest body that is fetched (15 MB), not enough to hurt the process. */
const MEMORY = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 48 };

/** Opens a reader. Its threads start with the first documents, so that opening costs nothing. */
export function openReader({ threads = 2, limitMs = LIMIT_MS }: ReaderOptions = {}): FeedReader {
  const pool = new Piscina({
    filename: new URL('read-worker.ts', import.meta.url).href,
    name: 'readInWorker',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    resourceLimits: MEMORY,
    recordTiming: false,
    niceIncrement: NICENESS,
  });
  return {
    async read(reading) {
      const first = await attempt(pool, reading, limitMs);
      if (first.kind === 'done') return first.outcome;
      // Only rss-parser takes disproportionate time for a document; the tolerant reader may still read it.
      const second = await attempt(pool, { ...reading, preferredReader: 'tolerant' }, limitMs);
      return second.kind === 'done' ? second.outcome : { kind: 'unreadable', reason: second.reason };
    },
    async [Symbol.asyncDispose]() {
      await pool.destroy();
    },
  };
}

type Attempt =
  | { readonly kind: 'done'; readonly outcome: ReadOutcome }
  | { readonly kind: 'gave-up'; readonly reason: string };

async function attempt(pool: Piscina, reading: Reading, limitMs: number): Promise<Attempt> {
  const startedAt = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  // A view is sent with all the memory behind it, so a small view of a large buffer is copied first.
  const isWhole = reading.body.byteLength === reading.body.buffer.byteLength;
  const body = isWhole ? reading.body : new Uint8Array(reading.body);
  const task: ReadTask = { ...reading, body, startedAt };
  const controller = new AbortController();
  const limit = startLimit(controller, startedAt, limitMs);
  try {
    const wire: ReadWire = await pool.run(task, { signal: controller.signal });
    return { kind: 'done', outcome: await fromWire(wire) };
  } catch (error) {
    if (controller.signal.aborted)
      return { kind: 'gave-up', reason: `Reading it took longer than ${limitMs / 1000} seconds.` };
    return {
      kind: 'gave-up',
      reason: `It could not be read: ${error instanceof Error ? error.message : 'unknown'}.`,
    };
  } finally {
    limit[Symbol.dispose]();
  }
}

/** Aborts when the limit has passed since the worker began; time spent waiting for a thread does not count. */
function startLimit(controller: AbortController, startedAt: Float64Array, limitMs: number): Disposable {
  const check = (): void => {
    const started = startedAt[0] ?? 0;
    const left = started === 0 ? limitMs : started + limitMs - Date.now();
    if (left <= 0) controller.abort();
    else timer = setTimeout(check, left);
  };
  let timer = setTimeout(check, limitMs);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
