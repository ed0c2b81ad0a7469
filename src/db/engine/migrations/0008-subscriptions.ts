import { sql, type Kysely } from 'kysely';

/**
 * What subscribing by command needs to know of a destination: who asked for it and was told that it fails, by which
 * code it fails, and whether it has been welcomed. Whoever was there before the welcome was kept by destination had
 * theirs with the installation's.
 */
export async function addSubscriptionNotes(db: Kysely<unknown>): Promise<void> {
  await sql`alter table destinations add column owner_id text`.execute(db);
  await sql`alter table destinations add column owner_told_at bigint`.execute(db);
  await sql`alter table destinations add column paused_code text`.execute(db);
  await sql`alter table destinations add column welcomed_at bigint`.execute(db);
  await sql`update destinations set welcomed_at = 0
    where exists (select 1 from settings where settings.key = 'welcomed')`.execute(db);
  await sql`create index destinations_owner on destinations (owner_id) where owner_id is not null`.execute(
    db,
  );
}
