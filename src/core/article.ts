import { truncate } from './text/plain-text.ts';
import { splitSentences } from './text/sentences.ts';
import { toStorable } from './text/storable-text.ts';
import type { Feed } from './subject.ts';
import type { Entry, Language, Outlet } from './types.ts';
import { isWebUrl, withoutTracking } from './url.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Clocks differ; a date further ahead than this is a mistake or a trick. */
const MAX_AHEAD_MS = 10 * MINUTE_MS;
const MAX_TITLE_LENGTH = 500;
const MAX_TEXT_LENGTH = 8_000;
/** How much of its text stands in for a title that an entry does not have. */
const MADE_TITLE_LENGTH = 120;

/** An entry cleaned for judging and showing, before it has an identity in the database. */
export interface CleanEntry {
  /** The publisher's own address, to be followed; what articles are recognised by is the canonical one. */
  readonly url?: string;
  readonly title: string;
  readonly text: string;
  /** What the feed or the entry declares, as a hint for detection. */
  readonly languageHint: Language;
  readonly outlet: Outlet;
  /** Absent when the feed gave no date. A date in the future reads as `now`. */
  readonly published?: Date;
  readonly dateInFuture: boolean;
}

/** Finds the configured outlet of a name or address, for entries that an aggregator passes on. */
export type FindOutlet = (source: { readonly name: string; readonly url?: string }) => Outlet | undefined;

/** Aggregators name the publisher: one that a configured feed has is known, with its kind. */
export function createFindOutlet(feeds: readonly Feed[]): FindOutlet {
  const byName = new Map(feeds.map(({ outlet }) => [outlet.name.toLowerCase(), outlet]));
  return ({ name }) => byName.get(name.toLowerCase());
}

/** Cleans one entry of a feed. */
export function toCleanEntry(
  entry: Entry,
  feed: Feed,
  context: { readonly now: Date; readonly findOutlet: FindOutlet },
): CleanEntry {
  const outlet = outletOf(entry, feed, context.findOutlet);
  const date = entry.published ?? entry.updated;
  const dateInFuture = date !== undefined && date.getTime() > context.now.getTime() + MAX_AHEAD_MS;
  return {
    ...(entry.link !== undefined && isWebUrl(entry.link) ? { url: withoutTracking(entry.link) } : {}),
    title: toTitle(entry, outlet.name),
    text: cut(toStorable(entry.text), MAX_TEXT_LENGTH),
    languageHint: entry.language ?? feed.language,
    outlet,
    ...(date === undefined ? {} : { published: dateInFuture ? context.now : date }),
    dateInFuture,
  };
}

/** Tells whether an entry is no news any more: published longer before `now` than a story stays open. */
export function isTooOld(published: Date | undefined, now: Date, windowDays: number): boolean {
  return published !== undefined && now.getTime() - published.getTime() > windowDays * DAY_MS;
}

/** An aggregator passes on what others publish: whom it names is the outlet, of unknown kind unless configured. */
function outletOf({ source }: Entry, { outlet }: Feed, findOutlet: FindOutlet): Outlet {
  if (source === undefined || outlet.kind !== 'aggregator') return outlet;
  return findOutlet(source) ?? { name: toStorable(source.name), kind: 'unknown' };
}

/** Short posts have no title: their first sentence is what a reader can be shown in its place. */
function toTitle({ title, text, source }: Entry, outlet: string): string {
  const given = withoutOutlet(toStorable(title), source?.name ?? outlet);
  if (given !== '') return cut(given, MAX_TITLE_LENGTH);
  const [first] = splitSentences(toStorable(text.slice(0, MAX_TITLE_LENGTH)));
  return truncate(first?.text.replaceAll(/\s+/g, ' ') ?? '', MADE_TITLE_LENGTH);
}

const cut = (text: string, maxLength: number): string =>
  text.length <= maxLength ? text : truncate(text, maxLength);

/** Drops the publisher's name that aggregators and some outlets append to every title. */
function withoutOutlet(title: string, outlet: string): string {
  const cleaned = title.trim();
  for (const dash of [' - ', ' – ', ' — ', ' | ']) {
    const suffix = `${dash}${outlet}`;
    if (cleaned.length > suffix.length && cleaned.toLowerCase().endsWith(suffix.toLowerCase())) {
      return cleaned.slice(0, -suffix.length).trimEnd();
    }
  }
  return cleaned;
}
