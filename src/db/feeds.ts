import type { Selectable } from 'kysely';
import type { PollState } from '../core/polling/poll-state.ts';
import type { ReaderName } from '../core/types.ts';
import { fromJson, toJson } from './json.ts';
import type { Db } from './open.ts';
import type { FeedRow } from './tables.ts';

/** A feed as polling knows it. */
export interface PolledFeed {
  readonly id: string;
  /** Where it is polled: the configured address, or where it has moved since. */
  readonly url: string;
  readonly state: PollState;
  readonly reader?: ReaderName;
}

/**
 * Makes the configured feeds the polled ones. A new one starts in the given state; one whose configured address
 * changed is polled there, as if new; one that is configured no more is kept, and polled no more.
 */
export async function syncFeeds(
  db: Db,
  feeds: readonly { readonly id: string; readonly url: string }[],
  initial: PollState,
): Promise<void> {
  const fresh = { poll_state: toJson(initial), due_at: initial.dueAt?.getTime() ?? null, reader: null };
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('feeds').set({ active: 0 }).execute();
    for (const { id, url } of feeds) {
      const known = await transaction
        .selectFrom('feeds')
        .select('configured_url')
        .where('id', '=', id)
        .executeTakeFirst();
      const anew = known?.configured_url === url ? {} : { configured_url: url, url, ...fresh };
      await transaction
        .insertInto('feeds')
        .values({ id, configured_url: url, url, active: 1, ...fresh })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ active: 1, ...anew }))
        .execute();
    }
  });
}

/** Claims feeds that are due, longest overdue first. A claim holds for `leaseMs`, or until the poll is recorded. */
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

/** Records polls and ends their claims: all of them or, if one cannot be recorded, none. */
export async function savePolls(
  db: Db,
  polls: readonly { readonly id: string; readonly poll: SavedPoll }[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { id, poll } of polls) await savePoll(transaction, id, poll);
  });
}

/** Records a poll and ends its claim. */
export async function savePoll(db: Db, id: string, poll: SavedPoll): Promise<void> {
  await db
    .updateTable('feeds')
    .set({
      poll_state: toJson(poll.state),
      due_at: poll.state.dueAt?.getTime() ?? null,
      lease_owner: null,
      lease_until: null,
      ...(poll.reader === undefined ? {} : { reader: poll.reader }),
      ...(poll.movedTo === undefined ? {} : { url: poll.movedTo }),
    })
    .where('id', '=', id)
    .execute();
}

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

/** Ends the claims that owners left behind when they were killed. */
export async function releaseFeeds(db: Db, owners: readonly string[]): Promise<void> {
  await db
    .updateTable('feeds')
    .set({ lease_owner: null, lease_until: null })
    .where('lease_owner', 'in', owners)
    .execute();
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
