/** The clock of the server that answers, as its answers tell it. */
export interface ServerClock {
  /**
   * Takes note of the time that an answer gives, in the form of HTTP. Where something on the way takes it out of all
   * answers, this machine's own is the best there is.
   */
  readonly hear: (date: string | null) => void;
  /** The server's time, a second or two behind; undefined until an answer has told it. */
  readonly now: () => Date | undefined;
}

/**
 * Opens the clock. Between two answers it goes on with what counts elapsed time, so that nobody who sets this
 * machine's clock moves it.
 * @param elapsedMs counts elapsed time
 * @param ownMs tells the time of this machine
 */
export function createServerClock(elapsedMs: () => number, ownMs: () => number): ServerClock {
  let last: { readonly serverMs: number; readonly elapsedMs: number } | undefined;
  return {
    hear(date) {
      const serverMs = date === null ? Number.NaN : Date.parse(date);
      if (!Number.isNaN(serverMs)) last = { serverMs, elapsedMs: elapsedMs() };
      last ??= { serverMs: ownMs(), elapsedMs: elapsedMs() };
    },
    now: () => (last === undefined ? undefined : new Date(last.serverMs + elapsedMs() - last.elapsedMs)),
  };
}
