import type { StoryView } from '../../core/messages/message.ts';
import type { ReportedArticle } from '../../core/stories/story.ts';
import type { Subject, UiLanguage } from '../../core/subject.ts';
import { toSearchWords } from '../../core/text/search-words.ts';
import { listStoryArticles } from '../../db/stories/articles.ts';
import type { Db } from '../../db/engine/open.ts';
import { indexStory, listUnindexedStories, searchStories } from '../../db/stories/search.ts';
import { listViewsOf } from './story-views.ts';

/** So much of a report's text is searched: what it is about stands at its beginning. */
const SEARCHED_TEXT = 1_500;
const BATCH = 200;

/** Makes a story found by the words of its reports, in whatever languages they are, and by its outlets' names. */
export async function indexReports(
  db: Db,
  storyId: number,
  articles: readonly Pick<ReportedArticle, 'title' | 'text' | 'outlet'>[],
): Promise<void> {
  const texts = articles.flatMap(({ title, text, outlet }) => [
    title,
    outlet.name,
    text.slice(0, SEARCHED_TEXT),
  ]);
  await indexStory(db, storyId, toSearchWords(texts.join('\n')));
}

/** Indexes the stories of a database from before there was a search. */
export async function indexEarlierStories(db: Db): Promise<void> {
  for (;;) {
    const ids = await listUnindexedStories(db, BATCH);
    for (const id of ids) await indexReports(db, id, await listStoryArticles(db, id));
    if (ids.length < BATCH) return;
  }
}

/** A page of what a search found. */
export interface FoundViews {
  readonly stories: readonly StoryView[];
  readonly count: number;
}

/** Finds stories by folded words, each of which must begin a word of one of their reports. */
export async function findStories(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  wanted: {
    readonly words: readonly string[];
    readonly language: UiLanguage;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<FoundViews> {
  const { ids, count } = await searchStories(db, wanted);
  return { stories: await listViewsOf({ db, subject }, ids, wanted.language), count };
}
