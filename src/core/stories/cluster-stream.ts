import { placeArticle } from './cluster.ts';
import { findMending, type Mending } from './mending.ts';
import { createStoryIndex, type StoryIndex } from './story-index.ts';
import type { StoryMatcher } from './story-model.ts';
import {
  DEFAULT_SPANS,
  type ArticleId,
  type Fingerprint,
  type OpenStory,
  type Placement,
  type StoryId,
} from './story.ts';

/** One placed article of a stream. A story is named after its first article. */
export interface StreamPlacement {
  readonly id: ArticleId;
  /** The story that the article is in once it has been looked whether it shows an earlier decision to be wrong. */
  readonly story: StoryId;
  readonly placement: Placement;
  /** What the article showed: articles that were placed before are now in other stories than was said of them. */
  readonly mending?: Mending;
}

/**
 * Returns a function that places articles one after the other, in the order of their publication, each among the
 * stories that are open at its own time. Holds only open stories, so that a stream may be of any length.
 */
export function createClusterStream(
  matcher: StoryMatcher,
  windowMs: number = DEFAULT_SPANS.windowMs,
): (articleId: ArticleId, fingerprint: Fingerprint) => StreamPlacement {
  const index = createStoryIndex(matcher, windowMs);
  return (articleId, fingerprint) => {
    index.expire(fingerprint.at);
    const placement = placeArticle(fingerprint, index.findCandidates(fingerprint), matcher, {
      windowMs,
      openReports: index.reportCount,
    });
    const placed = placement.kind === 'join' ? placement.storyId : articleId;
    const follows = placement.kind === 'start' ? placement.follows : undefined;
    index.add(placed, { articleId, fingerprint }, follows);
    const story = index.find(placed);
    const mending = story === undefined ? undefined : findMending(story, index, matcher, windowMs);
    if (mending === undefined) return { id: articleId, story: placed, placement };
    return { id: articleId, story: mend(index, mending, articleId), placement, mending };
  };
}

/** Carries a mending out, and returns the story that the article is in afterwards. */
function mend(index: StoryIndex, mending: Mending, articleId: ArticleId): StoryId {
  if (mending.kind === 'join') {
    put(index, mending.survivor, take(index, mending.absorbed));
    return mending.survivor;
  }
  const { storyId, leaving } = mending;
  const [into = storyId] = leaving;
  const story = take(index, storyId);
  const isLeaving = (id: ArticleId): boolean => leaving.includes(id);
  put(index, storyId, { ...story, reports: story.reports.filter((report) => !isLeaving(report.articleId)) });
  put(index, into, { id: into, reports: story.reports.filter((report) => isLeaving(report.articleId)) });
  return isLeaving(articleId) ? into : storyId;
}

function take(index: StoryIndex, storyId: StoryId): OpenStory {
  const story = index.find(storyId) ?? { id: storyId, reports: [] };
  index.remove(storyId);
  return story;
}

function put(index: StoryIndex, storyId: StoryId, { reports, follows }: OpenStory): void {
  for (const report of reports) index.add(storyId, report, follows);
}
