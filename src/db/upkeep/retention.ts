import { sql } from 'kysely';
import { withoutEvidence } from '../../core/relevance/without-evidence.ts';
import type { Retention } from '../../core/retention.ts';
import type { Assessment } from '../../core/types.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import { addTally } from './tallies.ts';

const DAY_MS = 86_400_000;

/** Removes rows of one kind that are too old, at most so many, and returns how many it removed or shortened. */
type Removal = (db: Db, before: number, limit: number) => Promise<number>;

/**
 * Removes what is kept no longer, a bounded number of rows of each kind, in one transaction, so that nothing else
 * waits long. Returns how many rows were removed or shortened: done again until it is none.
 */
export async function removeOld(db: Db, retention: Retention, now: Date, limit: number): Promise<number> {
  const kinds: readonly (readonly [Removal, number])[] = [
    [removeOffSubject, retention.offSubjectDays],
    [shortenArticles, retention.evidenceDays],
    [removeStories, retention.storyDays],
    [removeEntries, retention.ledgerDays],
    [removeDeliveries, retention.deliveryDays],
  ];
  let count = 0;
  for (const [remove, days] of kinds) {
    const before = now.getTime() - days * DAY_MS;
    count += await db.transaction().execute((transaction) => remove(transaction, before, limit));
  }
  return count;
}

async function removeOffSubject(db: Db, before: number, limit: number): Promise<number> {
  const ids = await listIds(
    sql`select id from articles where relevant = 0 and first_seen_at < ${before} order by first_seen_at limit ${limit}`,
    db,
  );
  await removeArticles(db, ids);
  return ids.length;
}

/** Keeps headline, outlet and address; the scores stay, the words that they rest on go with the text. */
async function shortenArticles(db: Db, before: number, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('articles')
    .select(['id', 'assessment'])
    .where('relevant', '=', 1)
    .where('text', '<>', '')
    .where('first_seen_at', '<', before)
    .orderBy('first_seen_at')
    .limit(limit)
    .execute();
  for (const { id, assessment } of rows)
    await db
      .updateTable('articles')
      .set({ text: '', assessment: toJson(withoutEvidence(fromJson<Assessment>(assessment))) })
      .where('id', '=', id)
      .execute();
  return rows.length;
}

async function removeStories(db: Db, before: number, limit: number): Promise<number> {
  const ids = await listIds(
    sql`select id from stories where closed = 1 and last_report_at < ${before} order by last_report_at limit ${limit}`,
    db,
  );
  if (ids.length === 0) return 0;
  const articles = await listIds(sql`select id from articles where story_id in (${sql.join(ids)})`, db);
  await removeArticles(db, articles);
  for (const table of ['story_topics', 'story_changes', 'story_told', 'cards', 'feedback'] as const)
    await db.deleteFrom(table).where('story_id', 'in', ids).execute();
  await sql`delete from story_search where rowid in (${sql.join(ids)})`.execute(db);
  await db.updateTable('stories').set({ joined_into: null }).where('joined_into', 'in', ids).execute();
  await db.deleteFrom('stories').where('id', 'in', ids).execute();
  return ids.length;
}

/** The ledger keeps the entries of an article that is removed, without it. */
async function removeArticles(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('entries').set({ article_id: null }).where('article_id', 'in', ids).execute();
  await db.deleteFrom('articles').where('id', 'in', ids).execute();
}

/**
 * Only entries that would come to the same again, were their feed to give them once more: those off the subject or too
 * old, and copies of such.
 */
async function removeEntries(db: Db, before: number, limit: number): Promise<number> {
  return await removeCounted(db, {
    name: 'entries',
    ids: sql`select id from entries where read_at < ${before} and article_id is null
      and state in ('off-subject', 'too-old', 'duplicate') order by read_at limit ${limit}`,
    time: 'read_at',
  });
}

async function removeDeliveries(db: Db, before: number, limit: number): Promise<number> {
  return await removeCounted(db, {
    name: 'deliveries',
    ids: sql`select id from outbox where created_at < ${before}
      and state in ('sent', 'dead', 'unknown', 'folded') order by created_at limit ${limit}`,
    time: 'created_at',
  });
}

/** Removes everything that was sent or is owed to a destination. */
export async function removeDeliveriesOf(db: Db, destinationId: string): Promise<void> {
  const ids = sql`select id from outbox where destination_id = ${destinationId}`;
  await removeCounted(db, { name: 'deliveries', ids, time: 'created_at' });
}

/** Removes rows that are in the books, and keeps in the books that it was done. */
async function removeCounted(
  db: Db,
  {
    name,
    ids,
    time,
  }: {
    readonly name: 'entries' | 'deliveries';
    readonly ids: ReturnType<typeof sql>;
    readonly time: 'read_at' | 'created_at';
  },
): Promise<number> {
  const table = sql.table(name === 'entries' ? 'entries' : 'outbox');
  const { rows } = await sql<{ state: string; at: number }>`delete from ${table} where id in (${ids})
    returning state, ${sql.ref(time)} as at`.execute(db);
  const counts = Map.groupBy(rows, ({ state, at }) => `${String(Math.floor(at / DAY_MS))} ${state}`);
  for (const [key, group] of counts) {
    const [day, state = ''] = key.split(' ');
    await addTally(db, `${name}:${state}`, Number(day), group.length);
  }
  return rows.length;
}

async function listIds(query: ReturnType<typeof sql>, db: Db): Promise<number[]> {
  const { rows } = await query.execute(db);
  return rows.flatMap((row) =>
    typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'number' ? [row.id] : [],
  );
}
