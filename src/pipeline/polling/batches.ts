import { setTimeout as sleep } from 'node:timers/promises';

interface Waiting<Given, Result> {
  readonly given: Given;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

interface BatchOptions {
  /** How long to wait for company before each batch; none unless given. */
  readonly gatherMs?: number;
  readonly most: number;
}

/**
 * Lets things of one kind be asked together: whatever is asked while a batch is under way makes up the next one, so that
 * the busier it is, the fewer questions each thing costs. What fails, fails for its whole batch.
 * @param ask asks for a batch, and returns how the result of each of its things is found
 */
export function inBatches<Given, Result>(
  ask: (batch: readonly Given[]) => Promise<(given: Given) => Result>,
  { gatherMs, most }: BatchOptions,
): (given: Given) => Promise<Result> {
  let waiting: Waiting<Given, Result>[] = [];
  let isAsking = false;

  async function askAll(): Promise<void> {
    while (waiting.length > 0) {
      if (gatherMs !== undefined) await sleep(gatherMs);
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const resultOf = await ask(batch.map(({ given }) => given));
        for (const { given, resolve } of batch) resolve(resultOf(given));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isAsking = false;
  }

  return (given) =>
    new Promise((resolve, reject) => {
      waiting.push({ given, resolve, reject });
      if (isAsking) return;
      isAsking = true;
      void askAll();
    });
}
