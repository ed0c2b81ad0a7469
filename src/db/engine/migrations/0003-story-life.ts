import { sql, type Kysely } from 'kysely';

/**
 * The life of a story: its phase and what it depends on, the changes a reader would be told of, and what is left of
 * it once it was joined into another or split. The next turn puts the phases of the stories that are there right.
 */
export async function addStoryLife(db: Kysely<unknown>): Promise<void> {
  await sql`alter table stories add column phase text not null default 'developing'`.execute(db);
  await sql`alter table stories add column phase_until bigint`.execute(db);
  await sql`alter table stories add column first_report_at bigint not null default 0`.execute(db);
  await sql`alter table stories add column last_fact_at bigint not null default 0`.execute(db);
  await sql`alter table stories add column independent_outlets integer not null default 1`.execute(db);
  await sql`alter table stories add column revision integer not null default 0`.execute(db);
  await sql`alter table stories add column joined_into bigint`.execute(db);
  await sql`alter table stories add column split_from bigint`.execute(db);
  await sql`update stories set phase_until = last_report_at, first_report_at = first_seen_at,
    last_fact_at = first_seen_at where closed = 0`.execute(db);
  await sql`create index stories_phase on stories (phase_until) where phase_until is not null`.execute(db);
  await sql`create index stories_joined on stories (joined_into) where joined_into is not null`.execute(db);
  await sql`create table story_changes (
    story_id bigint not null references stories (id), revision integer not null, kind text not null,
    body text not null, changed_at bigint not null, primary key (story_id, revision))`.execute(db);
  await sql`create table story_told (
    story_id bigint not null references stories (id), destination_id text not null,
    primary key (story_id, destination_id))`.execute(db);
}
