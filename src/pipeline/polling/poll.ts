import type { PollingPolicy } from '../../core/polling/poll-due.ts';
import type { PollEvent } from '../../core/polling/poll-state.ts';
import { pollRequest } from '../../core/polling/poll-validators.ts';
import { chooseSitemaps } from '../../core/polling/sitemaps.ts';
import { findOutageStart } from '../../core/polling/polling.ts';
import type { Feed } from '../../core/subject.ts';
import type { FeedDocument, PollOutcome } from '../../core/types.ts';
import { claimDueFeeds, savePoll, type PolledFeed } from '../../db/feeds/feeds.ts';
import type { Db } from '../../db/engine/open.ts';
import type { Log } from '../../log.ts';
import { watchNetwork } from './network.ts';
import { gatherPolls, type SavePoll } from './poll-saver.ts';
import { recordPoll } from './record-poll.ts';
import { followSitemaps, toUnchangedIndex, type SitemapIndex } from './sitemaps.ts';
import type { Fetch, Read } from './visiting.ts';

/**
 * How many polls may be under way. Most of them wait for their turn at a host, since the fetcher limits its requests
 * itself: the number must be larger than any one host has feeds.
 */
const CONCURRENCY = 4_000;
/** Longer than any poll can take, so that a claim runs out only when its process is gone. */
const LEASE_MS = 10 * 60_000;
/** When a document is tried again that could not be stored: the fault is ours, not its feed's. */
const STORE_AGAIN_MS = 60_000;

/** Takes a document in, with the poll that brought it, in one transaction. Returns how many entries were new. */
export type Ingest = (
  arrival: {
    readonly feed: Feed;
    readonly document: FeedDocument;
    readonly baseline: boolean;
    /** Since when entries have piled up, after an outage. */
    readonly missedSince?: Date | undefined;
    readonly now: Date;
  },
  record: (transaction: Db, fresh: number) => Promise<void>,
) => Promise<void>;

export interface PollDeps {
  readonly db: Db;
  /** The configured feeds by id. */
  readonly feeds: ReadonlyMap<string, Feed>;
  readonly owner: string;
  readonly policy: PollingPolicy;
  /** How many polls may be under way, waiting for their turn included. */
  readonly concurrency?: number;
  readonly fetch: Fetch;
  readonly read: Read;
  readonly ingest: Ingest;
  /** Told what each visit to a feed came to, before anything is made of it. */
  readonly onOutcome?: (outcome: PollOutcome) => void;
  readonly now: () => Date;
  /** A number in [0, 1), to spread the load. */
  readonly chance: () => number;
  readonly log: Log;
}

/** Visits feeds. Disposing of it waits for the visits under way. */
export interface Poller extends AsyncDisposable {
  /** Begins a visit to every feed that is due; does not wait for them. */
  readonly begin: () => Promise<void>;
  /** Resolves when no visit is under way any more. */
  readonly idle: () => Promise<void>;
}

