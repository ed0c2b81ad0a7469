import type { Configuration } from '../../config/configuration.ts';
import type { Settings } from '../../config/settings.ts';
import { assess } from '../../core/relevance/score.ts';
import { discoverFeeds } from '../../feeds/finding/discover.ts';
import { openFetcher } from '../../feeds/fetching/fetch.ts';
import { openReader } from '../../feeds/reading/read.ts';
import { findFeed, type FeedSearch, type FindFeedDeps } from '../../pipeline/polling/find-feed.ts';
import { createJudge } from '../scorer.ts';
import { userAgentOf } from '../user-agent.ts';

export type { FeedSearch, FoundFeed } from '../../pipeline/polling/find-feed.ts';

/** Finds the feed behind each address and tries it, in the order of the addresses. */
export async function findFeeds(
  { settings, configuration }: { readonly settings: Settings; readonly configuration: Configuration },
  addresses: readonly string[],
): Promise<FeedSearch[]> {
  await using fetcher = openFetcher({
    userAgent: userAgentOf(settings),
    allowedAddresses: settings.allowedAddresses,
  });
  await using reader = openReader();
  const judge = createJudge(configuration);
  const deps: FindFeedDeps = {
    discover: (address, now) => discoverFeeds(address, fetcher, now),
    fetch: (request, now) => fetcher.fetch(request, now),
    read: (reading) => reader.read(reading),
    judge: (entry) => assess(entry, judge),
  };
  return await Promise.all(addresses.map((address) => findFeed(deps, address, new Date())));
}
