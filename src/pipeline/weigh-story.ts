import { importance } from '../core/importance/importance.ts';
import type { Importance } from '../core/stories/story.ts';
import { listStoryArticles, type StoryArticle } from '../db/articles.ts';
import type { Db } from '../db/open.ts';
import { getStory } from '../db/stories.ts';

/** A story with its reports and what they make it worth. */
export interface WeighedStory {
  readonly articles: readonly StoryArticle[];
  readonly importance: Importance;
  /** Told of in a summary, so not announced. */
  readonly isSeeded: boolean;
}

/** Reads a story's reports and weighs it; undefined when none of them is kept any more. */
export async function weighStory(db: Db, storyId: number): Promise<WeighedStory | undefined> {
  const articles = await listStoryArticles(db, storyId);
  if (articles.length === 0) return undefined;
  const { followsId, isSeeded } = await getStory(db, storyId);
  const past = followsId === undefined ? [] : await listStoryArticles(db, followsId);
  const weight = importance(
    articles,
    past.map(({ fingerprint }) => fingerprint),
  );
  return { articles, importance: weight, isSeeded };
}
