import type { Db } from '../engine/open.ts';

/** Counts the pings of roles that deliveries queued since a time made, and those that were left out of them. */
export async function countPings(db: Db, since: Date): Promise<Readonly<Record<'made' | 'muted', number>>> {
  const rows = await db
    .selectFrom('outbox')
    .select(['ping', (query) => query.fn.countAll<number>().as('count')])
    .where('created_at', '>=', since.getTime())
    .where('ping', 'is not', null)
    .groupBy('ping')
    .execute();
  const countOf = (wanted: string): number => rows.find(({ ping }) => ping === wanted)?.count ?? 0;
  return { made: countOf('made'), muted: countOf('muted') };
}
