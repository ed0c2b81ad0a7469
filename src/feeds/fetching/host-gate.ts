import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterAnswer, FRESH_HOST, type HostAnswer, type HostPace } from '../../core/polling/host-pace.ts';

/** Milliseconds that never run backwards, and a way to wait for them that ends early when the signal does. */
export interface Clock {
  readonly nowMs: () => number;
  readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** How hosts are shared with other processes. In delays, since another process's clock is not this one. Never rejects. */
export interface HostSharing {
  /** Takes a host whose turn has come; otherwise returns in how many milliseconds to ask again. */
  readonly take: (hostname: string) => Promise<number | undefined>;
  readonly give: (hostname: string, answer: HostAnswer, spacingMs: number) => Promise<void>;
}

export interface HostGateOptions {
  /** Between the end of one request to a host and the start of the next. */
  readonly spacingMs: number;
  /** Requests under way at once, over all hosts. */
  readonly concurrency: number;
  /** A turn further away than this is not waited for. */
  readonly maxWaitMs: number;
  readonly clock: Clock;
  /** Absent where no other process asks the same hosts. */
  readonly sharing?: HostSharing | undefined;
}

/** A turn to send one request, or how far away the turn is when that is too far to wait. */
export type Turn =
  | { readonly kind: 'turn'; readonly end: (answer: HostAnswer) => Promise<void> }
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

  /** How many hosts are remembered. */
  get size(): number {
    return this.#hosts.size;
  }

  /**
   * Waits for the host's turn, but not for ever: a host that answers slowly and has many feeds takes its time, and
   * nobody is to stand in line with an old claim. The turn must be ended, whatever became of the request.
   */
  async enter(hostname: string): Promise<Turn> {
    const host = this.#findHost(hostname);
    if (this.#expectedWaitMs(host) > this.#options.maxWaitMs) return this.#paused(host);
    const untilMs = this.#options.clock.nowMs() + this.#options.maxWaitMs;
    await this.#take(host);
    do {
      if (!this.#isTooLate(host, untilMs)) await this.#rest(host);
      if (!this.isStopping) await this.#takePlace();
      if (this.#isTooLate(host, untilMs)) {
        this.#releasePlace();
        this.#release(host);
        return this.#paused(host);
      }
    } while (!(await this.#isOurs(hostname, host)));
    return { kind: 'turn', end: (answer) => this.#end(hostname, host, answer) };
  }

  /** Sends everyone who waits away. */
  [Symbol.dispose](): void {
    this.#stopping.abort();
    for (const { waiting } of this.#hosts.values()) for (const proceed of waiting.splice(0)) proceed();
    for (const proceed of this.#waitingForPlace.splice(0)) proceed();
  }

  /** Asks for the host among all processes. While another one has it, the place is free for other hosts. */
  async #isOurs(hostname: string, host: Host): Promise<boolean> {
    const delayMs = await this.#options.sharing?.take(hostname);
    if (delayMs === undefined) return true;
    host.pace = { ...host.pace, dueAtMs: this.#options.clock.nowMs() + delayMs };
    this.#releasePlace();
    return false;
  }

  async #end(hostname: string, host: Host, answer: HostAnswer): Promise<void> {
    const { clock, spacingMs, sharing } = this.#options;
    host.pace = afterAnswer(host.pace, answer, clock.nowMs(), spacingMs);
    this.#releasePlace();
    // Given back before the next in line asks for it: a host is taken once at a time.
    if (sharing !== undefined) await sharing.give(hostname, answer, spacingMs);
    this.#release(host);
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
    const nowMs = this.#options.clock.nowMs();
    for (const [hostname, { taken, pace }] of this.#hosts) {
      const isLimited = pace.limited.some(({ untilMs }) => untilMs > nowMs);
      if (!taken && !isLimited && pace.dueAtMs <= nowMs) this.#hosts.delete(hostname);
    }
    this.#forgetAbove = Math.max(FORGET_HOSTS_ABOVE, 2 * this.#hosts.size);
  }

  #delayMs(host: Host): number {
    return host.pace.dueAtMs - this.#options.clock.nowMs();
  }

  #isTooLate(host: Host, untilMs: number): boolean {
    return this.isStopping || Math.max(this.#options.clock.nowMs(), host.pace.dueAtMs) > untilMs;
  }

  #expectedWaitMs(host: Host): number {
    return Math.max(0, this.#delayMs(host)) + host.waiting.length * this.#options.spacingMs;
  }

  #paused(host: Host): Turn {
    return { kind: 'paused', delayMs: this.#expectedWaitMs(host) };
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

  async #rest(host: Host): Promise<void> {
    const delayMs = this.#delayMs(host);
    if (delayMs <= 0) return;
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
