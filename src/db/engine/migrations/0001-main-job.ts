import { sql, type Kysely } from 'kysely';
import { autoId } from './auto-id.ts';

/** The tables of the main job: reading, stories, deliveries. */
export async function createMainTables(db: Kysely<unknown>): Promise<void> {
  await createReadingTables(db);
  await createStoryTables(db);
  await createDeliveryTables(db);
}

async function createReadingTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table feeds (
    id text primary key, configured_url text not null, url text not null, active smallint not null,
    due_at bigint, poll_state text not null, reader text,
    lease_owner text, lease_until bigint)`.execute(db);
  await sql`create index feeds_due on feeds (active, due_at)`.execute(db);
  await sql`create table articles (
    id ${autoId(db)}, feed_id text not null, key text not null unique, url text, title text not null, text text not null,
    language text not null, outlet text not null, published_at bigint, first_seen_at bigint not null,
    relevant smallint not null, assessment text not null, fingerprint text,
    story_id bigint, placement text)`.execute(db);
  await sql`create index articles_story on articles (story_id, id)`.execute(db);
  await sql`create table entries (
    id ${autoId(db)}, feed_id text not null, guid_key text, link_key text, text_key text not null,
    article_id bigint references articles (id), state text not null, reason text not null,
    read_at bigint not null)`.execute(db);
  await sql`create index entries_guid on entries (feed_id, guid_key)`.execute(db);
  await sql`create index entries_link on entries (feed_id, link_key)`.execute(db);
  await sql`create index entries_text on entries (feed_id, text_key)`.execute(db);
  await sql`create index entries_read on entries (read_at, state)`.execute(db);
}

async function createStoryTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table stories (
    id ${autoId(db)}, headline text not null, language text not null, url text, first_seen_at bigint not null,
    last_report_at bigint not null, changed_at bigint not null, importance double precision not null,
    report_count integer not null, follows_id bigint, closed smallint not null,
    seeded smallint not null)`.execute(db);
  await sql`create index stories_open on stories (closed, last_report_at)`.execute(db);
  await sql`create index stories_changed on stories (changed_at)`.execute(db);
  await sql`create table story_topics (
    story_id bigint not null references stories (id), topic_id text not null,
    score double precision not null, tagged_at bigint not null, primary key (story_id, topic_id))`.execute(
    db,
  );
  await sql`create index story_topics_topic on story_topics (topic_id, story_id)`.execute(db);
}

async function createDeliveryTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table destinations (
    id text primary key, settings text not null, active smallint not null,
    paused_reason text, paused_at bigint)`.execute(db);
  await sql`create table outbox (
    id ${autoId(db)}, key text not null unique, destination_id text not null, kind text not null,
    story_id bigint, body text not null, state text not null, attempts integer not null,
    due_at bigint not null, uncertain_since bigint, lease_until bigint, message_id text, reason text,
    created_at bigint not null, updated_at bigint not null)`.execute(db);
  await sql`create index outbox_owed on outbox (destination_id, id)
    where state in ('pending', 'sending', 'failed')`.execute(db);
  await sql`create index outbox_story on outbox (story_id, destination_id)`.execute(db);
  await sql`create table settings (key text primary key, value text not null)`.execute(db);
}
