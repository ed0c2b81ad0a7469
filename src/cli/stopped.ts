import { once } from 'node:events';

/** Resolves when the program is asked to stop, by a signal or from within. */
export async function stopped(signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const asked = ['SIGINT', 'SIGTERM'].map((name) => once(process, name, { signal: done.signal }));
  const fatal = signal.aborted ? Promise.resolve([]) : once(signal, 'abort', { signal: done.signal });
  await Promise.race([...asked, fatal]);
  done.abort();
  await Promise.allSettled([...asked, fatal]);
}
