import type { StoryView } from '../messages/message.ts';

/** One story's message at one destination, with what has been done to it. */
export interface Card {
  /** When it was posted; absent as long as its alert is still under way. */
  readonly postedAt?: Date;
  /** What it shows, or will once the edit that waits is made. */
  readonly story: StoryView;
  /** It has been told as major. */
  readonly isMajor: boolean;
  /** The edits that were made, and the last one's time. */
  readonly edits: number;
  readonly lastEditAt?: Date;
  /** Since when an edit waits; absent when none does. */
  readonly editWantedAt?: Date;
  /** When each update was decided on, oldest first. */
  readonly updateTimes: readonly Date[];
  readonly hasThread: boolean;
  /** No edit follows any more. */
  readonly isClosed: boolean;
}

/** Tells whether two views of a story look alike to a reader, whatever the second figure of its importance is. */
export function looksAlike(one: StoryView, other: StoryView): boolean {
  return lookOf(one) === lookOf(other);
}

const lookOf = (view: StoryView): string =>
  JSON.stringify([
    view.topics.map(({ id }) => id),
    view.headline,
    view.url,
    view.outlet,
    view.firstOutlet,
    view.summary,
    view.importance.level,
    view.outletCount,
    view.independentCount,
    view.alsoReportedBy.map(({ outlet, copyOf, url }) => [outlet, copyOf, url]),
  ]);
