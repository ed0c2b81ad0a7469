import type { PollEvent, PollState } from '../../core/polling/poll-state.ts';
import { validatorsOf } from '../../core/polling/poll-validators.ts';
import {
  chooseSitemaps,
  dueSitemaps,
  type SitemapState,
  type SitemapVisit,
} from '../../core/polling/sitemaps.ts';
import type { Entry, FailureReason, FeedDocument, PollOutcome, SitemapLink } from '../../core/types.ts';
import type { Fetch, Read } from './visiting.ts';

type Unchanged = Extract<PollEvent, { readonly kind: 'unchanged' }>;
type Fetched = Extract<PollOutcome, { readonly kind: 'fetched' }>;
type Failed = Extract<PollOutcome, { readonly kind: 'failed' }>;
type Deferred = Extract<PollOutcome, { readonly kind: 'deferred' }>;

/** An index of sitemaps that answered, and those of its sitemaps that are worth following. */
export interface SitemapIndex extends Omit<Unchanged, 'kind' | 'bodyHash'> {
  readonly bodyHash: string;
  readonly chosen: readonly SitemapLink[];
}

/** What following an index came to: the entries of the sitemaps that have changed, or why there is nothing at all. */
export type Followed =
  | {
      readonly kind: 'followed';
      readonly entries: readonly Entry[];
      readonly sitemaps: readonly SitemapState[];
      /** The index and its sitemaps together. */
      readonly tookMs: number;
      readonly counts: { readonly visits: number; readonly changed: number; readonly failed: number };
    }
  | Failed
  /** The turn of one of them did not come: all of it is for later. */
  | Deferred;

export interface FollowDeps {
  readonly fetch: Fetch;
  readonly read: Read;
  readonly now: () => Date;
}

/** What a feed of which nothing is known remembers. */
const NOTHING: Pick<PollState, 'sitemaps' | 'lastSuccessAt'> = {};
/** Google's limit for a news sitemap; what is beyond it is an archive. */
const MAX_ENTRIES = 1_000;

/**
 * Visits the sitemaps of an index that may have changed, one after the other, since they share a host, and reads those
 * that have. An index among them is not followed: a list of lists is endless. One that fails costs nothing but its
 * own entries until the next poll, unless all of them do.
 */
export async function followSitemaps(
  deps: FollowDeps,
  { chosen, tookMs }: Pick<SitemapIndex, 'chosen' | 'tookMs'>,
  { sitemaps: known = [], lastSuccessAt }: Pick<PollState, 'sitemaps' | 'lastSuccessAt'> = NOTHING,
): Promise<Followed> {
  const visits: Visited[] = [];
  for (const visit of dueSitemaps(chosen, known, deps.now())) {
    const visited = await visitSitemap(deps, visit, known.length === 0 ? undefined : lastSuccessAt);
    if ('until' in visited) return visited;
    visits.push(visited);
  }
  const visited = new Map(visits.flatMap(({ state }) => (state === undefined ? [] : [[state.url, state]])));
  const sitemaps = chosen.flatMap(
    ({ url }) => visited.get(url) ?? known.find((sitemap) => sitemap.url === url) ?? [],
  );
  const failed = visits.flatMap(({ failure }) => failure ?? []);
  const [failure] = failed;
  if (failure !== undefined && failed.length === chosen.length) return failure;
  const changed = visits.filter(({ entries }) => entries !== undefined);
  return {
    kind: 'followed',
    entries: changed.flatMap(({ entries = [] }) => entries),
    sitemaps,
    tookMs: visits.reduce((sum, visit) => sum + visit.tookMs, tookMs),
    counts: { visits: visits.length, changed: changed.length, failed: failed.length },
  };
}

