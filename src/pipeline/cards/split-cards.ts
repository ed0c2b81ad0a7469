import { cleanHeadline } from '../../core/messages/headline.ts';
import type { DeliveryState } from '../../core/messages/message.ts';
import type { ReportedArticle } from '../../core/stories/story.ts';
import { listCards, moveCard, type KeptCard } from '../../db/deliveries/cards.ts';
import { moveDeliveries } from '../../db/deliveries/joined-alerts.ts';
import type { Db } from '../../db/engine/open.ts';
import { listStoryArticles } from '../../db/stories/articles.ts';

/** States in which readers have a card, or may. */
const BEGUN: ReadonlySet<DeliveryState | undefined> = new Set(['sending', 'failed', 'sent']);

/**
 * Gives the cards of a story that turned out to be two to the part whose headline they show: what readers were told of
 * must not turn into something else before their eyes. Belongs into the transaction that splits the story, after the
 * reports of the new part have been moved.
 */
export async function splitCards(
  db: Db,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<void> {
  const part = await listStoryArticles(db, into);
  for (const card of await listCards(db, from)) {
    if (!BEGUN.has(card.alertState) || !part.some((article) => isShown(card, article))) continue;
    await moveCard(db, card.id, into);
    await moveDeliveries(db, card, into);
  }
}

const isShown = ({ story }: KeptCard, { title, outlet, url }: ReportedArticle): boolean =>
  story.url === undefined ? story.headline === cleanHeadline(title, outlet.name) : story.url === url;
