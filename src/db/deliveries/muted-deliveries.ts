import type { Message } from '../../core/messages/message.ts';
import { fromJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';

/** Why a delivery that was muted ended. */
export const MUTED = 'it was muted while it waited';

/** A delivery that waits, and tells of stories. */
export interface WaitingTelling {
  readonly id: number;
  readonly key: string;
  /** The story that it is of; a summary is of none. */
  readonly storyId?: number;
  readonly message: Extract<Message, { kind: 'alert' | 'update' | 'catch-up' }>;
}

/** Lists what waits to tell a destination of stories and that certainly nobody has been shown. */
export async function listWaitingTellings(db: Db, destinationId: string): Promise<WaitingTelling[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'key', 'story_id as storyId', 'body'])
    .where('destination_id', '=', destinationId)
    .where('kind', 'in', ['alert', 'update', 'catch-up'])
    .where((is) =>
      is.or([
        is('state', '=', 'pending'),
        is.and([is('state', '=', 'failed'), is('uncertain_since', 'is', null)]),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id, key, storyId, body }) => ({
    id,
    key,
    ...(storyId === null ? {} : { storyId }),
    message: fromJson<WaitingTelling['message']>(body),
  }));
}

/** Takes deliveries back that wait. */
export async function takeBackMuted(db: Db, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('outbox')
    .set({ state: 'folded', reason: MUTED, lease_until: null, updated_at: now.getTime() })
    .where('id', 'in', ids)
    .where('state', 'in', ['pending', 'failed'])
    .execute();
}

/** Records of alerts that a summary was to tell that it tells of their stories no more. */
export async function takeBackFromSummary(
  db: Db,
  { key, storyIds }: { readonly key: string; readonly storyIds: readonly number[] },
): Promise<void> {
  if (storyIds.length === 0) return;
  await db
    .updateTable('outbox')
    .set({ reason: MUTED })
    .where('state', '=', 'folded')
    .where('reason', '=', `told in ${key}`)
    .where('story_id', 'in', storyIds)
    .execute();
}

/** Tells whether a delivery was taken back because of a mute. */
export async function wasMuted(db: Db, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'folded')
    .where('reason', '=', MUTED)
    .executeTakeFirst();
  return row !== undefined;
}
