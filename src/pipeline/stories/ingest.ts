import { setImmediate as nextTurn } from 'node:timers/promises';
import { isTooOld } from '../../core/article.ts';
import type { Destination } from '../../core/destination.ts';
import type { LedgerState, Verdict } from '../../core/ledger.ts';
import { withoutEvidence } from '../../core/relevance/without-evidence.ts';
import type { Fingerprint } from '../../core/stories/story.ts';
import type { Feed, Subject } from '../../core/subject.ts';
import type { TopicId } from '../../core/types.ts';
import { findArticleByKey, insertArticle, placeInStory } from '../../db/stories/articles.ts';
import { insertEntry } from '../../db/feeds/entries.ts';
import type { Db } from '../../db/engine/open.ts';
import { insertStory } from '../../db/stories/stories.ts';
import { lockStories } from '../../db/stories/story-editions.ts';
import { addTally, dayOf } from '../../db/upkeep/tallies.ts';
import { mendStory } from './mend-story.ts';
import type { Ingest } from '../polling/poll.ts';
import { articleKeyOf, findFresh, type FreshEntry } from './fresh-entries.ts';
import { judgeAhead, type Judging, type JudgingDeps } from './judging.ts';
import { refreshStory, type Refreshed } from './refresh-story.ts';
import type { StoryBook } from './story-book.ts';
import { takeEdits } from './take-edits.ts';
import { toVerdict } from './verdict.ts';

export interface IngestDeps extends JudgingDeps {
  readonly subject: Subject;
  readonly book: StoryBook;
  readonly listDestinations: (db: Db) => Promise<readonly Destination[]>;
  /** A new installation's first look at its feeds is not over: what it finds is told of once, in the welcome. */
  readonly isSeeding: () => boolean;
  /** Told of the entries of a document once they are stored. */
  readonly onTaken?: (entries: readonly TakenEntry[]) => void;
}

/** In which state a new entry ended, and the topics that it is about. */
export interface TakenEntry {
  readonly state: LedgerState;
  readonly topics: readonly TopicId[];
}

/** What came out within the last hour is announced even when it is found together with a backlog. */
const NEWS_MS = 3_600_000;

/** One entry on its way through, with what its document brought along. */
interface Arrival extends FreshEntry {
  readonly db: Db;
  readonly feed: Feed;
  readonly baseline: boolean;
  readonly missedSince: Date | undefined;
  readonly now: Date;
  readonly judging: Judging;
}

/**
 * Returns how documents are taken in: entries become articles, articles are judged and placed into stories, and
 * stories owe deliveries. Everything that one document brings, and the poll that brought it, is one transaction: a
 * crash leaves either all of it or nothing. Documents are stored one after the other, whatever the database would
 * allow, in this process and in every other: each must see the stories that those before it began, and none that were
 * rolled back. They are judged before that, while other processes go on.
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
  const judging = await judgeAhead(deps, { feed, entries: document.entries, now });
  const taken: TakenEntry[] = [];
  try {
    await deps.db.transaction().execute(async (db) => {
      await lockStories(db);
      const fresh = await findFresh(db, feed, document.entries);
      const shared = { db, feed, missedSince, now, judging };
      const newsFrom = baseline ? fresh.length - (feed.announceLast ?? 0) : 0;
      for (const [place, one] of fresh.entries()) {
        taken.push(await takeIn(deps, { ...shared, ...one, baseline: place < newsFrom }));
        // A file is written without a pause of its own; those who ask something meanwhile get their turn.
        await nextTurn();
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
  deps.onTaken?.(taken);
}

/** Takes one entry to the state it ends in. */
async function takeIn(deps: IngestDeps, arrival: Arrival): Promise<TakenEntry> {
  const { db, feed, entry, now, judging } = arrival;
  const { published } = judging.clean(entry);
  const key = articleKeyOf(arrival, feed);
  const twin = await findArticleByKey(db, key);
  if (twin !== undefined) {
    const verdict = { state: 'duplicate', reason: `already read from ${twin.feedId}` } as const;
    return await settle(arrival, verdict, { articleId: twin.id });
  }
  if (isTooOld(published, now, deps.subject.windowDays)) {
    const reason = `published ${published?.toISOString() ?? ''}, more than ${String(deps.subject.windowDays)} days before it was read`;
    return await settle(arrival, { state: 'too-old', reason });
  }
  return await store(deps, arrival, key);
}

/** Stores an entry that is new as an article, and puts a relevant one into a story. */
async function store(deps: IngestDeps, arrival: Arrival, key: string): Promise<TakenEntry> {
  const { db, feed, entry, now, judging } = arrival;
  const { languageHint: _, dateInFuture: __, ...article } = judging.clean(entry);
  const { assessment, fingerprint } = judging.judge(entry);
  const { language, relevant } = assessment;
  const articleId = await insertArticle(db, {
    ...article,
    key,
    feedId: feed.id,
    language,
    firstSeen: now,
    // The evidence is ten times the entry: that which is of no story is never asked for.
    assessment: relevant ? assessment : withoutEvidence(assessment),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  });
  const missedSince = isNews(article.published, now) ? undefined : arrival.missedSince;
  const placing = { ...arrival, missedSince };
  const placed =
    fingerprint === undefined ? {} : { placed: await placeAndRefresh(deps, placing, articleId, fingerprint) };
  const verdict = toVerdict(assessment, {
    ...placed,
    baseline: arrival.baseline,
    isBacklog: missedSince !== undefined,
    topics: deps.subject.topics,
  });
  const topics = assessment.topics.flatMap(({ id, tagged }) => (relevant && tagged ? id : []));
  return await settle(arrival, verdict, { articleId, topics });
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

async function settle(
  { db, feed, keys, now }: Arrival,
  verdict: Verdict,
  { articleId, topics = [] }: { readonly articleId?: number; readonly topics?: readonly TopicId[] } = {},
): Promise<TakenEntry> {
  await insertEntry(db, {
    feedId: feed.id,
    keys,
    verdict,
    readAt: now,
    ...(articleId === undefined ? {} : { articleId }),
  });
  return { state: verdict.state, topics };
}
