import type { DeliveryState } from '../../core/messages/message.ts';
import type { Db } from '../engine/open.ts';
import { MUTED } from './muted-deliveries.ts';

/** What became of the alert of a story at a destination. */
export interface Alert {
  readonly state: DeliveryState;
  /** When it reached that state. */
  readonly at: Date;
  /** From when on it may be sent. */
  readonly dueAt: Date;
  readonly messageId?: string;
  /** How many answers to it have been sent. */
  readonly updates: number;
}

const STATES: readonly DeliveryState[] = ['pending', 'sending', 'sent', 'failed', 'unknown', 'dead'];

/**
 * Returns what became of a story's alert at a destination, of the last one that was not told by another message where
 * there were several; undefined when none was ever owed, or a mute took it back.
 */
export async function findAlert(db: Db, storyId: number, destinationId: string): Promise<Alert | undefined> {
  const rows = await db
    .selectFrom('outbox')
    .select(['kind', 'state', 'reason', 'updated_at as at', 'due_at as dueAt', 'message_id as messageId'])
    .where('story_id', '=', storyId)
    .where('destination_id', '=', destinationId)
    .where('kind', 'in', ['alert', 'update'])
    .orderBy('id')
    .execute();
  const alerts = rows.filter(({ kind, reason }) => kind === 'alert' && reason !== MUTED);
  const alert = alerts.findLast(({ state }) => state !== 'folded') ?? alerts[0];
  if (alert === undefined) return undefined;
  return {
    // Any state but these means that another message tells it.
    state: STATES.find((state) => state === alert.state) ?? 'folded',
    at: new Date(alert.at),
    dueAt: new Date(alert.dueAt),
    ...(alert.messageId === null || alert.messageId === '' ? {} : { messageId: alert.messageId }),
    updates: rows.filter(({ kind, state }) => kind === 'update' && state === 'sent').length,
  };
}

/** Counts the alerts that a destination has been sent since a time. */
export async function countAlerts(db: Db, destinationId: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('destination_id', '=', destinationId)
    .where('kind', '=', 'alert')
    .where('state', '=', 'sent')
    .where('updated_at', '>=', since.getTime())
    .executeTakeFirstOrThrow();
  return count;
}
