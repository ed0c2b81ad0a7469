import { sql, type Kysely } from 'kysely';

/** What only one of several processes may do at a time, and which one does it. */
export async function addLeases(db: Kysely<unknown>): Promise<void> {
  await sql`create table leases (name text primary key, owner text not null, until bigint not null)`.execute(
    db,
  );
}
