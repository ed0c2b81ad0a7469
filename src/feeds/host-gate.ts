import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterAnswer, FRESH_HOST, type HostAnswer, type HostPace } from '../core/host-pace.ts';

/** Milliseconds that never run backwards, and a way to wait for them that ends early when the signal does. */
export interface Clock {
  readonly nowMs: () => number;
  readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

export interface HostGateOptions {
  /** Between the end of one request to a host and the start of the next. */
  readonly spacingMs: number;
  /** Requests under way at once, over all hosts. */
  readonly concurrency: number;
  /** A turn further away than this is not waited for. */
  readonly maxWaitMs: number;
  readonly clock: Clock;
}

/** A turn to send one request, or how far away the turn is when that is too far to wait. */
export type Turn =
  | { readonly kind: 'turn'; readonly end: (answer: HostAnswer) => void }
  | { readonly kind: 'paused'; readonly delayMs: number };

interface Host {
  pace: HostPace;
  taken: boolean;
  readonly waiting: (() => void)[];
}

/** Real time. */
export const steadyClock: Clock = {
  nowMs: () => performance.now(),
  sleep: async (delayMs, signal) => {
    await sleepFor(delayMs, undefined, { signal });
  },
};

const FORGET_HOSTS_ABOVE = 1_000;

/**
 * Lets one request at a time through to each host, with a pause between two, first come first served. Whoever waits
 * for a host holds no place of the overall number, so that a host which hangs delays its own feeds alone.
 */
export class HostGate implements Disposable {
  readonly #options: HostGateOptions;
  readonly #hosts = new Map<string, Host>();
  readonly #stopping = new AbortController();
  readonly #waitingForPlace: (() => void)[] = [];
  #places: number;
  #forgetAbove = FORGET_HOSTS_ABOVE;

  constructor(options: HostGateOptions) {
    this.#options = options;
    this.#places = options.concurrency;
  }

  /** Whether the gate has been closed for good. */
  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Waits for the host's turn. The turn must be ended, whatever became of the request. */
  async enter(hostname: string): Promise<Turn> {
    const host = this.#findHost(hostname);
    if (this.#delayMs(host) > this.#options.maxWaitMs) return this.#paused(host);
    await this.#take(host);
    const delayMs = this.#delayMs(host);
    if (this.isStopping || delayMs > this.#options.maxWaitMs) {
      this.#release(host);
      return this.#paused(host);
    }
    if (delayMs > 0) await this.#rest(delayMs);
    await this.#takePlace();
    return {
      kind: 'turn',
      end: (answer) => {
        const { clock, spacingMs } = this.#options;
        host.pace = afterAnswer(host.pace, answer, clock.nowMs(), spacingMs);
        this.#releasePlace();
        this.#release(host);
      },
    };
  }

  /** Sends everyone who waits away. */
  [Symbol.dispose](): void {
    this.#stopping.abort();
    for (const { waiting } of this.#hosts.values()) for (const proceed of waiting.splice(0)) proceed();
    for (const proceed of this.#waitingForPlace.splice(0)) proceed();
  }

  #findHost(hostname: string): Host {
    const known = this.#hosts.get(hostname);
    if (known !== undefined) return known;
    if (this.#hosts.size >= this.#forgetAbove) this.#forgetRestedHosts();
    const host: Host = { pace: FRESH_HOST, taken: false, waiting: [] };
    this.#hosts.set(hostname, host);
    return host;
  }

  /** A host whose pause is over is as good as one never visited. The bound grows, so that this stays rare. */
  #forgetRestedHosts(): void {
    for (const [hostname, host] of this.#hosts) {
      if (!host.taken && this.#delayMs(host) <= 0 && host.pace.limited.length === 0)
        this.#hosts.delete(hostname);
    }
    this.#forgetAbove = Math.max(FORGET_HOSTS_ABOVE, 2 * this.#hosts.size);
  }

  #delayMs(host: Host): number {
    return host.pace.dueAtMs - this.#options.clock.nowMs();
  }

  #paused(host: Host): Turn {
    return { kind: 'paused', delayMs: Math.max(0, this.#delayMs(host)) };
  }

  async #take(host: Host): Promise<void> {
    if (host.taken) await new Promise<void>((proceed) => host.waiting.push(proceed));
    host.taken = true;
  }

  /** Hands the host to the next in line; it stays taken meanwhile, so that no newcomer slips in between. */
  #release(host: Host): void {
    const next = host.waiting.shift();
    if (next === undefined) host.taken = false;
    else next();
  }

  async #rest(delayMs: number): Promise<void> {
    const { signal } = this.#stopping;
    await this.#options.clock.sleep(delayMs, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  async #takePlace(): Promise<void> {
    if (this.#places > 0) this.#places -= 1;
    else await new Promise<void>((proceed) => this.#waitingForPlace.push(proceed));
  }

  #releasePlace(): void {
    const next = this.#waitingForPlace.shift();
    if (next === undefined) this.#places += 1;
    else next();
  }
}
