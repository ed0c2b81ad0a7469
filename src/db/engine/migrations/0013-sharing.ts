import { sql, type Kysely } from 'kysely';

/** What processes that share the polling must know of each other: when a host was visited, and which stories changed. */
export async function addSharing(db: Kysely<unknown>): Promise<void> {
  await sql`create table hosts (
    name text primary key,
    due_at bigint not null,
    limited text not null,
    lease_owner text,
    lease_until bigint
  )`.execute(db);
  await sql`alter table stories add column edition bigint not null default 0`.execute(db);
  await sql`create index stories_by_edition on stories (edition)`.execute(db);
}
