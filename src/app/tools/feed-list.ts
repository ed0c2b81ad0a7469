import { readFile } from 'node:fs/promises';
import type { Configuration } from '../../config/configuration.ts';
import type { Settings } from '../../config/settings.ts';
import { toFeedHealth, type FeedHealth } from '../../core/polling/feed-health.ts';
import { initialPollState } from '../../core/polling/poll-state.ts';
import type { Feed } from '../../core/subject.ts';
import { listKnownFeeds } from '../../db/feeds/feeds.ts';
import { fromOpml, toOpml, type OpmlFeed } from '../../feeds/finding/opml.ts';
import { openStorage } from '../storage.ts';

export type { OpmlFeed } from '../../feeds/finding/opml.ts';

/** A configured feed and how it is doing. */
export interface ListedFeed {
  readonly feed: Feed;
  readonly health: FeedHealth;
  /** Where it is polled, if it has moved there for good. */
  readonly movedTo?: string;
}

/** Lists the configured feeds in their order with what polling knows of them; one never polled is new. */
export async function listFeeds(
  { settings, configuration }: { readonly settings: Settings; readonly configuration: Configuration },
  now: Date,
): Promise<ListedFeed[]> {
  const db = await openStorage(settings);
  try {
    const known = new Map((await listKnownFeeds(db)).map((polled) => [polled.id, polled]));
    return configuration.feeds.map((feed) => {
      const found = known.get(feed.id);
      const polled = found?.configuredUrl === feed.url ? found : undefined;
      return {
        feed,
        health: toFeedHealth(polled?.state ?? initialPollState(now), now),
        ...(polled === undefined || polled.url === feed.url ? {} : { movedTo: polled.url }),
      };
    });
  } finally {
    await db.destroy();
  }
}

/** Reads the feeds of a subscription list; undefined when there is no such file. */
export async function readOpml(path: string): Promise<readonly OpmlFeed[] | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : fromOpml(text);
}

/** Writes the configured feeds as a subscription list that other readers take in. */
export function writeOpml({ subject, feeds }: Configuration, now: Date): string {
  const outlines = feeds.map(({ url, outlet }) => ({ url, title: outlet.name }));
  return toOpml(`vigía: ${subject.name.en}`, outlines, now);
}
