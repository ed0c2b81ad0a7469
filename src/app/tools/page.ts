import type { Settings } from '../../config/settings.ts';
import { openFetcher } from '../../feeds/fetching/fetch.ts';
import { fetchPage, type PageOutcome } from '../../feeds/finding/page.ts';
import { userAgentOf } from '../user-agent.ts';

/** Visits one page as feeds are visited: politely, and never at a private address that is not allowed. */
export async function visitPage(address: string, settings: Settings): Promise<PageOutcome> {
  await using fetcher = openFetcher({
    userAgent: userAgentOf(settings),
    allowedAddresses: settings.allowedAddresses,
  });
  return await fetchPage(address, fetcher, new Date());
}
