import { sql, type Kysely } from 'kysely';

/**
 * Counts kept beside the rows they count, so that a row that went missing shows. What was there before is counted as
 * it stands; days are numbered from 1970 on, in UTC.
 */
export async function addTallies(db: Kysely<unknown>): Promise<void> {
  await sql`create table tallies (
    day integer not null, name text not null, count bigint not null, primary key (day, name))`.execute(db);
  await sql`insert into tallies (day, name, count)
    select read_at / 86400000, 'entries', count(*) from entries group by read_at / 86400000`.execute(db);
  await sql`insert into tallies (day, name, count)
    select created_at / 86400000, 'deliveries', count(*) from outbox group by created_at / 86400000`.execute(
    db,
  );
  await sql`create index outbox_created on outbox (created_at, state)`.execute(db);
}
