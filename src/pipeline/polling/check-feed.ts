import type { Feed } from '../../core/subject.ts';
import type { Fetch, Read } from './visiting.ts';
import { withSitemaps } from './sitemaps.ts';

/** What one try of a configured feed came to. */
export interface FeedCheck {
  readonly feed: Feed;
  readonly isWorking: boolean;
  /** Absent when nothing could be read. */
  readonly entries?: number;
  readonly newest?: Date;
  /** In plain words. */
  readonly result: string;
}

/** Tries a feed once, without keeping anything. */
export async function checkFeed(
  feed: Feed,
  { fetch, read, now }: { readonly fetch: Fetch; readonly read: Read; readonly now: Date },
): Promise<FeedCheck> {
  const outcome = await fetch({ url: feed.url, validators: {}, conditional: false }, now);
  if (outcome.kind !== 'fetched') {
    const result = outcome.kind === 'failed' ? outcome.detail : 'the host asks for a pause';
    return { feed, isWorking: false, result };
  }
  const reading = await read({ body: outcome.body, url: outcome.url, contentType: outcome.contentType });
  if (reading.kind === 'unreadable') return { feed, isWorking: false, result: reading.reason };
  const whole = await withSitemaps({ fetch, read, now: () => now }, reading.document, outcome.url);
  if (whole.kind === 'failed') return { feed, isWorking: false, result: whole.detail };
  const { entries } = whole.document;
  const dates = entries.flatMap(({ published }) => published ?? []);
  return {
    feed,
    isWorking: entries.length > 0,
    entries: entries.length,
    ...(dates.length === 0 ? {} : { newest: dates.reduce((last, date) => (date > last ? date : last)) }),
    result: describe(entries.length, outcome.movedTo),
  };
}

function describe(entries: number, movedTo: string | undefined): string {
  if (entries === 0) return 'it has no entries';
  return movedTo === undefined ? 'ok' : `ok, moved to ${movedTo}`;
}
