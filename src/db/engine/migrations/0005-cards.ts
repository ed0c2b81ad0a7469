import { sql, type Kysely } from 'kysely';
import { autoId } from './auto-id.ts';

/**
 * Cards: which message shows which story where, and what has been done to it. A delivery remembers whether it pings a
 * role, and a person's destination the channel of the direct messages.
 */
export async function addCards(db: Kysely<unknown>): Promise<void> {
  await sql`create table cards (
    id ${autoId(db)}, story_id bigint not null references stories (id), destination_id text not null,
    delivery_id bigint not null, shown text not null, major integer not null, channel_id text, message_id text,
    thread_id text, posted_at bigint, edits integer not null default 0, last_edit_at bigint,
    update_times text not null default '[]', corrected text, updated_at bigint, changed_at bigint not null,
    closed_at bigint, unique (story_id, destination_id))`.execute(db);
  await sql`create index cards_open on cards (changed_at) where closed_at is null and posted_at is not null`.execute(
    db,
  );
  await sql`create index cards_delivery on cards (delivery_id)`.execute(db);
  await sql`create index cards_destination on cards (destination_id)`.execute(db);
  await sql`alter table outbox add column card_id bigint`.execute(db);
  await sql`create index outbox_card on outbox (card_id, kind) where card_id is not null`.execute(db);
  await sql`alter table outbox add column ping text`.execute(db);
  await sql`create index outbox_pings on outbox (destination_id, due_at) where ping is not null`.execute(db);
  await sql`alter table destinations add column direct_channel_id text`.execute(db);
}
