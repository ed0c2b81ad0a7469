import type { Destination } from '../core/destination.ts';
import type { Delivery } from '../core/messages/message.ts';
import { routeStory, type Route } from '../core/route.ts';
import { noveltyOf } from '../core/importance/importance.ts';
import { topicsOfStory, type StoryTopic } from '../core/messages/story-topics.ts';
import { toStoryView } from '../core/messages/story-view.ts';
import type { Importance, ReportedArticle } from '../core/stories/story.ts';
import { chooseHeadline } from '../core/messages/summary.ts';
import type { Subject } from '../core/subject.ts';
import type { Db } from '../db/open.ts';
import { enqueue, hasDeliveries, refreshPending } from '../db/outbox.ts';
import { listStoryTopics, tagStory, updateStory } from '../db/stories.ts';
import { weighStory, type WeighedStory } from './weigh-story.ts';

/** What a story came to when a report had joined it. */
export interface Refreshed {
  readonly isTagged: boolean;
  /** Somebody is now owed an alert who was not before. */
  readonly isNewlyOwed: boolean;
  /** Somebody was owed one before. */
  readonly wasAnnounced: boolean;
}

interface RefreshOptions {
  readonly subject: Subject;
  readonly destinations: readonly Destination[];
  /** The report stood in its feed when that was first read: it announces nothing. */
  readonly isBaseline: boolean;
  readonly now: Date;
}

/**
 * Brings a story up to what its reports now say, and queues the alerts that are owed because of it. An alert that
 * nobody has begun to send is brought up to date; the reader of one that was sent sees it as it was.
 */
export async function refreshStory(db: Db, storyId: number, options: RefreshOptions): Promise<Refreshed> {
  const { subject, now } = options;
  const story = await weighStory(db, storyId);
  if (story === undefined) throw new RangeError(`story ${String(storyId)} has no report`);
  const tagged = topicsOfStory(
    story.articles.map(({ assessment }) => assessment),
    await listStoryTopics(db, storyId),
  );
  await saveStory(db, storyId, { ...story, now, language: subject.languages[0] ?? 'en' });
  await tagStory(db, storyId, tagged, now);
  const wasAnnounced = await hasDeliveries(db, storyId);
  const isNewlyOwed =
    !options.isBaseline && isNews(story) && (await announce(db, { ...story, storyId, tagged }, options));
  return { isTagged: tagged.length > 0, isNewlyOwed, wasAnnounced };
}

/** So much of what a report states must be new before a story that a summary told of is announced after all. */
const NEWS = 0.6;

/** A story that a summary told of (the welcome, or what piled up in an outage) is news again once a report adds to it more than it repeats. */
function isNews({ isSeeded, articles }: WeighedStory): boolean {
  if (!isSeeded) return true;
  const [latest, ...earlier] = articles.map(({ fingerprint }) => fingerprint).toReversed();
  return latest !== undefined && earlier.length > 0 && noveltyOf(latest, earlier) >= NEWS;
}

type TaggedStory = WeighedStory & { readonly storyId: number; readonly tagged: readonly StoryTopic[] };

/** Queues the alerts that are owed and brings those up to date that wait; tells whether any is new. */
async function announce(
  db: Db,
  story: TaggedStory,
  { subject, destinations, now }: RefreshOptions,
): Promise<boolean> {
  const routed = { topics: story.tagged, importance: story.importance.score };
  const deliveries = routeStory(routed, destinations, subject.topics).map((route) =>
    toDelivery(route, story),
  );
  const queued = new Set(await enqueue(db, deliveries, now));
  await refreshPending(
    db,
    deliveries.filter(({ key }) => !queued.has(key)),
    now,
  );
  return queued.size > 0;
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

function toDelivery(
  { destination, topics, major }: Route,
  story: {
    readonly storyId: number;
    readonly articles: readonly ReportedArticle[];
    readonly importance: Importance;
  },
): Delivery {
  const { language } = destination;
  const id = String(story.storyId);
  return {
    key: `alert:${id}:${destination.id}`,
    destinationId: destination.id,
    storyId: id,
    message: {
      kind: 'alert',
      language,
      story: toStoryView({ ...story, id, topics }, language),
      silent: !major,
    },
  };
}
