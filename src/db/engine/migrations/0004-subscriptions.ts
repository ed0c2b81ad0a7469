import { sql, type Kysely } from 'kysely';

/**
 * Destinations that people make by command: who looks after them, and where they are. Deliveries get lanes, so that a
 * change to a card that was posted holds up no alert, and know which message they change or answer.
 */
export async function addSubscriptions(db: Kysely<unknown>): Promise<void> {
  await sql`alter table destinations add column origin text not null default 'file'`.execute(db);
  await sql`alter table destinations add column address text not null default ''`.execute(db);
  await sql`alter table destinations add column guild_id text`.execute(db);
  await sql`alter table destinations add column created_at bigint not null default 0`.execute(db);
  await sql`create index destinations_address on destinations (address)`.execute(db);
  await sql`create index destinations_guild on destinations (guild_id) where guild_id is not null`.execute(
    db,
  );
  await sql`alter table outbox add column lane text not null default 'posts'`.execute(db);
  await sql`drop index outbox_owed`.execute(db);
  await sql`create index outbox_owed on outbox (destination_id, lane, id)
    where state in ('pending', 'sending', 'failed')`.execute(db);
}
