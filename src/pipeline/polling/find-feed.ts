import { toCleanEntry } from '../../core/article.ts';
import { toPlainLine } from '../../core/text/plain-text.ts';
import type { Feed } from '../../core/subject.ts';
import type { Assessment, Entry, FeedDocument, Language } from '../../core/types.ts';
import type { Fetch, Read } from './visiting.ts';
import { withSitemaps } from './sitemaps.ts';

/** An entry of a feed that is being tried, with what it is judged to be. */
export interface TriedEntry {
  readonly title: string;
  /** Absent when the feed gave no date. */
  readonly published?: Date;
  readonly assessment: Assessment;
}

/** A feed that answered, and what it is like. */
export interface FoundFeed {
  readonly url: string;
  readonly title: string;
  /** As the feed declares it, else what most of its entries are in; absent when neither tells. */
  readonly language?: Language;
  readonly entryCount: number;
  /** The latest ones, newest first. */
  readonly latest: readonly TriedEntry[];
  /** Other feeds behind the same address, not tried. */
  readonly others: readonly string[];
}

/** What looking for a feed comes to; `detail` is one line in plain words. */
export type FeedSearch =
  { readonly kind: 'found'; readonly feed: FoundFeed } | { readonly kind: 'none'; readonly detail: string };

export interface FindFeedDeps {
  /** Lists the addresses at which a feed may be, the likeliest first. */
  readonly discover: (
    address: string,
    now: Date,
  ) => Promise<
    | { readonly kind: 'found'; readonly feeds: readonly { readonly url: string }[] }
    | { readonly kind: 'none'; readonly detail: string }
  >;
  readonly fetch: Fetch;
  readonly read: Read;
  readonly judge: (entry: {
    readonly title: string;
    readonly text: string;
    readonly language: Language;
  }) => Assessment;
}

const SHOWN_ENTRIES = 5;
/** A page that links more feeds than this names the one it means first. */
const MAX_TRIES = 5;

/** Finds the feed behind an address and tries it: the first one that can be read and is not empty. */
export async function findFeed(deps: FindFeedDeps, address: string, now: Date): Promise<FeedSearch> {
  const discovery = await deps.discover(address, now);
  if (discovery.kind === 'none') return discovery;
  const urls = discovery.feeds.map(({ url }) => url);
  let detail = 'its feed has no entries';
  for (const url of urls.slice(0, MAX_TRIES)) {
    const tried = await tryFeed(deps, url, now);
    if (typeof tried === 'string') detail = tried;
    else return { kind: 'found', feed: { ...tried, others: urls.filter((other) => other !== url) } };
  }
  return { kind: 'none', detail };
}

/** Returns what a feed is like, or in plain words why it will not do. */
async function tryFeed(
  { fetch, read, judge }: FindFeedDeps,
  url: string,
  now: Date,
): Promise<Omit<FoundFeed, 'others'> | string> {
  const outcome = await fetch({ url, validators: {}, conditional: false }, now);
  if (outcome.kind !== 'fetched')
    return outcome.kind === 'failed' ? outcome.detail : 'the host asks for a pause';
  const reading = await read({ body: outcome.body, url: outcome.url, contentType: outcome.contentType });
  if (reading.kind === 'unreadable') return reading.reason;
  const whole = await withSitemaps({ fetch, read, now: () => now }, reading.document, outcome.url);
  if (whole.kind === 'failed') return whole.detail;
  const { document } = whole;
  if (document.entries.length === 0) return 'its feed has no entries';
  const feed = toFeed(url, document);
  const entries = document.entries.map((entry) => tryEntry(entry, feed, judge, now));
  const language = document.language ?? findCommonest(entries.map(({ assessment }) => assessment.language));
  return {
    url: outcome.movedTo ?? url,
    title: toPlainLine(document.title),
    ...(language === undefined ? {} : { language }),
    entryCount: entries.length,
    latest: entries.toSorted((one, other) => timeOf(other) - timeOf(one)).slice(0, SHOWN_ENTRIES),
  };
}

function tryEntry(entry: Entry, feed: Feed, judge: FindFeedDeps['judge'], now: Date): TriedEntry {
  const { title, text, languageHint, published } = toCleanEntry(entry, feed, {
    now,
    findOutlet: () => undefined,
  });
  return {
    title: toPlainLine(title),
    ...(published === undefined ? {} : { published }),
    assessment: judge({ title, text, language: languageHint }),
  };
}

/** The feed as far as it is known before anybody has said more of it. */
const toFeed = (url: string, { title, language = 'und' }: FeedDocument): Feed => ({
  id: 'tried',
  url,
  outlet: { name: title, kind: 'unknown' },
  language,
  certainty: 'sure',
});

const timeOf = ({ published }: TriedEntry): number => published?.getTime() ?? 0;

function findCommonest(languages: readonly Language[]): Language | undefined {
  const groups = Map.groupBy(
    languages.filter((language) => language !== 'und'),
    (language) => language,
  );
  const [first] = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
  return first?.[0];
}