/** Opens the poller. One bad feed costs its own poll only: whatever goes wrong is recorded as its state. */
export function openPoller(deps: PollDeps): Poller {
  const underWay = new Set<Promise<void>>();
  const visiting = {
    ...deps,
    noteOutcome: watchNetwork(deps.db, deps.now()),
    savePoll: gatherPolls(deps.db),
  };

  async function begin(): Promise<void> {
    const limit = (deps.concurrency ?? CONCURRENCY) - underWay.size;
    if (limit <= 0) return;
    const claimed = await claimDueFeeds(deps.db, {
      owner: deps.owner,
      now: deps.now(),
      leaseMs: LEASE_MS,
      limit,
    });
    for (const polled of claimed) {
      const visit = pollFeed(visiting, polled)
        .catch((error: unknown) => {
          deps.log.error({ err: error, feed: polled.id }, 'poll could not be recorded');
        })
        .finally(() => underWay.delete(visit));
      underWay.add(visit);
    }
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return { begin, idle, [Symbol.asyncDispose]: idle };
}

/** What all visits share. */
interface Visiting extends PollDeps {
  readonly noteOutcome: ReturnType<typeof watchNetwork>;
  readonly savePoll: SavePoll;
}

async function pollFeed(deps: Visiting, polled: PolledFeed): Promise<void> {
  const feed = deps.feeds.get(polled.id);
  if (feed === undefined) return;
  const request = pollRequest(polled.state, deps.now());
  const outcome = await deps.fetch({ url: polled.url, ...request }, deps.now());
  deps.onOutcome?.(outcome);
  await deps.noteOutcome(outcome, deps.now());
  if (outcome.kind === 'fetched' && outcome.bodyHash !== polled.state.bodyHash) {
    await takeIn(deps, feed, polled, outcome);
    return;
  }
  const event: PollEvent = outcome.kind === 'fetched' ? { ...outcome, kind: 'unchanged' } : outcome;
  const index = toUnchangedIndex(polled.state, event);
  await (index === undefined ? recordPoll(deps, polled, event) : takeInIndex(deps, feed, polled, index));
}

type Fetched = Extract<PollOutcome, { readonly kind: 'fetched' }>;

/** Reads a changed document and stores it together with the poll. */
async function takeIn(deps: Visiting, feed: Feed, polled: PolledFeed, fetched: Fetched): Promise<void> {
  const { body, url, contentType } = fetched;
  const outcome = await deps.read({ body, url, contentType, preferredReader: polled.reader });
  if (outcome.kind === 'unreadable') {
    await recordPoll(deps, polled, { kind: 'failed', reason: 'unreadable', detail: outcome.reason });
    return;
  }
  const { document } = outcome;
  const { sitemaps: links } = document;
  if (links === undefined)
    await store(deps, feed, polled, { document, toEvent: (fresh) => toReadEvent(fetched, document, fresh) });
  else await takeInIndex(deps, feed, polled, { ...fetched, chosen: chooseSitemaps(url, links) });
}

/** Follows an index's sitemaps and stores the entries of those that have changed, as one document. */
async function takeInIndex(
  deps: Visiting,
  feed: Feed,
  polled: PolledFeed,
  index: SitemapIndex,
): Promise<void> {
  const followed = await followSitemaps(deps, index, polled.state);
  if (followed.kind !== 'followed') {
    await recordPoll(deps, polled, followed);
    return;
  }
  const { entries, sitemaps, tookMs } = followed;
  deps.log.debug({ feed: polled.id, ...followed.counts, tookMs }, 'sitemaps followed');
  const event = { ...index, sitemaps, tookMs };
  if (entries.length === 0 && polled.state.baselineAt !== undefined) {
    await recordPoll(deps, polled, { ...event, kind: 'unchanged' });
    return;
  }
  const document: FeedDocument = { reader: 'tolerant', title: '', entries };
  const count = sitemaps.reduce((sum, sitemap) => sum + sitemap.entries, 0);
  await store(deps, feed, polled, {
    document,
    toEvent: (fresh) => ({ ...toReadEvent(event, document, fresh), entries: count }),
  });
}

/** Stores a document together with the poll, or nothing of either. */
async function store(
  deps: Visiting,
  feed: Feed,
  polled: PolledFeed,
  { document, toEvent }: { readonly document: FeedDocument; readonly toEvent: (fresh: number) => PollEvent },
): Promise<void> {
  const now = deps.now();
  const baseline = polled.state.baselineAt === undefined;
  const missedSince = baseline ? undefined : findOutageStart(polled.state, now);
  try {
    await deps.ingest({ feed, document, baseline, missedSince, now }, async (transaction, fresh) => {
      const inTransaction: SavePoll = (id, poll) => savePoll(transaction, id, poll);
      await recordPoll({ ...deps, savePoll: inTransaction }, polled, toEvent(fresh), document.reader);
    });
  } catch (error) {
    deps.log.error({ err: error, feed: polled.id }, 'entries could not be stored');
    const until = new Date(deps.now().getTime() + STORE_AGAIN_MS);
    await recordPoll(deps, polled, { kind: 'deferred', until });
  }
}

type ReadEvent = Extract<PollEvent, { readonly kind: 'read' }>;

const toReadEvent = (
  whole: Pick<ReadEvent, 'bodyHash' | 'validators' | 'conditional' | 'tookMs' | 'sitemaps'>,
  document: FeedDocument,
  fresh: number,
): ReadEvent => ({
  ...whole,
  kind: 'read',
  entries: document.entries.length,
  fresh,
  dates: document.entries.flatMap(({ published }) => published ?? []),
  ...(document.ttlMs === undefined ? {} : { ttlMs: document.ttlMs }),
  ...(document.skipHours === undefined ? {} : { skipHours: document.skipHours }),
  ...(document.skipDays === undefined ? {} : { skipDays: document.skipDays }),
});
