import { placeArticle } from '../core/stories/cluster.ts';
import { createStoryIndex } from '../core/stories/story-index.ts';
import type { StoryMatcher } from '../core/stories/story-model.ts';
import type { OpenStory, Placement, Report, StoryId } from '../core/stories/story.ts';
import { listOpenStories } from '../db/stories.ts';
import type { Db } from '../db/open.ts';

/** The open stories in memory, as placing asks for them. */
export interface OpenStories {
  readonly place: (report: Report) => Placement;
  readonly add: (storyId: StoryId, report: Report, follows: StoryId | undefined) => void;
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
  for (const { id, reports, follows } of open) for (const report of reports) stories.add(id, report, follows);
  return {
    place({ fingerprint }) {
      stories.expire(fingerprint.at);
      const { reportCount: openReports } = stories;
      return placeArticle(fingerprint, stories.findCandidates(fingerprint), matcher, {
        windowMs,
        openReports,
      });
    },
    add(storyId, report, follows) {
      stories.add(storyId, report, follows);
    },
  };
}
