import { sql } from 'kysely';
import type { Balance } from '../../core/audit.ts';
import type { Db } from '../engine/open.ts';

const DAY_MS = 86_400_000;

/** What is counted as it comes in; what was removed from it by age is counted as `removed:<state>`. */
export type TallyName = 'entries' | 'deliveries';

/** Returns the number of the day of a time, from 1970 on, in UTC. */
export const dayOf = (time: Date): number => Math.floor(time.getTime() / DAY_MS);

/** Counts what came in, in the transaction that takes it in. */
export async function addTally(db: Db, name: string, day: number, count: number): Promise<void> {
  if (count === 0) return;
  await db
    .insertInto('tallies')
    .values({ day, name, count })
    .onConflict((conflict) =>
      conflict.columns(['day', 'name']).doUpdateSet({ count: sql`tallies.count + ${count}` }),
    )
    .execute();
}

/** Everything that was counted against everything that is there or was removed by age; of one day, or of all. */
export async function findBalances(db: Db, day?: number): Promise<readonly Balance[]> {
  return [
    await findBalance(db, { name: 'entries', table: 'entries', time: 'read_at', day }),
    await findBalance(db, { name: 'deliveries', table: 'outbox', time: 'created_at', day }),
  ];
}

interface Counted {
  readonly name: TallyName;
  readonly table: 'entries' | 'outbox';
  readonly time: 'read_at' | 'created_at';
  readonly day: number | undefined;
}

async function findBalance(db: Db, { name, table, time, day }: Counted): Promise<Balance> {
  const column = sql.ref<number>(time);
  const within =
    day === undefined ? sql`true` : sql`${column} >= ${day * DAY_MS} and ${column} < ${(day + 1) * DAY_MS}`;
  const { rows } = await sql<{ state: string; count: number }>`select state, count(*) as count
    from ${sql.table(table)} where ${within} group by state`.execute(db);
  const tallies = await db
    .selectFrom('tallies')
    .select(['name', sql<number>`cast(sum(count) as bigint)`.as('count')])
    .where((query) => (day === undefined ? query.lit(true) : query('day', '=', day)))
    .groupBy('name')
    .execute();
  const removed = `${name}:`;
  return {
    name,
    counted: tallies.find((tally) => tally.name === name)?.count ?? 0,
    states: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
    removed: Object.fromEntries(
      tallies
        .filter((tally) => tally.name.startsWith(removed))
        .map((tally) => [tally.name.slice(removed.length), tally.count]),
    ),
  };
}

/** Counts rows that refer to what is not there, by what is wrong with them; none in a sound database. */
export async function findLooseEnds(db: Db): Promise<Readonly<Record<string, number>>> {
  const questions = {
    'entries of an article that is not there': sql`select count(*) as count from entries
      where article_id is not null and not exists (select 1 from articles where articles.id = entries.article_id)`,
    'articles of a story that is not there': sql`select count(*) as count from articles
      where story_id is not null and not exists (select 1 from stories where stories.id = articles.story_id)`,
    'deliveries to a destination that is not there': sql`select count(*) as count from outbox
      where state in ('pending', 'sending', 'failed')
      and not exists (select 1 from destinations where destinations.id = outbox.destination_id)`,
    'sent deliveries without a message': sql`select count(*) as count from outbox
      where state = 'sent' and message_id is null`,
  };
  const found: Record<string, number> = {};
  for (const [what, question] of Object.entries(questions)) {
    const { rows } = await sql<{ count: number }>`${question}`.execute(db);
    found[what] = rows[0]?.count ?? 0;
  }
  return found;
}
