import { sql, type Kysely } from 'kysely';

/** What it takes to find what is kept no longer without reading everything that is. */
export async function addRetention(db: Kysely<unknown>): Promise<void> {
  await sql`create index articles_off_subject on articles (first_seen_at) where relevant = 0`.execute(db);
  await sql`create index articles_full on articles (first_seen_at) where relevant = 1 and text <> ''`.execute(
    db,
  );
  await sql`create index entries_article on entries (article_id) where article_id is not null`.execute(db);
}
