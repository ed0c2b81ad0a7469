import type { Selectable } from 'kysely';
import type { DigestKind } from '../../core/digest/calendar.ts';
import type { DigestCursor, DigestPlan } from '../../core/digest/schedule.ts';
import type { Message } from '../../core/messages/message.ts';
import type { TopicId } from '../../core/types.ts';
import { fromJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { DigestRow } from '../engine/tables.ts';

/** Up to where a destination has been told by digests of a kind. */
export interface KeptCursor extends DigestCursor {
  readonly destinationId: string;
  /** For how many days in a row nothing was sent because there was nothing to say. */
  readonly quietDays: number;
}

/** What came of a plan. */
export interface DigestRecord {
  readonly destinationId: string;
  readonly plan: DigestPlan;
  /** There was something to say, or silence would have been taken for failure. */
  readonly isSent: boolean;
  readonly storyCount: number;
  readonly listedCount: number;
  readonly quietDays: number;
}

/** Lists where every destination stands. */
export async function listDigestCursors(db: Db): Promise<KeptCursor[]> {
  const rows = await db.selectFrom('digests').selectAll().execute();
  return rows.map(toCursor);
}

/** Finds where one destination stands. */
export async function findDigestCursors(db: Db, destinationId: string): Promise<KeptCursor[]> {
  const rows = await db
    .selectFrom('digests')
    .selectAll()
    .where('destination_id', '=', destinationId)
    .execute();
  return rows.map(toCursor);
}

/** A digest that was sent: to whom, and of which topics it told. */
export interface SentDigest {
  readonly destinationId: string;
  readonly topicIds: readonly TopicId[];
}

/**
 * Finds a digest that was sent, by the marker in its buttons; undefined when it is kept no more. A marker can be made
 * by hand: what was sent to one person, or to one channel, is told nowhere else.
 * @param addresses whose digests may be looked into: the person's own, and that of the channel they are in
 */
export async function findSentDigest(
  db: Db,
  { marker, addresses }: { readonly marker: string; readonly addresses: readonly string[] },
): Promise<SentDigest | undefined> {
  const id = Number.parseInt(marker.split('-').at(-1) ?? '', 36);
  if (!Number.isSafeInteger(id)) return undefined;
  const row = await db
    .selectFrom('outbox')
    .innerJoin('destinations', 'destinations.id', 'outbox.destination_id')
    .select(['body', 'destination_id'])
    .where('outbox.id', '=', id)
    .where('kind', '=', 'digest')
    .where('address', 'in', addresses)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const message = fromJson<Message>(row.body);
  return message.kind === 'digest'
    ? { destinationId: row.destination_id, topicIds: message.topicIds }
    : undefined;
}

/**
 * Moves cursors, and returns those that have moved: another turn was first at the others, and owes their digests.
 * To be called in the transaction that queues them.
 */
export async function recordDigests(
  db: Db,
  records: readonly DigestRecord[],
  now: Date,
): Promise<readonly DigestRecord[]> {
  const moved = await db
    .insertInto('digests')
    .values(records.map((record) => toRow(record, now)))
    .onConflict((conflict) =>
      conflict
        .columns(['destination_id', 'kind'])
        .doUpdateSet((row) => ({
          day: row.ref('excluded.day'),
          rhythm: row.ref('excluded.rhythm'),
          until_at: row.ref('excluded.until_at'),
          variant: row.ref('excluded.variant'),
          story_count: row.ref('excluded.story_count'),
          listed_count: row.ref('excluded.listed_count'),
          quiet_days: row.ref('excluded.quiet_days'),
          queued_at: row.ref('excluded.queued_at'),
        }))
        .where((row) =>
          row.or([
            row('digests.day', '<', row.ref('excluded.day')),
            row('digests.rhythm', '!=', row.ref('excluded.rhythm')),
          ]),
        ),
    )
    .returning(['destination_id', 'kind'])
    .execute();
  const keys = new Set(moved.map(({ destination_id: id, kind }) => `${kind}:${id}`));
  return records.filter(({ destinationId, plan }) => keys.has(`${plan.kind}:${destinationId}`));
}

const toRow = ({ plan, ...record }: DigestRecord, now: Date) => ({
  destination_id: record.destinationId,
  kind: plan.kind,
  day: plan.day,
  rhythm: plan.rhythm,
  until_at: plan.until.getTime(),
  variant: plan.variant === 'none' || record.isSent ? plan.variant : 'quiet',
  story_count: record.storyCount,
  listed_count: record.listedCount,
  quiet_days: record.quietDays,
  queued_at: now.getTime(),
});

/** Forgets where destinations stand that want no such digest any more: should they want it again, they begin anew. */
export async function forgetDigests(
  db: Db,
  forgotten: readonly { readonly destinationId: string; readonly kind: DigestKind }[],
): Promise<void> {
  for (const { destinationId, kind } of forgotten) {
    await db
      .deleteFrom('digests')
      .where('destination_id', '=', destinationId)
      .where('kind', '=', kind)
      .execute();
  }
}

const toCursor = (row: Selectable<DigestRow>): KeptCursor => ({
  destinationId: row.destination_id,
  kind: row.kind === 'weekly' ? 'weekly' : 'daily',
  day: row.day,
  rhythm: row.rhythm,
  until: new Date(row.until_at),
  quietDays: row.quiet_days,
});
