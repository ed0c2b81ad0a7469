import { placeArticle } from '../core/stories/cluster.ts';
import { findMending, type Mending } from '../core/stories/mending.ts';
import { createStoryIndex, type StoryIndex } from '../core/stories/story-index.ts';
import type { StoryMatcher } from '../core/stories/story-model.ts';
import type { ArticleId, OpenStory, Placement, Report, StoryId } from '../core/stories/story.ts';
import { listOpenStories } from '../db/stories.ts';
import type { Db } from '../db/open.ts';

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
 * Keeps the open stories in step with the database. Whoever changes them inside a transaction that then fails must
 * call `forget`: the next use reads them anew.
 */
export interface StoryBook {
  readonly open: (db: Db, now: Date) => Promise<OpenStories>;
  readonly forget: () => void;
}

/** Opens the book; nothing is read before the first use. */
export function openStoryBook(matcher: StoryMatcher, windowMs: number): StoryBook {
  let stories: OpenStories | undefined;
  return {
    async open(db, now) {
      stories ??= index(await listOpenStories(db, new Date(now.getTime() - windowMs)), matcher, windowMs);
      return stories;
    },
    forget() {
      stories = undefined;
    },
  };
}

function index(open: readonly OpenStory[], matcher: StoryMatcher, windowMs: number): OpenStories {
  const stories = createStoryIndex(matcher, windowMs);
  for (const story of open) put(stories, story);
  return {
    ...changesOf(stories),
    place({ fingerprint }) {
      stories.expire(fingerprint.at);
      return placeArticle(fingerprint, stories.findCandidates(fingerprint), matcher, {
        windowMs,
        openReports: stories.reportCount,
      });
    },
    add(storyId, report, follows) {
      stories.add(storyId, report, follows);
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

/** What mending and edits do to stories that are open. Those that are not need no change: they are no longer compared. */
function changesOf(stories: StoryIndex): Pick<OpenStories, 'join' | 'split' | 'replace'> {
  const take = (storyId: StoryId): OpenStory => {
    const story = stories.find(storyId) ?? { id: storyId, reports: [] };
    stories.remove(storyId);
    return story;
  };
  return {
    join(survivor, absorbed) {
      const kept = take(survivor);
      put(stories, { ...kept, reports: inOrder([...kept.reports, ...take(absorbed).reports]) });
    },
    split(storyId, into, leaving) {
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
