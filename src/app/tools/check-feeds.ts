import type { Settings } from '../../config/settings.ts';
import type { Feed } from '../../core/subject.ts';
import { openFetcher } from '../../feeds/fetching/fetch.ts';
import { openReader } from '../../feeds/reading/read.ts';
import { checkFeed, type FeedCheck } from '../../pipeline/polling/check-feed.ts';
import type { Fetch, Read } from '../../pipeline/polling/visiting.ts';
import { userAgentOf } from '../user-agent.ts';

/** Tries every feed once, in the order of the list. */
export async function checkFeeds({
  settings,
  feeds,
  onChecked,
}: {
  readonly settings: Settings;
  readonly feeds: readonly Feed[];
  /** Called after each one. */
  readonly onChecked: () => void;
}): Promise<FeedCheck[]> {
  await using fetcher = openFetcher({
    userAgent: userAgentOf(settings),
    allowedAddresses: settings.allowedAddresses,
  });
  await using reader = openReader();
  const fetch: Fetch = (request, now) => fetcher.fetch(request, now);
  const read: Read = (reading) => reader.read(reading);
  const check = async (feed: Feed): Promise<FeedCheck> => {
    const checked = await checkFeed(feed, { fetch, read, now: new Date() });
    onChecked();
    return checked;
  };
  return await Promise.all(feeds.map(check));
}
