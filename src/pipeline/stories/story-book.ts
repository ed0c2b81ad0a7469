import { placeArticle } from '../../core/stories/cluster.ts';
import { findMending, type Mending } from '../../core/stories/mending.ts';
import { createStoryIndex, type StoryIndex } from '../../core/stories/story-index.ts';
import type { StoryMatcher } from '../../core/stories/story-model.ts';
import type { ArticleId, OpenStory, Placement, Report, StoryId } from '../../core/stories/story.ts';
import type { Db } from '../../db/engine/open.ts';
import { listOpenStories } from '../../db/stories/stories.ts';
import { findEdition, listChangedStories, markEdition } from '../../db/stories/story-editions.ts';

/** The open stories in memory, as placing and mending ask for them. */
export interface OpenStories {
  readonly place: (report: Report) => Placement;
  readonly add: (storyId: StoryId, report: Report, follows: StoryId | undefined) => void;
  /** Looks whether a story is one with another open one, or two. */
  readonly findMending: (storyId: StoryId) => Mending | undefined;
  readonly listArticles: (storyId: StoryId) => readonly ArticleId[];
  readonly join: (survivor: StoryId, absorbed: StoryId) => void;
  readonly split: (storyId: StoryId, into: StoryId, leaving: readonly ArticleId[]) => void;
  /** Takes in what has become of a report since it was placed. */
  readonly replace: (storyId: StoryId, report: Report) => void;
}

/**
 * Keeps the open stories in step with the database, and so with every other process that places reports. Whoever
 * changes them calls `save` in the same transaction, and `forget` when that has failed: the next use reads them anew.
 */
export interface StoryBook {
  /** Returns the stories as they are in the database, in a transaction in which nobody else changes them. */
  readonly open: (db: Db, now: Date) => Promise<OpenStories>;
  /** Lets other processes know which stories were changed since the last time. */
  readonly save: (db: Db) => Promise<void>;
  readonly forget: () => void;
}

/** With more stories changed than this, all are read anew. */
const MOST_CHANGED = 1_000;

/** Opens the book; nothing is read before the first use. */
export function openStoryBook(matcher: StoryMatcher, windowMs: number): StoryBook {
  let page: { readonly index: StoryIndex; edition: number } | undefined;
  const touched = new Set<StoryId>();

  /** Takes in what other processes have changed since the page was read. */
  async function turn(db: Db, since: Date): Promise<StoryIndex> {
    const edition = await findEdition(db);
    if (page?.edition === edition) return page.index;
    const changed = page === undefined ? undefined : await listChangedStories(db, page.edition);
    if (page === undefined || changed === undefined || changed.length > MOST_CHANGED) {
      page = { index: createStoryIndex(matcher, windowMs), edition };
      for (const story of await listOpenStories(db, since)) put(page.index, story);
      return page.index;
    }
    for (const storyId of changed) page.index.remove(String(storyId));
    for (const story of await listOpenStories(db, since, changed)) put(page.index, story);
    page.edition = edition;
    return page.index;
  }

  return {
    async open(db, now) {
      const index = await turn(db, new Date(now.getTime() - windowMs));
      return toOpenStories(index, touched, { matcher, windowMs });
    },
    async save(db) {
      if (page === undefined || touched.size === 0) return;
      page.edition = await markEdition(db, [...touched].map(Number));
      touched.clear();
    },
    forget() {
      page = undefined;
      touched.clear();
    },
  };
}

function toOpenStories(
  stories: StoryIndex,
  touched: Set<StoryId>,
  { matcher, windowMs }: { readonly matcher: StoryMatcher; readonly windowMs: number },
): OpenStories {
  return {
    ...changesOf(stories, touched),
    place({ fingerprint }) {
      stories.expire(fingerprint.at);
      return placeArticle(fingerprint, stories.findCandidates(fingerprint), matcher, {
        windowMs,
        openReports: stories.reportCount,
      });
    },
    listArticles: (storyId) => (stories.find(storyId)?.reports ?? []).map(({ articleId }) => articleId),
    findMending(storyId) {
      const story = stories.find(storyId);
      return story === undefined ? undefined : findMending(story, stories, matcher, windowMs);
    },
  };
}

function put(stories: StoryIndex, { id, reports, follows }: OpenStory): void {
  for (const report of reports) stories.add(id, report, follows);
}

/**
 * What placing, mending and edits do to stories that are open. Those that are not need no change: they are no longer
 * compared.
 */
function changesOf(
  stories: StoryIndex,
  touched: Set<StoryId>,
): Pick<OpenStories, 'add' | 'join' | 'split' | 'replace'> {
  const take = (storyId: StoryId): OpenStory => {
    touched.add(storyId);
    const story = stories.find(storyId) ?? { id: storyId, reports: [] };
    stories.remove(storyId);
    return story;
  };
  return {
    add(storyId, report, follows) {
      touched.add(storyId);
      stories.add(storyId, report, follows);
    },
    join(survivor, absorbed) {
      const kept = take(survivor);
      put(stories, { ...kept, reports: inOrder([...kept.reports, ...take(absorbed).reports]) });
    },
    split(storyId, into, leaving) {
      touched.add(into);
      const story = take(storyId);
      const isLeaving = ({ articleId }: Report): boolean => leaving.includes(articleId);
      put(stories, { ...story, reports: story.reports.filter((report) => !isLeaving(report)) });
      put(stories, { id: into, reports: story.reports.filter(isLeaving) });
    },
    replace(storyId, report) {
      if (stories.find(storyId) === undefined) return;
      const story = take(storyId);
      const reports = story.reports.map((one) => (one.articleId === report.articleId ? report : one));
      put(stories, { ...story, reports });
    },
  };
}

/** The order in which the database lists them: that of their rows. */
const inOrder = (reports: readonly Report[]): readonly Report[] =>
  reports.toSorted((one, other) => Number(one.articleId) - Number(other.articleId));
