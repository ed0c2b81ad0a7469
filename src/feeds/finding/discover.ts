import { decodeBody } from '../reading/decode.ts';
import { findFeedsByRule, findLinkedFeeds, listWellKnownFeeds, type FeedLink } from './feed-links.ts';
import type { Fetcher } from '../fetching/fetch.ts';
import type { PollOutcome } from '../../core/types.ts';

/** The feeds behind an address, the likeliest first, or in plain words why there are none. */
export type Discovery =
  | { readonly kind: 'found'; readonly feeds: readonly FeedLink[] }
  | { readonly kind: 'none'; readonly detail: string };

type Fetched = Extract<PollOutcome, { readonly kind: 'fetched' }>;

/** A page's head ends long before this. */
const MAX_PAGE_CHARACTERS = 1_000_000;
const ROOT_BEFORE = 4_000;
const FEED_ROOT = /<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]/i;
const PAGE_ROOT = /<(?:!doctype\s+html|html)[\s>]/i;
const JSON_FEED = /^\s*\{[\s\S]*jsonfeed\.org\/version/;

/**
 * Finds the feeds behind an address: the address itself if it is one, what its site is known to have, what its page
 * links, else the first of the well-known paths that answers with a feed of its own accord. A feed found by a rule or a
 * link has not been visited yet.
 */
export async function discoverFeeds(address: string, fetcher: Fetcher, now: Date): Promise<Discovery> {
  const page = await fetcher.fetch({ url: address, conditional: false }, now);
  const ruled = findFeedsByRule(address);
  if (page.kind === 'fetched') {
    if (isFeed(page)) return { kind: 'found', feeds: [{ url: page.movedTo ?? address }] };
    const html = decodeBody(page.body, page.contentType).slice(0, MAX_PAGE_CHARACTERS);
    const linked = findLinkedFeeds(html, page.url);
    if (linked.length + ruled.length > 0) return { kind: 'found', feeds: [...ruled, ...linked] };
    return await tryWellKnown(page.url, fetcher, now);
  }
  if (ruled.length > 0) return { kind: 'found', feeds: ruled };
  return { kind: 'none', detail: page.kind === 'failed' ? page.detail : 'the host asks for a pause' };
}

async function tryWellKnown(pageUrl: string, fetcher: Fetcher, now: Date): Promise<Discovery> {
  for (const url of listWellKnownFeeds(pageUrl)) {
    // One after the other: they are all on one host, and the first that is a feed will do. A site that sends every
    // unknown path to its front page is not to lead us there nine times.
    const outcome = await fetcher.fetch({ url, conditional: false, maxRedirects: 0 }, now);
    if (outcome.kind === 'fetched' && isFeed(outcome)) return { kind: 'found', feeds: [{ url }] };
  }
  return { kind: 'none', detail: 'the page links no feed, and there is none at the usual paths' };
}

function isFeed({ body, contentType }: Fetched): boolean {
  const start = decodeBody(body.subarray(0, ROOT_BEFORE), contentType);
  return JSON_FEED.test(start) || (FEED_ROOT.test(start) && !PAGE_ROOT.test(start));
}
