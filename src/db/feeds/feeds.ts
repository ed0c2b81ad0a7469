import { sql, type Selectable } from 'kysely';
import type { PollState } from '../../core/polling/poll-state.ts';
import type { ReaderName } from '../../core/types.ts';
import { isPostgres } from '../engine/engine.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { FeedRow } from '../engine/tables.ts';

/** A feed as polling knows it. */
export interface PolledFeed {
  readonly id: string;
  /** Where it is polled: the configured address, or where it has moved since. */
  readonly url: string;
  readonly state: PollState;
  readonly reader?: ReaderName;
}

/** Bounds the values of one statement: SQLite takes 32,766. */
const ROWS_A_STATEMENT = 1_000;

/**
 * Makes the configured feeds the polled ones. A new one starts in the given state; one whose configured address
 * changed is polled there, as if new; one that is configured no more is kept, and polled no more. What is as it should
 * be is not touched, since other processes may be polling it.
 */
export async function syncFeeds(
  db: Db,
  feeds: readonly { readonly id: string; readonly url: string }[],
  initial: PollState,
): Promise<void> {
  const fresh = { poll_state: toJson(initial), due_at: initial.dueAt?.getTime() ?? null, reader: null };
  await db.transaction().execute(async (transaction) => {
    const known = await transaction.selectFrom('feeds').select(['id', 'configured_url', 'active']).execute();
    const urls = new Map(known.map(({ id, configured_url: url }) => [id, url]));
    const active = new Set(known.flatMap((row) => (row.active === 1 ? row.id : [])));
    for (const { id } of feeds.filter((feed) => urls.has(feed.id) && !active.has(feed.id)))
      await transaction.updateTable('feeds').set({ active: 1 }).where('id', '=', id).execute();
    for (const id of active.difference(new Set(feeds.map((feed) => feed.id))))
      await transaction.updateTable('feeds').set({ active: 0 }).where('id', '=', id).execute();
    for (const { id, url } of feeds.filter((feed) => urls.has(feed.id) && urls.get(feed.id) !== feed.url)) {
      const moved = { configured_url: url, url, ...fresh };
      await transaction.updateTable('feeds').set(moved).where('id', '=', id).execute();
    }
    const added = feeds.filter(({ id }) => !urls.has(id));
    for (let start = 0; start < added.length; start += ROWS_A_STATEMENT)
      await transaction
        .insertInto('feeds')
        .values(
          added
            .slice(start, start + ROWS_A_STATEMENT)
            .map(({ id, url }) => ({ id, configured_url: url, url, active: 1, ...fresh })),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
  });
}

/**
 * Claims feeds that are due, longest overdue first. A claim holds for `leaseMs`, or until the poll is recorded. Several
 * processes that claim at once get different feeds, and none waits for another.
 */
export async function claimDueFeeds(
  db: Db,
  claim: { readonly owner: string; readonly now: Date; readonly leaseMs: number; readonly limit: number },
): Promise<PolledFeed[]> {
  const at = claim.now.getTime();
  return db.transaction().execute(async (transaction) => {
    const due = await transaction
      .selectFrom('feeds')
      .select('id')
      .where('active', '=', 1)
      .where('due_at', '<=', at)
      .where((query) => query.or([query('lease_until', 'is', null), query('lease_until', '<=', at)]))
      .orderBy('due_at')
      .limit(claim.limit)
      .$if(isPostgres(transaction), (query) => query.forUpdate().skipLocked())
      .execute();
    if (due.length === 0) return [];
    const rows = await transaction
      .updateTable('feeds')
      .set({ lease_owner: claim.owner, lease_until: at + claim.leaseMs })
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .where((query) => query.or([query('lease_until', 'is', null), query('lease_until', '<=', at)]))
      .returningAll()
      .execute();
    return rows.map(fromRow);
  });
}

/** What a poll leaves behind. */
export interface SavedPoll {
  readonly state: PollState;
  readonly reader?: ReaderName;
  readonly movedTo?: string;
}

/**
 * Records polls of different feeds and ends their claims: all of them or, if one cannot be recorded, none. At most a
 * thousand, which are one statement.
 */
export async function savePolls(
  db: Db,
  polls: readonly { readonly id: string; readonly poll: SavedPoll }[],
): Promise<void> {
  const rows = polls.map(
    ({ id, poll: { state, reader, movedTo } }) => sql`(cast(${id} as text), cast(${toJson(state)} as text),
      cast(${state.dueAt?.getTime() ?? null} as bigint), cast(${reader ?? null} as text), cast(${movedTo ?? null} as text))`,
  );
  await sql`with given (id, poll_state, due_at, reader, url) as (values ${sql.join(rows)})
    update feeds set poll_state = given.poll_state, due_at = given.due_at, lease_owner = null, lease_until = null,
      reader = coalesce(given.reader, feeds.reader), url = coalesce(given.url, feeds.url)
    from given where feeds.id = given.id`.execute(db);
}

/** Records a poll and ends its claim. */
export const savePoll = (db: Db, id: string, poll: SavedPoll): Promise<void> => savePolls(db, [{ id, poll }]);

/** Makes feeds due now that were due later; those that are being visited are left alone. */
export async function hastenFeeds(db: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('feeds')
    .set({ due_at: now.getTime() })
    .where('id', 'in', ids)
    .where('due_at', '>', now.getTime())
    .where('lease_until', 'is', null)
    .execute();
}

/** Ends the claims that owners left behind when they were killed. Returns how many feeds that frees. */
export async function releaseFeeds(db: Db, owners: readonly string[]): Promise<number> {
  if (owners.length === 0) return 0;
  const { numUpdatedRows } = await db
    .updateTable('feeds')
    .set({ lease_owner: null, lease_until: null })
    .where('lease_owner', 'in', owners)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Lists who has claimed feeds, alive or not. */
export async function listClaimants(db: Db): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('feeds')
    .select('lease_owner as owner')
    .where('lease_owner', 'is not', null)
    .distinct()
    .execute();
  return rows.flatMap(({ owner }) => owner ?? []);
}

/** Lists the feeds that are polled, by id. */
export async function listPolledFeeds(db: Db): Promise<PolledFeed[]> {
  const rows = await db.selectFrom('feeds').selectAll().where('active', '=', 1).orderBy('id').execute();
  return rows.map(fromRow);
}

/** Lists every feed that was ever polled, whether it still is or not, with the address it was configured with. */
export async function listKnownFeeds(
  db: Db,
): Promise<readonly (PolledFeed & { readonly configuredUrl: string })[]> {
  const rows = await db.selectFrom('feeds').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ ...fromRow(row), configuredUrl: row.configured_url }));
}

function fromRow(row: Selectable<FeedRow>): PolledFeed {
  return {
    id: row.id,
    url: row.url,
    state: {
      ...fromJson<PollState>(row.poll_state),
      dueAt: row.due_at === null ? undefined : new Date(row.due_at),
    },
    ...(row.reader === 'rss-parser' || row.reader === 'tolerant' ? { reader: row.reader } : {}),
  };
}
