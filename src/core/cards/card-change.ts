import type { Destination } from '../destination.ts';
import type { StoryView, UpdateCause } from '../messages/message.ts';
import { looksAlike, type Card } from './card.ts';
import { nextEditAt } from './edit-budget.ts';

const DAY_MS = 86_400_000;
/** From this update within a day on, a story is talked about in a thread of its own. */
const THREAD_FROM = 3;

/** A story as it now is, seen from one destination. */
export interface CardNews {
  readonly story: StoryView;
  readonly isMajor: boolean;
  /** A report states something that none stated before. */
  readonly hasNewFact: boolean;
  /** What the card says has been taken back. */
  readonly isCorrected: boolean;
}

/** What a change of its story makes of a card; nothing of it for a change that no reader would see. */
export interface CardChange {
  /** The card is brought up to date, not before this time. */
  readonly edit?: { readonly dueAt: Date };
  /** It is answered. */
  readonly update?: {
    readonly cause: UpdateCause;
    readonly number: number;
    readonly silent: boolean;
    readonly inThread: boolean;
  };
  /** It goes to the followers of the channel now. */
  readonly publish?: true;
}

/**
 * Decides what readers of a card are shown of a change. More of the same is an edit, which wakes nobody; a new fact is
 * a silent answer; what becomes major, or was wrong, is an audible one. From the third answer in a day on, new facts
 * stand in a thread, so that the channel stays readable. Who has come to want digests only is answered no more.
 */
export function cardChange(
  card: Card,
  news: CardNews,
  now: Date,
  to: Partial<Pick<Destination, 'layout' | 'publish' | 'isPrivate' | 'level'>>,
): CardChange {
  const cause = causeOf(card, news);
  const isSeen = cause !== undefined || !looksAlike(card.story, news.story);
  const editCause = cause === 'correction' ? 'correction' : 'growth';
  const dueAt = isSeen ? nextEditAt(card, editCause, now, to) : undefined;
  return {
    ...(dueAt === undefined ? {} : { edit: { dueAt } }),
    ...(cause === undefined || to.level === 'digest' ? {} : { update: toUpdate(card, cause, now, to) }),
    ...(cause === 'major' && to.publish !== undefined ? { publish: true } : {}),
  };
}

function causeOf({ isMajor }: Card, news: CardNews): UpdateCause | undefined {
  if (news.isCorrected) return 'correction';
  if (news.isMajor && !isMajor) return 'major';
  return news.hasNewFact ? 'fact' : undefined;
}

function toUpdate(
  { updateTimes, hasThread }: Card,
  cause: UpdateCause,
  now: Date,
  { layout, isPrivate }: Pick<Destination, 'layout' | 'isPrivate'>,
): NonNullable<CardChange['update']> {
  const today = updateTimes.filter((time) => now.getTime() - time.getTime() < DAY_MS).length;
  const isBusy = hasThread || layout === 'threads' || today + 1 >= THREAD_FROM;
  // Members of a channel are told of a message in it, but not of one in a thread that they have not opened.
  const isForAll = cause !== 'fact';
  return {
    cause,
    number: updateTimes.length + 1,
    silent: !isForAll,
    inThread: layout === 'forum' || (isBusy && !isForAll && isPrivate === undefined),
  };
}
