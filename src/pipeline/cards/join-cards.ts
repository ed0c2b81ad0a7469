import { deleteCard, listCards, moveCard, type KeptCard } from '../../db/deliveries/cards.ts';
import { findDestination } from '../../db/deliveries/destinations.ts';
import type { Db } from '../../db/engine/open.ts';
import { endCard } from './close-cards.ts';

/**
 * Makes the cards of two stories that are one those of the survivor: where a destination has one of each, the
 * survivor's goes on and the other shows what the survivor's shows, once more and for the last time; where it has only
 * the absorbed story's, that one goes on. Belongs into the transaction that joins the stories, after their alerts have
 * been joined.
 */
export async function joinCards(
  db: Db,
  { survivor, absorbed }: { readonly survivor: number; readonly absorbed: number },
  now: Date,
): Promise<void> {
  const kept = new Map((await listCards(db, survivor)).map((card) => [card.destinationId, card]));
  for (const card of await listCards(db, absorbed)) {
    const other = kept.get(card.destinationId);
    if (other === undefined || other.alertState === 'folded') {
      if (other !== undefined) await deleteCard(db, other.id);
      await moveCard(db, card.id, survivor);
    } else if (card.alertState === 'folded') {
      await deleteCard(db, card.id);
    } else {
      const destination = await findDestination(db, card.destinationId);
      await endCard(db, asShownBy(card, other), { destination, how: 'joined' }, now);
    }
  }
}

const asShownBy = (card: KeptCard, { story }: KeptCard): KeptCard => ({ ...card, story });
