import { sql, type Kysely } from 'kysely';

/** Up to where each destination has been told by digests, and what it takes to find the stories of a day. */
export async function addDigests(db: Kysely<unknown>): Promise<void> {
  await sql`create table digests (
    destination_id text not null, kind text not null, day text not null, rhythm text not null,
    until_at bigint not null, variant text not null, story_count integer not null, listed_count integer not null,
    quiet_days integer not null, queued_at bigint not null, primary key (destination_id, kind))`.execute(db);
  await sql`create index stories_first_seen on stories (first_seen_at)`.execute(db);
  await sql`create index articles_reported on articles (first_seen_at) where story_id is not null`.execute(
    db,
  );
}
