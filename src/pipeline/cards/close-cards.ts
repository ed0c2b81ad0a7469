import { nextEditAt } from '../../core/cards/edit-budget.ts';
import type { Destination } from '../../core/destination.ts';
import { enqueueForCard, foldWaitingEdits } from '../../db/deliveries/card-deliveries.ts';
import { closeCard, listQuietCards, type KeptCard } from '../../db/deliveries/cards.ts';
import { findDestination } from '../../db/deliveries/destinations.ts';
import type { Db } from '../../db/engine/open.ts';
import { toEdit } from './cards.ts';

/** So long after its last report a story is over for its readers. */
const QUIET_MS = 48 * 3_600_000;
/** Enough for a turn; what is left comes in the next. */
const CARDS_A_TURN = 100;

/** Ends the cards of stories that nobody has reported for two days: each is edited one last time. */
export async function closeQuietCards(db: Db, now: Date): Promise<void> {
  const quiet = await listQuietCards(db, new Date(now.getTime() - QUIET_MS), CARDS_A_TURN);
  for (const card of quiet) {
    const destination = await findDestination(db, card.destinationId);
    await db
      .transaction()
      .execute((transaction) => endCard(transaction, card, { destination, how: 'closed' }, now));
  }
}

/** Edits a card for the last time, where it may still be edited, and lets nothing follow. */
export async function endCard(
  db: Db,
  card: KeptCard,
  { destination, how }: { readonly destination: Destination | undefined; readonly how: 'closed' | 'joined' },
  now: Date,
): Promise<void> {
  const dueAt = destination === undefined ? undefined : nextEditAt(card, 'end', now, destination);
  if (destination !== undefined && dueAt !== undefined) {
    const last = toEdit(card, destination);
    const message = { ...last, kind: 'close' as const, note: { ...last.note, ended: how } };
    await foldWaitingEdits(db, card.id, now);
    await enqueueForCard(db, card, { key: `close:${String(card.id)}`, message, dueAt }, now);
  }
  await closeCard(db, card.id, now);
}
