import { sql, type Kysely } from 'kysely';
import { isPostgres } from '../engine.ts';

/** What people said of stories, what they do not want to hear of for a while, and the words of stories for a search. */
export async function addMembers(db: Kysely<unknown>): Promise<void> {
  await sql`create table feedback (
    person text not null, story_id bigint not null, kind text not null, topics text not null,
    given_at bigint not null, primary key (person, story_id))`.execute(db);
  await sql`create index feedback_story on feedback (story_id, given_at)`.execute(db);
  await sql`create table mutes (
    destination_id text not null, kind text not null, subject text not null, until bigint not null,
    primary key (destination_id, kind, subject))`.execute(db);
  await sql`create index mutes_until on mutes (until)`.execute(db);
  await createStorySearch(db);
}

/**
 * The words come folded and separated by spaces, so that both engines find the same: SQLite's `ascii` tokenizer splits
 * at spaces and leaves every other character alone, and PostgreSQL is given the words without its own parser.
 */
async function createStorySearch(db: Kysely<unknown>): Promise<void> {
  if (!isPostgres(db)) {
    await sql`create virtual table story_search using fts5(words, tokenize = 'ascii')`.execute(db);
    return;
  }
  await sql`create table story_search (rowid bigint primary key, words tsvector not null)`.execute(db);
  await sql`create index story_search_words on story_search using gin (words)`.execute(db);
}
