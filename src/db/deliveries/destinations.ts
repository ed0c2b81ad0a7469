import type { Insertable, Selectable } from 'kysely';
import type { Destination } from '../../core/destination.ts';
import { isErrorCode, type ErrorCode } from '../../core/messages/errors.ts';
import type { Origin, Standing } from '../../core/subscriptions/standing.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { DestinationRow } from '../engine/tables.ts';

/**
 * Makes the configured destinations the active ones of the file. One that is configured no more is kept, inactive,
 * with what it is still owed; one whose settings changed is tried again, whatever it was paused for. Those that people
 * made by command stay as they are.
 */
export async function syncDestinations(db: Db, destinations: readonly Destination[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('destinations').set({ active: 0 }).where('origin', '=', 'file').execute();
    for (const destination of destinations) await putDestination(transaction, destination, {});
  });
}

/** What is kept of a destination beside its settings when it is made. */
export interface Making {
  /** Who asked for a channel's messages; absent for a person's own. */
  readonly ownerId?: string;
  /** It has been shown what there is, and is owed no welcome. */
  readonly isWelcomed: boolean;
  readonly now: Date;
}

/** Keeps what people set by command, made now or before. One that is paused stays so. */
export async function saveDestination(db: Db, destination: Destination, making: Making): Promise<void> {
  const { ownerId, isWelcomed, now } = making;
  await putDestination(db, destination, {
    origin: 'command',
    created_at: now.getTime(),
    owner_id: ownerId ?? null,
    welcomed_at: isWelcomed ? now.getTime() : null,
  });
}

/** Writes a destination's settings. What is only known of a new one is left alone where there is one of that id. */
async function putDestination(
  db: Db,
  destination: Destination,
  made: Partial<Insertable<DestinationRow>>,
): Promise<void> {
  const settings = toJson(destination);
  const known = await db
    .selectFrom('destinations')
    .select('settings')
    .where('id', '=', destination.id)
    .executeTakeFirst();
  const changed = {
    settings,
    active: 1,
    address: destination.address,
    guild_id: destination.guildId ?? null,
  };
  const unpaused = made.origin === 'command' || known?.settings === settings ? {} : WORKING;
  await db
    .insertInto('destinations')
    .values({ id: destination.id, ...changed, ...made })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...changed, ...unpaused }))
    .execute();
}

const WORKING = { paused_reason: null, paused_code: null, paused_at: null, owner_told_at: null };

/** Which destinations are meant; all active ones unless narrowed. */
export interface DestinationFilter {
  readonly guildId?: string;
  readonly origin?: Origin;
  readonly isPaused?: true;
}

/** Lists active destinations, in the order of their ids; the operator's channel is none of them. */
export async function listDestinations(db: Db, filter: DestinationFilter = {}): Promise<Standing[]> {
  const { guildId, origin, isPaused } = filter;
  const rows = await db
    .selectFrom('destinations')
    .selectAll()
    .where('active', '=', 1)
    .where('origin', '!=', 'operator')
    .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
    .$if(origin !== undefined, (query) => query.where('origin', '=', origin ?? ''))
    .$if(isPaused === true, (query) => query.where('paused_reason', 'is not', null))
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Returns what is sent to a channel or to a person, by whichever origin; undefined when nothing is. */
export async function findDestinationAt(db: Db, address: string): Promise<Standing | undefined> {
  const row = await db
    .selectFrom('destinations')
    .selectAll()
    .where('address', '=', address)
    .where('active', '=', 1)
    .where('origin', '!=', 'operator')
    .orderBy('origin')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Returns one destination, or undefined when there is none of that id. */
export async function findDestination(db: Db, id: string): Promise<Destination | undefined> {
  const row = await db.selectFrom('destinations').select('settings').where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : fromJson<Destination>(row.settings);
}

/** Returns how a destination stands, or undefined when there is no active one of that id. */
export async function findStanding(db: Db, id: string): Promise<Standing | undefined> {
  const row = await db
    .selectFrom('destinations')
    .selectAll()
    .where('id', '=', id)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/**
 * Stops sending to a destination until it is resumed or its settings change, and keeps why. The first reason stays.
 * @param why `code` is what people are told; `paused` stands for their own wish
 */
export async function pauseDestination(
  db: Db,
  id: string,
  why: { readonly reason: string; readonly code?: ErrorCode },
  now: Date,
): Promise<void> {
  await db
    .updateTable('destinations')
    .set({ paused_reason: why.reason, paused_code: why.code ?? null, paused_at: now.getTime() })
    .where('id', '=', id)
    .where('paused_reason', 'is', null)
    .execute();
}

/** Lets messages go to a destination again; tells since when they did not, or nothing when they did. */
export async function unpauseDestination(db: Db, id: string): Promise<Date | undefined> {
  const row = await db.selectFrom('destinations').select('paused_at').where('id', '=', id).executeTakeFirst();
  await db.updateTable('destinations').set(WORKING).where('id', '=', id).execute();
  return typeof row?.paused_at === 'number' ? new Date(row.paused_at) : undefined;
}

/** Lists the destinations that are still owed a welcome, in the order of their ids. */
export async function listUnwelcomed(db: Db): Promise<Destination[]> {
  const rows = await db
    .selectFrom('destinations')
    .select('settings')
    .where('active', '=', 1)
    .where('welcomed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ settings }) => fromJson<Destination>(settings));
}

/** Notes that destinations have been welcomed. */
export async function markWelcomed(db: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('destinations').set({ welcomed_at: now.getTime() }).where('id', 'in', ids).execute();
}

/** A channel that fails, and the person who subscribed it and has not been told. */
export interface OwedNotice {
  readonly destination: Destination;
  readonly ownerId: string;
  readonly code: ErrorCode;
}

/**
 * Takes the notices of failing channels that are owed to those who subscribed them. Each is handed out once: a person
 * is rather not told than told twice, since the channel's list says it, too.
 */
export async function takeOwedNotices(db: Db, now: Date): Promise<OwedNotice[]> {
  const rows = await db
    .updateTable('destinations')
    .set({ owner_told_at: now.getTime() })
    .where('paused_reason', 'is not', null)
    .where('paused_code', '!=', 'paused')
    .where('owner_told_at', 'is', null)
    .where('owner_id', 'is not', null)
    .where('active', '=', 1)
    .returningAll()
    .execute();
  return rows.flatMap((row) => {
    const { destination, paused } = fromRow(row);
    const { owner_id: ownerId } = row;
    return ownerId === null || paused?.code === undefined
      ? []
      : [{ destination, ownerId, code: paused.code }];
  });
}

/** Tells whether a person is the one who subscribed a channel. */
export async function isOwner(db: Db, id: string, userId: string): Promise<boolean> {
  const row = await db.selectFrom('destinations').select('owner_id').where('id', '=', id).executeTakeFirst();
  return row?.owner_id === userId;
}

/** Counts the channels that a person subscribed. */
export async function countOwned(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('destinations')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('owner_id', '=', userId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Forgets who subscribed channels, which stay as they are. */
export async function disown(db: Db, userId: string): Promise<void> {
  await db.updateTable('destinations').set({ owner_id: null }).where('owner_id', '=', userId).execute();
}

function fromRow(row: Selectable<DestinationRow>): Standing {
  const { paused_reason: reason, paused_at: since, paused_code: code } = row;
  return {
    destination: fromJson<Destination>(row.settings),
    origin: row.origin === 'command' ? 'command' : 'file',
    ...(reason === null || since === null
      ? {}
      : {
          paused: { reason, since: new Date(since), ...(code !== null && isErrorCode(code) ? { code } : {}) },
        }),
  };
}
