import { sql } from 'kysely';
import { isPostgres } from '../engine/engine.ts';
import type { Db } from '../engine/open.ts';

/** Makes a story found by these words and no others. They are folded, and hold letters and digits only. */
export async function indexStory(db: Db, storyId: number, words: readonly string[]): Promise<void> {
  if (isPostgres(db)) {
    await sql`insert into story_search (rowid, words) values (${storyId}, array_to_tsvector(${words}::text[]))
      on conflict (rowid) do update set words = excluded.words`.execute(db);
    return;
  }
  await sql`insert or replace into story_search (rowid, words) values (${storyId}, ${words.join(' ')})`.execute(
    db,
  );
}

/** Lists stories that no search finds yet, oldest first: those of a database from before there was one. */
export async function listUnindexedStories(db: Db, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('stories')
    .innerJoin('story_topics', 'story_topics.story_id', 'stories.id')
    .select('stories.id')
    .distinct()
    .where('stories.id', 'not in', (query) => query.selectFrom('story_search').select('rowid'))
    .where('joined_into', 'is', null)
    .where('report_count', '>', 0)
    .orderBy('stories.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** What is looked for: folded words of which each must begin a word of the story. */
export interface StorySearch {
  readonly words: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** What a search found: a page of stories, newest report first, and how many there are in all. */
export interface FoundStories {
  readonly ids: readonly number[];
  readonly count: number;
}

/** Finds the tagged stories that hold every word looked for. */
export async function searchStories(db: Db, { words, limit, offset }: StorySearch): Promise<FoundStories> {
  if (words.length === 0) return { ids: [], count: 0 };
  const found = db
    .selectFrom('stories')
    .where('id', 'in', matching(db, words))
    .where('id', 'in', (query) => query.selectFrom('story_topics').select('story_id'))
    .where('joined_into', 'is', null);
  const rows = await found
    .select('id')
    .orderBy('last_report_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  const { count } = await found
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { ids: rows.map(({ id }) => id), count };
}

/** The words are letters and digits only, so that none of them can say anything in the language of a search. */
function matching(db: Db, words: readonly string[]) {
  const matches = isPostgres(db)
    ? sql<boolean>`words @@ cast(${words.map((word) => `'${word}':*`).join(' & ')} as tsquery)`
    : sql<boolean>`story_search match ${words.map((word) => `"${word}"*`).join(' ')}`;
  return db.selectFrom('story_search').select('rowid').where(matches);
}
