import type { EntryKeys } from '../../core/identity.ts';
import { LEDGER_STATES, type LedgerState, type Verdict } from '../../core/ledger.ts';
import type { Db } from '../engine/open.ts';

/** Tells which of the keys a feed's entries are recognised by have been seen: for one document at a time. */
export interface SeenKeys {
  readonly guids: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

/** Looks up the keys of one document among the entries the feed gave before. */
export async function findSeenKeys(db: Db, feedId: string, keys: readonly EntryKeys[]): Promise<SeenKeys> {
  return {
    guids: await findSeen(db, feedId, { column: 'guid_key', values: keys.flatMap(({ guid }) => guid ?? []) }),
    links: await findSeen(db, feedId, { column: 'link_key', values: keys.flatMap(({ link }) => link ?? []) }),
    texts: await findSeen(db, feedId, { column: 'text_key', values: keys.map(({ text }) => text) }),
  };
}

/** A bound on the parameters of one statement; SQLite takes 32,766. */
const BATCH = 1_000;

interface Column {
  readonly column: 'guid_key' | 'link_key' | 'text_key';
  readonly values: readonly string[];
}

async function findSeen(db: Db, feedId: string, { column, values }: Column): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (let start = 0; start < values.length; start += BATCH) {
    const rows = await db
      .selectFrom('entries')
      .select(`${column} as key`)
      .where('feed_id', '=', feedId)
      .where(column, 'in', values.slice(start, start + BATCH))
      .execute();
    for (const { key } of rows) if (key !== null) seen.add(key);
  }
  return seen;
}

export interface NewEntry {
  readonly feedId: string;
  readonly keys: EntryKeys;
  readonly articleId?: number;
  readonly verdict: Verdict;
  readonly readAt: Date;
}

/** Writes one entry into the ledger. */
export async function insertEntry(db: Db, entry: NewEntry): Promise<void> {
  await db
    .insertInto('entries')
    .values({
      feed_id: entry.feedId,
      guid_key: entry.keys.guid ?? null,
      link_key: entry.keys.link ?? null,
      text_key: entry.keys.text,
      article_id: entry.articleId ?? null,
      state: entry.verdict.state,
      reason: entry.verdict.reason,
      read_at: entry.readAt.getTime(),
    })
    .execute();
}

/** Counts the ledger's entries by state, read since a time, in the order of the states and with those that have none. */
export async function countEntries(db: Db, since: Date): Promise<StateCount[]> {
  const rows = await db
    .selectFrom('entries')
    .select(['state', (query) => query.fn.countAll<number>().as('count')])
    .where('read_at', '>=', since.getTime())
    .groupBy('state')
    .execute();
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  return LEDGER_STATES.map((state) => ({ state, count: counts.get(state) ?? 0 }));
}

export interface StateCount {
  readonly state: LedgerState;
  readonly count: number;
}
