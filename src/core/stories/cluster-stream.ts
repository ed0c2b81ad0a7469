import { placeArticle } from './cluster.ts';
import { createStoryIndex } from './story-index.ts';
import type { StoryMatcher } from './story-model.ts';
import { DEFAULT_SPANS, type ArticleId, type Fingerprint, type Placement, type StoryId } from './story.ts';

/** One placed article of a stream. A story is named after its first article. */
export interface StreamPlacement {
  readonly id: ArticleId;
  readonly story: StoryId;
  readonly placement: Placement;
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
    const story = placement.kind === 'join' ? placement.storyId : articleId;
    const follows = placement.kind === 'start' ? placement.follows : undefined;
    index.add(story, { articleId, fingerprint }, follows);
    return { id: articleId, story, placement };
  };
}
