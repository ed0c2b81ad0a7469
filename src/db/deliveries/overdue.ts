import { CARD_KINDS, type Message } from '../../core/messages/message.ts';
import { fromJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';

/**
 * Takes what a destination has been owed since before a time and never was sent: another message tells it instead.
 * What changes a card tells nothing by itself, so it stays in line: a card that stands is brought up to date late.
 * @param into the key of that message
 */
export async function takeOverdue(
  db: Db,
  destinationId: string,
  { before, into, now }: { readonly before: Date; readonly into: string; readonly now: Date },
): Promise<readonly { readonly message: Message; readonly owedAt: Date }[]> {
  const rows = await db
    .updateTable('outbox')
    .set({ state: 'folded', reason: `told in ${into}`, lease_until: null, updated_at: now.getTime() })
    .where('destination_id', '=', destinationId)
    .where('state', 'in', ['pending', 'failed'])
    .where('kind', 'not in', [...CARD_KINDS])
    .where('created_at', '<', before.getTime())
    .returning(['id', 'body', 'created_at as at'])
    .execute();
  return rows
    .toSorted((one, other) => one.id - other.id)
    .map(({ body, at }) => ({ message: fromJson<Message>(body), owedAt: new Date(at) }));
}
