import { nonceOf, type OwedDelivery, type Place } from '../../core/delivery.ts';
import type { Destination } from '../../core/destination.ts';
import type { DeliveryState, SendOutcome } from '../../core/messages/message.ts';
import { findCard, findPosted } from '../../db/deliveries/cards.ts';
import { findDirectChannel } from '../../db/deliveries/direct-channels.ts';
import type { Db } from '../../db/engine/open.ts';
import { findStatusPosted } from '../../db/deliveries/operator.ts';
import { findStoryLinks } from '../../db/stories/story-links.ts';
import { findSurvivor } from '../../db/stories/story-mending.ts';

const MINUTE_MS = 60_000;
/** States from which an alert may still come to show its card. */
const WILL_BE_SHOWN: ReadonlySet<DeliveryState | undefined> = new Set(['pending', 'sending', 'failed']);

/** Where a delivery goes, or why that cannot be told. */
export type FoundPlace =
  { readonly kind: 'place'; readonly place: Place } | Extract<SendOutcome, { kind: 'retry' | 'refused' }>;

/** Finds where a delivery goes: which card it changes or answers, and what it follows. */
export async function findPlace(
  db: Db,
  delivery: OwedDelivery,
  to: Destination,
  installation: string,
): Promise<FoundPlace> {
  const direct = to.isPrivate === true ? await findDirectChannel(db, to.id) : undefined;
  const known: Place = direct === undefined ? {} : { directChannelId: direct };
  if (delivery.cardId !== undefined) return findCardPlace(db, delivery.cardId, { known, installation, to });
  const follows = await findFollowed(db, delivery, to);
  const before =
    delivery.message.kind === 'operator-status' ? await findStatusPosted(db, to.address) : undefined;
  const place: Place = {
    ...known,
    ...(follows === undefined ? {} : { follows }),
    ...(before === undefined ? {} : { before }),
  };
  return { kind: 'place', place };
}

async function findCardPlace(
  db: Db,
  cardId: number,
  {
    known,
    installation,
    to,
  }: { readonly known: Place; readonly installation: string; readonly to: Destination },
): Promise<FoundPlace> {
  const card = await findCard(db, cardId);
  if (card?.posted === undefined) {
    return WILL_BE_SHOWN.has(card?.alertState)
      ? { kind: 'retry', reason: 'its card is not shown yet', afterMs: MINUTE_MS }
      : { kind: 'refused', reason: 'its card was never shown' };
  }
  const thread = card.threadId === undefined ? {} : { threadId: card.threadId };
  const marker = nonceOf(installation, card.deliveryId);
  // A post names the one before it in its text, which an edit writes anew.
  const follows = to.layout === 'forum' ? await findPostedBefore(db, card.storyId, to) : undefined;
  return {
    kind: 'place',
    place: {
      ...known,
      card: { ...card.posted, ...thread, marker },
      ...(follows === undefined ? {} : { follows }),
    },
  };
}

async function findFollowed(
  db: Db,
  { message }: OwedDelivery,
  to: Destination,
): Promise<Place['follows'] | undefined> {
  if (message.kind !== 'alert' || message.follows === undefined) return undefined;
  return await findPosted(db, await findSurvivor(db, Number(message.follows)), to.id);
}

async function findPostedBefore(db: Db, storyId: number, { id }: Destination): Promise<Place['follows']> {
  const { follows } = await findStoryLinks(db, storyId);
  return follows === undefined ? undefined : findPosted(db, await findSurvivor(db, follows.id), id);
}
