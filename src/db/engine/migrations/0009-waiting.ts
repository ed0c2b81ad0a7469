import { sql, type Kysely } from 'kysely';

/** What is owed in the order in which it was queued: a claim reads its beginning, however much there is. */
export async function addWaiting(db: Kysely<unknown>): Promise<void> {
  await sql`create index outbox_waiting on outbox (id) where state in ('pending', 'sending', 'failed')`.execute(
    db,
  );
}
