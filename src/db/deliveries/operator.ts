import { sql } from 'kysely';
import type { Destination } from '../../core/destination.ts';
import type { Posted } from '../../core/delivery.ts';
import type { OperatorMessage } from '../../core/operator/operator-message.ts';
import type { Trouble } from '../../core/operator/trouble.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import { findSetting, saveSetting } from '../engine/settings.ts';

/** The operator's channel among the destinations: messages are owed to it as to any other, but no stories. */
export const OPERATOR_ID = 'operator';

/** In the very words of the indexes that hold nothing else. */
const OWED = sql<boolean>`outbox.state in ('pending', 'sending', 'failed')`;

const WATCHED = 'operator:watched';
const STATUS_POSTED = 'operator:status';
const AUDITED = 'operator:audited';

/** Makes a channel the operator's, or nobody's. One that changed is tried again, whatever it was paused for. */
export async function settleOperator(db: Db, destination: Destination | undefined, now: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const settings = destination === undefined ? undefined : toJson(destination);
    const known = await transaction
      .selectFrom('destinations')
      .select('settings')
      .where('id', '=', OPERATOR_ID)
      .executeTakeFirst();
    await transaction.updateTable('destinations').set({ active: 0 }).where('id', '=', OPERATOR_ID).execute();
    if (destination === undefined || settings === undefined) return;
    const row = {
      settings,
      active: 1,
      origin: 'operator',
      address: destination.address,
      welcomed_at: now.getTime(),
    };
    const unpaused =
      known?.settings === settings ? {} : { paused_reason: null, paused_code: null, paused_at: null };
    await transaction
      .insertInto('destinations')
      .values({ id: OPERATOR_ID, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...row, ...unpaused }))
      .execute();
  });
}

/** What the last look saw, and when the status was last shown. */
export interface Watched {
  readonly troubles: readonly Trouble[];
  readonly shownAt?: Date;
  /** How many messages the operator has been sent, which tells their keys apart. */
  readonly count: number;
}

/** Returns what the last look saw; nothing before the first. */
export async function findWatched(db: Db): Promise<Watched> {
  const kept = await findSetting(db, WATCHED);
  return kept === undefined ? { troubles: [], count: 0 } : fromJson<Watched>(kept);
}

export async function saveWatched(db: Db, watched: Watched): Promise<void> {
  await saveSetting(db, WATCHED, toJson(watched));
}

/** Returns where the status message stands, if it was posted in this channel. */
export async function findStatusPosted(db: Db, channelId: string): Promise<Posted | undefined> {
  const kept = await findSetting(db, STATUS_POSTED);
  const posted = kept === undefined ? undefined : fromJson<Posted>(kept);
  return posted?.channelId === channelId ? posted : undefined;
}

export async function saveStatusPosted(db: Db, posted: Posted): Promise<void> {
  await saveSetting(db, STATUS_POSTED, toJson(posted));
}

/** Keeps in how many points the books did not balance at the latest audit. */
export async function saveAudited(db: Db, differences: number): Promise<void> {
  await saveSetting(db, AUDITED, String(differences));
}

/** Returns in how many points the books did not balance at the latest audit; undefined before the first. */
export async function findAudited(db: Db): Promise<number | undefined> {
  const kept = await findSetting(db, AUDITED);
  return kept === undefined ? undefined : Number(kept);
}

/** Gives a status that nobody has begun to send its newest content. Returns false when none waits. */
export async function refreshStatus(db: Db, message: OperatorMessage, now: Date): Promise<boolean> {
  const rows = await db
    .updateTable('outbox')
    .set({ body: toJson(message), updated_at: now.getTime() })
    .where('destination_id', '=', OPERATOR_ID)
    .where('kind', '=', 'operator-status')
    .where(OWED)
    .where('state', '<>', 'sending')
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** Since when the oldest delivery waits that could be made: not one that is put off, nor one to a paused destination. */
export async function findOldestWaiting(db: Db, now: Date): Promise<Date | undefined> {
  const row = await db
    .selectFrom('outbox')
    .innerJoin('destinations', 'destinations.id', 'outbox.destination_id')
    .select((query) => query.fn.min('outbox.created_at').as('oldest'))
    .where(OWED)
    .where('outbox.kind', '!=', 'operator-status')
    .where('outbox.due_at', '<=', now.getTime())
    .where('destinations.active', '=', 1)
    .where('destinations.paused_reason', 'is', null)
    .executeTakeFirst();
  return row?.oldest === null || row?.oldest === undefined ? undefined : new Date(row.oldest);
}
