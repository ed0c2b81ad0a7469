import type { Destination } from '../../core/destination.ts';
import { noveltyOf } from '../../core/importance/importance.ts';
import { storyChange, type StoryChange } from '../../core/stories/change.ts';
import {
  spansOf,
  type ArticleId,
  type Importance,
  type ReportedArticle,
  type StorySpans,
} from '../../core/stories/story.ts';
import { chooseHeadline } from '../../core/messages/summary.ts';
import type { Subject } from '../../core/subject.ts';
import type { StoryArticle } from '../../db/stories/articles.ts';
import type { Db } from '../../db/engine/open.ts';
import { hasDeliveries } from '../../db/deliveries/outbox.ts';
import { getStoryLife, recordChange, saveStoryTimes } from '../../db/stories/story-life.ts';
import { listTold } from '../../db/stories/story-mending.ts';
import { tagStory, updateStory } from '../../db/stories/stories.ts';
import { tellStory } from '../cards/cards.ts';
import type { TouchedStory } from './mend-story.ts';
import { indexReports } from './search.ts';
import { weighStory, type WeighedStory } from './weigh-story.ts';

/** What a story came to when something about its reports had changed. */
export interface Refreshed {
  readonly isTagged: boolean;
  /** Somebody is now owed an alert who was not before. */
  readonly isNewlyOwed: boolean;
  /** Somebody was owed one before. */
  readonly wasAnnounced: boolean;
  /** What is different for a reader. */
  readonly change: StoryChange;
}

interface RefreshOptions {
  readonly subject: Subject;
  readonly destinations: readonly Destination[];
  /** The report stood in its feed when that was first read: it announces nothing. */
  readonly isBaseline: boolean;
  readonly now: Date;
}

/** A story whose reports have changed: some were added, or one is no longer what it was. */
export interface ChangedStory extends TouchedStory {
  /** The articles as they were that their outlet has edited since. */
  readonly edited?: ReadonlyMap<ArticleId, StoryArticle>;
}

const DAY_MS = 86_400_000;

/**
 * Brings a story up to what its reports now say, puts on record what that changes for a reader, and queues the alerts
 * that are owed because of it, and what the cards of those who were alerted show now.
 */
export async function refreshStory(
  db: Db,
  changed: ChangedStory,
  options: RefreshOptions,
): Promise<Refreshed> {
  const { storyId } = changed;
  const { subject, now } = options;
  const story = await weighStory(db, storyId, subject.topics);
  if (story === undefined) throw new RangeError(`story ${String(storyId)} has no report`);
  const { tagged } = story;
  const change = findChange(story, changed);
  await saveStory(db, storyId, { ...story, now, language: subject.languages[0] ?? 'en' });
  await saveLife(db, { story, changed, change }, { spans: spansOf(subject.windowDays * DAY_MS), now });
  await tagStory(db, storyId, tagged, now);
  await indexReports(db, story.id, story.articles);
  const wasAnnounced = await hasDeliveries(db, storyId);
  const isNews = change.kind === 'became-major' || isRenewed(story);
  const isNewlyOwed = await tellStory(
    db,
    { ...story, storyId: story.id },
    {
      destinations: options.destinations,
      topics: subject.topics,
      told: await findTold(db, story, { destinations: options.destinations, isNews }),
      mayAnnounce: !options.isBaseline && changed.edited === undefined && (!story.isSeeded || isNews),
      change: options.isBaseline ? { kind: 'none' } : change,
      now,
    },
  );
  return { isTagged: tagged.length > 0, isNewlyOwed, wasAnnounced, change };
}

/** Compares a story with what it was; one that only now begins has not changed. */
function findChange({ articles, importance, weigh }: WeighedStory, changed: ChangedStory): StoryChange {
  const { fresh, edited } = changed;
  const before = articles
    .filter(({ id }) => !fresh.has(id))
    .map((article) => edited?.get(article.id) ?? article);
  if (before.length === 0) return { kind: 'none' };
  return storyChange({ articles: before, importance: weigh(before) }, { articles, importance });
}

async function saveLife(
  db: Db,
  {
    story,
    changed,
    change,
  }: { readonly story: WeighedStory; readonly changed: ChangedStory; readonly change: StoryChange },
  { spans, now }: { readonly spans: StorySpans; readonly now: Date },
): Promise<void> {
  const { id, articles, importance } = story;
  const times = articles.map(({ fingerprint }) => fingerprint.at);
  const isBegun = articles.some((article) => !changed.fresh.has(article.id));
  const freshTimes = articles
    .filter((article) => changed.fresh.has(article.id))
    .map(({ fingerprint }) => fingerprint.at);
  const factAt = changed.edited === undefined ? Math.max(...freshTimes) : now.getTime();
  const lastFactAt = (await getStoryLife(db, id)).lastFact.getTime();
  const isFact = change.kind !== 'none' && change.kind !== 'more-outlets';
  await saveStoryTimes(db, id, {
    times: {
      firstAt: Math.min(...times),
      lastAt: Math.max(...times),
      lastFactAt: isBegun ? Math.max(lastFactAt, isFact ? factAt : lastFactAt) : Math.min(...times),
      independentOutlets: importance.independentOutlets,
    },
    spans,
    now,
  });
  if (change.kind !== 'none') await recordChange(db, id, change, now);
}

/** Finds who needs no alert: whoever was told by another story's, or asked for alerts when this one was going on. */
async function findTold(
  db: Db,
  story: WeighedStory,
  { destinations, isNews }: { readonly destinations: readonly Destination[]; readonly isNews: boolean },
): Promise<ReadonlySet<string>> {
  const told = await listTold(db, story.id);
  if (isNews) return told;
  const late = destinations.filter(({ since }) => since !== undefined && since > story.firstSeen);
  return told.union(new Set(late.map(({ id }) => id)));
}

/** So much of what a report states must be new before a story that was told of in a summary is announced after all. */
const NEWS = 0.6;

/** Tells whether the latest report adds to a story more than it repeats. */
function isRenewed({ articles }: WeighedStory): boolean {
  const [latest, ...earlier] = articles.map(({ fingerprint }) => fingerprint).toReversed();
  return latest !== undefined && earlier.length > 0 && noveltyOf(latest, earlier) >= NEWS;
}

async function saveStory(
  db: Db,
  storyId: number,
  {
    articles,
    importance,
    now,
    language,
  }: {
    readonly articles: readonly ReportedArticle[];
    readonly importance: Importance;
    readonly now: Date;
    readonly language: string;
  },
): Promise<void> {
  const headline = chooseHeadline(articles, language);
  const change = {
    headline: headline.text,
    language: headline.language,
    ...(headline.url === undefined ? {} : { url: headline.url }),
    lastReport: new Date(Math.max(...articles.map(({ fingerprint }) => fingerprint.at))),
    importance: importance.score,
    reportCount: articles.length,
  };
  await updateStory(db, storyId, change, now);
}
