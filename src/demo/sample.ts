import type { Language, Outlet, TopicId } from '../core/types.ts';
import { breakMarkup, writeFeed, type DatedEntry, type FeedFormat } from './feed-writers.ts';
import { readDay, readFeeds, type BEHAVIOURS, type EntryOfDay } from './sample-files.ts';

/** Where the sample's readers live, four hours behind UTC: the third day's digest is due in the demo's last minute. */
export const SAMPLE_ZONE = 'Etc/GMT+4';

/** How a feed's server conducts itself: `slow` answers late, `broken` serves malformed XML, `dead` HTTP 503. */
export type Behaviour = (typeof BEHAVIOURS)[number];

export interface SampleFeed {
  readonly id: string;
  readonly format: FeedFormat;
  readonly language: Language;
  readonly site: string;
  readonly outlet: Outlet;
  readonly behaviour: Behaviour;
}

/** What a careful reader says about an entry. Tests hold the demo's result against it. */
export interface SampleLabel {
  readonly relevant: boolean;
  readonly topics: readonly TopicId[];
  /** Names the event; entries with the same name report the same one. Absent when the entry is off the subject. */
  readonly story?: string;
}

/** A later version of an entry: other words, or nothing but a new date. */
export interface SampleRevision {
  /** Minutes from the start. */
  readonly at: number;
  readonly title?: string;
  readonly text?: string;
  /** Whether the entry is published again under this date. */
  readonly restamp: boolean;
}

export interface SampleEntry {
  readonly feedId: string;
  /** Minutes from the start; negative for what the feeds hold already when the demo begins. */
  readonly at: number;
  readonly guid: string;
  readonly link: string;
  readonly title: string;
  readonly text: string;
  readonly html?: string;
  readonly revisions: readonly SampleRevision[];
  readonly label: SampleLabel;
}

/** Invented feeds and what they publish over three simulated days. Dates are relative, so that it never ages. */
export interface Sample {
  readonly feeds: readonly SampleFeed[];
  /** In the order of their first publication. */
  readonly entries: readonly SampleEntry[];
}

/** How many entries a feed's document shows at most: the newest, as real feeds do. */
const SHOWN_ENTRIES = 20;
const MINUTES_A_DAY = 1440;
const DAYS = [0, 1, 2, 3] as const;

/** Reads the bundled sample. */
export function loadSample(): Sample {
  const feeds = readFeeds();
  const sites = new Map(feeds.map(({ id, site }) => [id, site]));
  const entries = DAYS.flatMap((day) =>
    readDay(day).entries.map((entry) => toSampleEntry(entry, day, sites.get(entry.feed))),
  );
  return { feeds, entries: entries.toSorted((one, other) => one.at - other.at) };
}

/**
 * Returns the document that a feed serves at a minute of the simulated time: its newest entries, newest first,
 * each in the version of that minute, dated from `start` (the moment of minute 0).
 */
export function feedAt(sample: Sample, feedId: string, minute: number, start: Date): string {
  const feed = sample.feeds.find(({ id }) => id === feedId);
  if (feed === undefined) throw new Error(`the sample has no feed ${feedId}`);
  const entries = sample.entries
    .filter((entry) => entry.feedId === feedId && entry.at <= minute)
    .map((entry) => versionAt(entry, minute, start))
    .toSorted((one, other) => other.published.getTime() - one.published.getTime())
    .slice(0, SHOWN_ENTRIES);
  const { site, language } = feed;
  const updated = new Date(Math.max(start.getTime(), ...entries.map((entry) => entry.updated.getTime())));
  const channel = { title: feed.outlet.name, description: 'An invented outlet.', site, language, updated };
  const document = writeFeed(feed.format, channel, entries);
  return feed.behaviour === 'broken' ? breakMarkup(document) : document;
}

function versionAt(entry: SampleEntry, minute: number, start: Date): DatedEntry {
  const { at, revisions, label: _label, feedId: _feedId, ...first } = entry;
  const past = revisions.filter((revision) => revision.at <= minute);
  const dateAt = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
  return {
    ...first,
    title: past.findLast(({ title }) => title !== undefined)?.title ?? first.title,
    text: past.findLast(({ text }) => text !== undefined)?.text ?? first.text,
    published: dateAt(past.findLast(({ restamp }) => restamp)?.at ?? at),
    updated: dateAt(past.at(-1)?.at ?? at),
  };
}

function toSampleEntry(entry: EntryOfDay, day: number, site: string | undefined): SampleEntry {
  const { feed, day: ownDay = day, at, guid, link, revisions, story, topics, ...words } = entry;
  const address = new URL(link, site).href;
  return {
    ...words,
    feedId: feed,
    at: toMinute(ownDay, at),
    guid: guid ?? address.replace(/[?#].*$/, ''),
    link: address,
    revisions: revisions.map(({ day: revisionDay = ownDay, at: time, ...revision }) => ({
      ...revision,
      at: toMinute(revisionDay, time),
    })),
    label: {
      relevant: topics !== undefined,
      topics: topics ?? [],
      ...(story === undefined ? {} : { story }),
    },
  };
}

/** Day 1 begins at minute 0; what stands on day 0 or earlier was published before the demo began. */
function toMinute(day: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (day - 1) * MINUTES_A_DAY + hours * 60 + minutes;
}
