import { sql, type Kysely } from 'kysely';

/** Marks the stories of an outage that are still to be told of in one summary. */
export async function addBacklog(db: Kysely<unknown>): Promise<void> {
  await sql`alter table stories add column missed_since bigint`.execute(db);
  await sql`create index stories_missed on stories (missed_since) where missed_since is not null`.execute(db);
}
