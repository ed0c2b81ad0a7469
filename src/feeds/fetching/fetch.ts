import { Agent } from 'undici';
import type { PollOutcome } from '../../core/types.ts';
import { parseAllowedAddresses } from './address.ts';
import { guardedConnector, type Resolve } from './connect.ts';
import { HostGate, steadyClock, type Clock, type HostSharing } from './host-gate.ts';
import { nameServers } from './name-servers.ts';
import { visit, type FetchLimits, type FetchRequest } from './visit.ts';

export interface FetcherOptions {
  readonly limits?: Partial<FetchLimits>;
  /** Says who asks and where complaints go: `vigia/1.0 (+https://example.org/contact)`. */
  readonly userAgent: string;
  /** Private networks whose feeds may be read, as `10.0.0.0/8`. */
  readonly allowedAddresses?: readonly string[];
  readonly resolve?: Resolve;
  /** Between two requests to one host; a second unless told otherwise. */
  readonly spacingMs?: number;
  /** Requests under way at once, over all hosts. */
  readonly concurrency?: number;
  readonly clock?: Clock;
  /** How hosts are shared with other processes, where there are any. */
  readonly sharing?: HostSharing | undefined;
}

export interface Fetcher extends AsyncDisposable {
  /** Visits a feed. Never rejects: whatever goes wrong is an outcome. `now` reads the dates in the answer's headers. */
  readonly fetch: (request: FetchRequest, now: Date) => Promise<PollOutcome>;
}

const DEFAULT_LIMITS: FetchLimits = {
  connectMs: 10_000,
  headersMs: 15_000,
  totalMs: 30_000,
  maxRedirects: 5,
  maxBytes: 15 * 1024 * 1024,
  maxRatio: 100,
};
const DEFAULT_SPACING_MS = 1_000;
const DEFAULT_CONCURRENCY = 128;
/** A turn further away than this is left to a later tick; a host's own pause is the usual reason. */
const MAX_WAIT_FOR_TURN_MS = 120_000;
/** Hosts differ from one poll to the next: an idle connection serves the next feed of the same host, no longer. */
const KEEP_ALIVE_MS = 4_000;
/** Some publishers send more than Node's 16 KB, in policies nobody reads. */
const MAX_HEADER_BYTES = 64 * 1024;

/** Opens the way out to the web; closing it ends every visit under way, which then comes back as deferred. */
export function openFetcher(options: FetcherOptions): Fetcher {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const clock = options.clock ?? steadyClock;
  const agent = new Agent({
    connections: 1,
    connect: guardedConnector({
      resolve: options.resolve ?? nameServers(limits.connectMs),
      allowed: parseAllowedAddresses(options.allowedAddresses ?? []),
      connectMs: limits.connectMs,
    }),
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    // Every time limit is kept by the exchange itself, to the millisecond.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const gate = new HostGate({
    spacingMs: options.spacingMs ?? DEFAULT_SPACING_MS,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    maxWaitMs: MAX_WAIT_FOR_TURN_MS,
    clock,
    sharing: options.sharing,
  });
  const underWay = new Set<Promise<PollOutcome>>();
  const tools = { agent, gate, limits, clock, userAgent: options.userAgent };
  return {
    async fetch(request, now) {
      const visiting = visit(tools, request, now);
      underWay.add(visiting);
      try {
        const outcome = await visiting;
        return gate.isStopping && outcome.kind === 'failed' ? { kind: 'deferred', until: now } : outcome;
      } finally {
        underWay.delete(visiting);
      }
    },
    async [Symbol.asyncDispose]() {
      gate[Symbol.dispose]();
      await agent.destroy();
      await Promise.allSettled(underWay);
    },
  };
}