/** Returns a document that is tried once as it would be polled: an index with the entries behind it. */
export async function withSitemaps(
  deps: FollowDeps,
  document: FeedDocument,
  url: string,
): Promise<{ readonly kind: 'whole'; readonly document: FeedDocument } | Failed> {
  if (document.sitemaps === undefined) return { kind: 'whole', document };
  const chosen = chooseSitemaps(url, document.sitemaps);
  const followed = await followSitemaps(deps, { chosen, tookMs: 0 });
  if (followed.kind === 'deferred') return failedWith('http', 'the host asks for a pause');
  if (followed.kind === 'failed') return followed;
  return { kind: 'whole', document: { ...document, entries: followed.entries } };
}

/**
 * Returns the index that a feed's document was when it was last read, when the document is still the same: sitemaps of
 * which it gives no date may have changed all the same. Undefined for every other feed.
 */
export function toUnchangedIndex(state: PollState, event: PollEvent): SitemapIndex | undefined {
  const { sitemaps = [], bodyHash = '', probeEtag, probeLastModified } = state;
  if (sitemaps.length === 0 || (event.kind !== 'unchanged' && event.kind !== 'not-modified'))
    return undefined;
  // What a probe finds out about the index comes first; its sitemaps can wait for one poll.
  if ((probeEtag ?? probeLastModified) !== undefined) return undefined;
  return { validators: validatorsOf(state), conditional: true, ...event, bodyHash, chosen: sitemaps };
}

/** What one visit came to. */
interface Visited {
  readonly state?: SitemapState;
  /** Set when the sitemap has changed. */
  readonly entries?: readonly Entry[];
  readonly failure?: Failed;
  readonly tookMs: number;
}

async function visitSitemap(
  deps: FollowDeps,
  visit: SitemapVisit,
  since: Date | undefined,
): Promise<Visited | Deferred> {
  const { link, known, validators, conditional } = visit;
  const now = deps.now();
  const outcome = await deps.fetch({ url: link.url, validators, conditional }, now);
  switch (outcome.kind) {
    case 'deferred':
      return outcome;
    case 'failed':
      return lost(visit, outcome, since);
    case 'not-modified': {
      const { tookMs } = outcome;
      return known === undefined ? { tookMs } : { state: { ...known, ...link }, tookMs };
    }
    case 'fetched':
      return await takeIn(deps, visit, outcome, known === undefined ? since : known.since);
  }
}

/** Reads a sitemap, unless its body is the one that was read before. */
async function takeIn(
  { read, now }: FollowDeps,
  visit: SitemapVisit,
  { body, url, contentType, bodyHash, tookMs, ...outcome }: Fetched,
  since: Date | undefined,
): Promise<Visited> {
  const { link, known } = visit;
  const lastFullGetAt = outcome.conditional ? known?.lastFullGetAt : now();
  const { validators } = outcome;
  const kept = { ...link, validators, bodyHash, lastFullGetAt, since };
  if (known?.bodyHash === bodyHash) return { state: { ...known, ...kept }, tookMs };
  const reading = await read({ body, url, contentType, preferredReader: 'tolerant' });
  if (reading.kind === 'unreadable') return lost(visit, failedWith('unreadable', reading.reason), since);
  if (reading.document.sitemaps !== undefined) return lost(visit, failedWith('unreadable', NESTED), since);
  const entries = toNews(reading.document, since);
  return { state: { ...kept, entries: entries.length }, entries, tookMs };
}

/** A sitemap that failed is remembered without its date, so that it counts as changed until it has been read. */
function lost({ link, known }: SitemapVisit, failure: Failed, since: Date | undefined): Visited {
  const { changed: _, ...state } = known ?? { url: link.url, validators: {}, entries: 0, since };
  return { state, failure, tookMs: 0 };
}

const NESTED = 'It is an index of sitemaps within another one.';
const failedWith = (reason: FailureReason, detail: string): Failed => ({ kind: 'failed', reason, detail });

/** Pages without a title say nothing that could be judged. */
function toNews({ entries }: FeedDocument, since: Date | undefined): readonly Entry[] {
  const isLate = ({ published }: Entry): boolean =>
    since !== undefined && published !== undefined && published < since;
  return entries.filter((entry) => entry.title !== '' && !isLate(entry)).slice(0, MAX_ENTRIES);
}
