import { sql, type Kysely } from 'kysely';

/** Indexes by which what is asked again and again is found without reading everything there is. */
export async function addHotPaths(db: Kysely<unknown>): Promise<void> {
  await sql`create index stories_reported on stories (last_report_at, id)`.execute(db);
  await sql`create index stories_follows on stories (follows_id) where follows_id is not null`.execute(db);
  await sql`create index articles_on_subject on articles (first_seen_at) where relevant = 1`.execute(db);
  await sql`create index outbox_destination on outbox (destination_id, created_at)`.execute(db);
  await sql`create index story_told_destination on story_told (destination_id)`.execute(db);
}
