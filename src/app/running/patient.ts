import { setTimeout as sleep } from 'node:timers/promises';

/** Something was asked that has not been answered for too long. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Returns how something is asked that may never answer, such as a server that has vanished. The wait ends after
 * `patienceMs` with an error. What was asked goes on, and is not asked a second time meanwhile.
 */
export function patiently<Result>(ask: () => Promise<Result>, patienceMs: number): () => Promise<Result> {
  let underWay: Promise<Result> | undefined;
  return async () => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    const answered = new AbortController();
    const tooLate = sleep(patienceMs, undefined, { signal: answered.signal }).then(() => {
      throw new NoAnswer(`no answer within ${String(patienceMs)} ms`);
    });
    try {
      return await Promise.race([underWay, tooLate]);
    } finally {
      answered.abort();
    }
  };
}
