import type { Destination } from '../destination.ts';
import type { Card } from './card.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long a card must be left alone before what joined it is shown, and how long that may be put off in all. */
const QUIET_MS = 90 * SECOND_MS;
const LONGEST_WAIT_MS = 5 * MINUTE_MS;
/** Discord takes few edits of messages older than this (its error 30046); it does not say how few. */
const OLD_MS = 60 * MINUTE_MS;
const SPACING_MS = 15 * MINUTE_MS;
/** Bots may edit published messages about three times an hour, and followers may see an edit hours later. */
const MAX_EDITS_OF_PUBLISHED = 2;

/**
 * Discord is known to take two changes of a channel's name in ten minutes, threads included, and does not document it:
 * one in that time leaves room for people.
 */
const NAME_SPACING_MS = 10 * MINUTE_MS;

/** What an edit is for: more of the same, something that was wrong, or the end. */
export type EditCause = 'growth' | 'correction' | 'end';

/**
 * Returns when a card may be edited, or undefined when it may not be at all. Edits wait until the card has been quiet
 * for 90 seconds, but no longer than five minutes; a message over an hour old is edited at most every 15 minutes. Of
 * the two edits of a published message, growth may only use one, so that a mistake can still be put right.
 */
export function nextEditAt(
  card: Card,
  cause: EditCause,
  now: Date,
  { publish }: Pick<Destination, 'publish'>,
): Date | undefined {
  if (card.isClosed) return undefined;
  const allowed = publish === undefined ? Infinity : MAX_EDITS_OF_PUBLISHED - (cause === 'growth' ? 1 : 0);
  if (card.edits >= allowed) return undefined;
  const wantedAt = card.editWantedAt?.getTime() ?? now.getTime();
  const settledAt =
    cause === 'growth' ? Math.min(now.getTime() + QUIET_MS, wantedAt + LONGEST_WAIT_MS) : now.getTime();
  return spacedEditAt(card, new Date(Math.max(settledAt, now.getTime())));
}

/** Puts an edit off until the last one is long enough ago. */
export function spacedEditAt({ postedAt, lastEditAt }: Card, at: Date): Date {
  const isOld = postedAt !== undefined && at.getTime() - postedAt.getTime() >= OLD_MS;
  if (!isOld || lastEditAt === undefined) return at;
  return new Date(Math.max(at.getTime(), lastEditAt.getTime() + SPACING_MS));
}

/** Returns when a card's thread may be named after its new headline: with the card's edit, but not soon after the last time. */
export function nextNameAt(editAt: Date, lastNamedAt: Date | undefined): Date {
  return new Date(Math.max(editAt.getTime(), (lastNamedAt?.getTime() ?? 0) + NAME_SPACING_MS));
}
