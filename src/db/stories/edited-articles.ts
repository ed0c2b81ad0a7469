import { listStoryArticles, type StoryArticle } from './articles.ts';
import type { Fingerprint } from '../../core/stories/story.ts';
import { toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';

/** An article whose headline its outlet may have changed, as it is kept. */
export interface KeptArticle {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly storyId: number;
}

/** Lists which of a feed's articles with these keys are in a story that is still open. */
export async function listEditable(
  db: Db,
  feedId: string,
  keys: readonly string[],
): Promise<readonly KeptArticle[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('articles')
    .innerJoin('stories', 'stories.id', 'articles.story_id')
    .select(['articles.id as id', 'articles.key as key', 'articles.title as title', 'stories.id as storyId'])
    .where('articles.feed_id', '=', feedId)
    .where('articles.key', 'in', keys)
    .where('stories.closed', '=', 0)
    .orderBy('articles.id')
    .execute();
  return rows;
}

/** Returns an article of a story, with all that was judged of it. */
export async function findStoryArticle(
  db: Db,
  { id, storyId }: Pick<KeptArticle, 'id' | 'storyId'>,
): Promise<StoryArticle | undefined> {
  const articles = await listStoryArticles(db, storyId);
  return articles.find((article) => article.id === String(id));
}

/** Takes over an outlet's new words. What the article was judged to be, and why it stands where it does, stays. */
export async function saveEdit(
  db: Db,
  id: number,
  edit: { readonly title: string; readonly text: string; readonly fingerprint: Fingerprint },
): Promise<void> {
  await db
    .updateTable('articles')
    .set({ title: edit.title, text: edit.text, fingerprint: toJson(edit.fingerprint) })
    .where('id', '=', id)
    .execute();
}
