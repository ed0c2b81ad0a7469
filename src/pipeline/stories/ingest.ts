import { isTooOld, toCleanEntry, type CleanEntry, type FindOutlet } from '../../core/article.ts';
import type { Destination } from '../../core/destination.ts';
import { isKnown, keysOf, type EntryKeys } from '../../core/identity.ts';
import type { Verdict } from '../../core/ledger.ts';
import { withoutEvidence } from '../../core/relevance/without-evidence.ts';
import type { Fingerprint } from '../../core/stories/story.ts';
import type { Feed, Subject } from '../../core/subject.ts';
import type { Assessment, Entry, Language } from '../../core/types.ts';
import { findArticleByKey, insertArticle, placeInStory } from '../../db/stories/articles.ts';
import { findSeenKeys, insertEntry } from '../../db/feeds/entries.ts';
import type { Db } from '../../db/engine/open.ts';
import { insertStory } from '../../db/stories/stories.ts';
import { lockStories } from '../../db/stories/story-editions.ts';
import { addTally, dayOf } from '../../db/upkeep/tallies.ts';
import { mendStory } from './mend-story.ts';
import type { Ingest } from '../polling/poll.ts';
import { refreshStory, type Refreshed } from './refresh-story.ts';
import type { StoryBook } from './story-book.ts';
import { takeEdits } from './take-edits.ts';
import { toVerdict } from './verdict.ts';

export interface IngestDeps {
  readonly db: Db;
  readonly subject: Subject;
  readonly judge: (entry: {
    readonly title: string;
    readonly text: string;
    readonly language: Language;
  }) => Assessment;
  readonly fingerprint: (article: {
    readonly title: string;
    readonly text: string;
    readonly language: Language;
    readonly at: number;
  }) => Fingerprint;
  readonly findOutlet: FindOutlet;
  readonly book: StoryBook;
  readonly listDestinations: (db: Db) => Promise<readonly Destination[]>;
  /** A new installation's first look at its feeds is not over: what it finds is told of once, in the welcome. */
  readonly isSeeding: () => boolean;
}

/** What came out within the last hour is announced even when it is found together with a backlog. */
const NEWS_MS = 3_600_000;

/** One entry on its way through, with what its document brought along. */
interface Arrival {
  readonly db: Db;
  readonly feed: Feed;
  readonly baseline: boolean;
  readonly missedSince: Date | undefined;
  readonly now: Date;
  readonly entry: Entry;
  readonly keys: EntryKeys;
}

/**
 * Returns how documents are taken in: entries become articles, articles are judged and placed into stories, and
 * stories owe deliveries. Everything that one document brings, and the poll that brought it, is one transaction: a
 * crash leaves either all of it or nothing. Documents are taken in one after the other, whatever the database would
 * allow, in this process and in every other: each must see the stories that those before it began, and none that were
 * rolled back.
 */
export function createIngest(deps: IngestDeps): Ingest {
  let last: Promise<unknown> = Promise.resolve();
  return (arrival, record) => {
    const taken = last.then(() => takeInAll(deps, arrival, record));
    last = taken.catch(() => undefined);
    return taken;
  };
}

async function takeInAll(
  deps: IngestDeps,
  { feed, document, baseline, missedSince, now }: Parameters<Ingest>[0],
  record: Parameters<Ingest>[1],
): Promise<void> {
  try {
    await deps.db.transaction().execute(async (db) => {
      await lockStories(db);
      const fresh = await findFresh(db, feed, document.entries);
      const shared = { db, feed, missedSince, now };
      const newsFrom = baseline ? fresh.length - (feed.announceLast ?? 0) : 0;
      for (const [place, one] of fresh.entries()) {
        await takeIn(deps, { ...shared, ...one, baseline: place < newsFrom });
      }
      if (!baseline) await takeEdits(deps, { db, feed, now }, document.entries);
      await deps.book.save(db);
      await addTally(db, 'entries', dayOf(now), fresh.length);
      await record(db, fresh.length);
    });
  } catch (error) {
    deps.book.forget();
    throw error;
  }
}

type Fresh = Pick<Arrival, 'entry' | 'keys'>;

