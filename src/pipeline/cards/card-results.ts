import { spacedEditAt } from '../../core/cards/edit-budget.ts';
import type { OwedDelivery, Settlement } from '../../core/delivery.ts';
import type { Destination } from '../../core/destination.ts';
import type { Message } from '../../core/messages/message.ts';
import { enqueueForCard, putOffEdits } from '../../db/deliveries/card-deliveries.ts';
import { findCard, findCardOf, recordEdit, recordPosted, recordThread } from '../../db/deliveries/cards.ts';
import { saveDirectChannel } from '../../db/deliveries/direct-channels.ts';
import type { Db } from '../../db/engine/open.ts';
import { saveStatusPosted } from '../../db/deliveries/operator.ts';
import { publish } from './cards.ts';

/** A delivery that was made. */
export interface MadeDelivery {
  readonly delivery: OwedDelivery;
  readonly to: Destination;
  readonly sent: Extract<Settlement, { kind: 'sent' }>;
}

/** Records what a delivery that was made means for its card, and queues what follows from it. */
export async function recordSent(db: Db, made: MadeDelivery, now: Date): Promise<void> {
  const { delivery, to, sent } = made;
  const { cardId, message } = delivery;
  if (to.isPrivate === true && sent.channelId !== undefined)
    await saveDirectChannel(db, to.id, sent.channelId);
  if (message.kind === 'alert') await recordCard(db, made, now);
  if (message.kind === 'operator-status')
    await saveStatusPosted(db, { channelId: to.address, messageId: sent.messageId });
  if (cardId !== undefined) await recordChange(db, cardId, made, now);
}

async function recordChange(
  db: Db,
  cardId: number,
  { delivery: { message }, to }: MadeDelivery,
  now: Date,
): Promise<void> {
  if (message.kind === 'edit' || message.kind === 'close') {
    await recordEdit(db, cardId, now);
    await spaceEdits(db, cardId, now);
  }
  const isInThread = message.kind === 'update' && message.inThread && to.layout !== 'forum';
  if (message.kind === 'thread' || isInThread) await recordThread(db, cardId);
}

async function recordCard(db: Db, { delivery, to, sent }: MadeDelivery, now: Date): Promise<void> {
  const { id, message } = delivery;
  const { messageId, channelId } = sent;
  const isPost = to.layout === 'forum';
  const place = { channelId: channelId ?? to.address, messageId };
  await recordPosted(db, id, { ...place, ...(isPost ? { threadId: messageId } : {}) }, now);
  const isThreaded = to.layout === 'threads' && to.isPrivate === undefined;
  const card = isThreaded || to.publish === true ? await findCardOf(db, id) : undefined;
  if (card === undefined) return;
  const thread: Message = { kind: 'thread', language: message.language, story: card.story };
  if (isThreaded) await enqueueForCard(db, card, { key: `thread:${String(card.id)}`, message: thread }, now);
  if (to.publish === true && card.isMajor) await publish(db, card, to, now);
}

/** The edit that was just made may have been late: those that wait keep their distance from it. */
async function spaceEdits(db: Db, cardId: number, now: Date): Promise<void> {
  const card = await findCard(db, cardId);
  if (card !== undefined) await putOffEdits(db, cardId, spacedEditAt(card, now));
}