/** Picks the entries that the feed never gave before, oldest first, so that stories begin with their first report. */
async function findFresh(db: Db, feed: Feed, entries: readonly Entry[]): Promise<Fresh[]> {
  const keys = keysOf(entries);
  const seen = await findSeenKeys(db, feed.id, keys);
  const known = { guids: new Set(seen.guids), links: new Set(seen.links), texts: new Set(seen.texts) };
  const fresh: Fresh[] = [];
  for (const [index, entry] of entries.entries()) {
    const entryKeys = keys[index];
    if (entryKeys === undefined || isKnown(entryKeys, known)) continue;
    if (entryKeys.guid !== undefined) known.guids.add(entryKeys.guid);
    if (entryKeys.link !== undefined) known.links.add(entryKeys.link);
    known.texts.add(entryKeys.text);
    fresh.push({ entry, keys: entryKeys });
  }
  const timeOf = ({ entry }: Fresh): number => (entry.published ?? entry.updated)?.getTime() ?? 0;
  return fresh.toReversed().toSorted((one, other) => timeOf(one) - timeOf(other));
}

/** Takes one entry to the state it ends in. */
async function takeIn(deps: IngestDeps, arrival: Arrival): Promise<void> {
  const { db, feed, entry, keys, now } = arrival;
  const clean = toCleanEntry(entry, feed, { now, findOutlet: deps.findOutlet });
  const key = keys.link ?? `${feed.id}\n${keys.guid ?? keys.text}`;
  const twin = await findArticleByKey(db, key);
  if (twin !== undefined) {
    await settle(arrival, { state: 'duplicate', reason: `already read from ${twin.feedId}` }, twin.id);
  } else if (isTooOld(clean.published, now, deps.subject.windowDays)) {
    const reason = `published ${clean.published?.toISOString() ?? ''}, more than ${String(deps.subject.windowDays)} days before it was read`;
    await settle(arrival, { state: 'too-old', reason });
  } else {
    await judge(deps, arrival, { ...clean, key });
  }
}

async function judge(
  deps: IngestDeps,
  arrival: Arrival,
  clean: CleanEntry & { readonly key: string },
): Promise<void> {
  const { db, feed, now } = arrival;
  const { languageHint, dateInFuture: _, ...article } = clean;
  const assessment = deps.judge({ title: clean.title, text: clean.text, language: languageHint });
  const { language, relevant } = assessment;
  const at = (clean.published ?? now).getTime();
  const fingerprint = relevant ? deps.fingerprint({ ...clean, language, at }) : undefined;
  const articleId = await insertArticle(db, {
    ...article,
    feedId: feed.id,
    language,
    firstSeen: now,
    // The evidence is ten times the entry: that which is of no story is never asked for.
    assessment: relevant ? assessment : withoutEvidence(assessment),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  });
  const missedSince = isNews(clean.published, now) ? undefined : arrival.missedSince;
  const placing = { ...arrival, missedSince };
  const placed =
    fingerprint === undefined ? {} : { placed: await placeAndRefresh(deps, placing, articleId, fingerprint) };
  const verdict = toVerdict(assessment, {
    ...placed,
    baseline: arrival.baseline,
    isBacklog: missedSince !== undefined,
    topics: deps.subject.topics,
  });
  await settle(arrival, verdict, articleId);
}

/** Tells whether an entry is alert-worthy by its age alone, however long nobody could look. */
const isNews = (published: Date | undefined, now: Date): boolean =>
  published !== undefined && now.getTime() - published.getTime() < NEWS_MS;

/** Puts an article into its story, or starts one, and lets the story take it in. */
async function placeAndRefresh(
  deps: IngestDeps,
  { db, baseline, missedSince, now }: Arrival,
  articleId: number,
  fingerprint: Fingerprint,
): Promise<Refreshed & { readonly joined: boolean }> {
  const index = await deps.book.open(db, now);
  const report = { articleId: String(articleId), fingerprint };
  const placement = index.place(report);
  const follows = placement.kind === 'start' ? placement.follows : undefined;
  const storyId =
    placement.kind === 'join'
      ? Number(placement.storyId)
      : await insertStory(db, {
          firstSeen: now,
          isSeeded: missedSince !== undefined || (baseline && deps.isSeeding()),
          ...(missedSince === undefined ? {} : { missedSince }),
          ...(follows === undefined ? {} : { followsId: Number(follows) }),
        });
  await placeInStory(db, articleId, { storyId, reason: placement.reason });
  index.add(String(storyId), report, follows);
  const destinations = await deps.listDestinations(db);
  const options = { subject: deps.subject, destinations, isBaseline: baseline, now };
  const [own, ...others] = await mendStory(db, index, { storyId, articleId, now });
  const refreshed = await refreshStory(db, own, options);
  for (const other of others) await refreshStory(db, other, options);
  return { ...refreshed, joined: placement.kind === 'join' };
}

async function settle({ db, feed, keys, now }: Arrival, verdict: Verdict, articleId?: number): Promise<void> {
  await insertEntry(db, {
    feedId: feed.id,
    keys,
    verdict,
    readAt: now,
    ...(articleId === undefined ? {} : { articleId }),
  });
}
