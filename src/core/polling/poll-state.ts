import type { SitemapState } from './sitemaps.ts';
import { UNKNOWN_RHYTHM, type Rhythm } from './rhythm.ts';
import type { FailureReason, PollOutcome } from '../types.ts';

/** What is odd about a feed although it answers. */
export type FeedFlag =
  | 'empty' // its document has no entry
  | 'undated' // none of its entries has a date
  | 'silent' // nothing new for longer than its own rhythm allows
  | 'validators-lie'; // it says "not modified" although it was

/** All that the scheduler remembers of a feed from one poll to the next. */
export interface PollState extends Rhythm {
  readonly state: 'new' | 'ok' | 'failing' | 'down' | 'gone';
  /** When the state began. */
  readonly since: Date;
  /** When the next poll may start; absent once the feed is gone. */
  readonly dueAt?: Date | undefined;
  readonly lastPolledAt?: Date | undefined;
  readonly lastSuccessAt?: Date | undefined;
  /** When a document was first read: its entries were the baseline. */
  readonly baselineAt?: Date | undefined;
  /** Since when nobody could look, when that is so long that entries may have piled up; kept until an answer comes. */
  readonly missedSince?: Date | undefined;
  /** How long the last answer took. */
  readonly tookMs?: number | undefined;

  /** Failures in a row, since when, and the last one's reason in plain words. */
  readonly failures: number;
  readonly failingSince?: Date | undefined;
  readonly failureReason?: FailureReason | undefined;
  readonly failureDetail?: string | undefined;
  /** When the host first said that the feed has been removed for good, if it has said nothing else since. */
  readonly goneSince?: Date | undefined;

  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly bodyHash?: string | undefined;
  /** When the document was last asked for without validators. */
  readonly lastFullGetAt?: Date | undefined;
  /** Validators known to be out of date, sent once to see whether the server tells the truth. */
  readonly probeEtag?: string | undefined;
  readonly probeLastModified?: string | undefined;
  /** Since when validators are not sent, because the server's answers to them were false. */
  readonly distrustedAt?: Date | undefined;

  /** Where the feed has moved for good, seen once. */
  readonly movedTo?: string | undefined;

  /** What the last document asked for (RSS `ttl`, `skipHours`, `skipDays`). */
  readonly ttlMs?: number | undefined;
  readonly skipHours?: readonly number[] | undefined;
  readonly skipDays?: readonly number[] | undefined;

  /** Of an index of sitemaps: those that are followed. */
  readonly sitemaps?: readonly SitemapState[] | undefined;

  readonly flags: readonly FeedFlag[];
}

type Fetched = Extract<PollOutcome, { readonly kind: 'fetched' }>;

/** What a poll came to, once its body, if there was one, has been read. */
export type PollEvent =
  | (Pick<Fetched, 'bodyHash' | 'validators' | 'conditional' | 'movedTo' | 'freshForMs' | 'tookMs'> & {
      readonly kind: 'read';
      /** Entries in the document, and how many of them were not known. */
      readonly entries: number;
      readonly fresh: number;
      /** The dates of all entries that have one. */
      readonly dates: readonly Date[];
      readonly ttlMs?: number;
      readonly skipHours?: readonly number[];
      readonly skipDays?: readonly number[];
      /** What is to be remembered of the sitemaps that were followed. */
      readonly sitemaps?: readonly SitemapState[];
    })
  /** A body whose hash is the stored one, or an index whose sitemaps brought nothing. */
  | (Pick<Fetched, 'validators' | 'conditional' | 'movedTo' | 'freshForMs' | 'tookMs'> & {
      readonly kind: 'unchanged';
      /** Given for an index, which may itself have changed. */
      readonly bodyHash?: string;
      readonly sitemaps?: readonly SitemapState[];
    })
  | Exclude<PollOutcome, Fetched>;

/** What someone should be told, once. */
export type PollNotice =
  | { readonly kind: 'down'; readonly since: Date; readonly reason: FailureReason; readonly detail: string }
  | { readonly kind: 'recovered'; readonly downSince: Date }
  /** The feed will not be polled any more. */
  | { readonly kind: 'gone' }
  /** The feed's address is to be replaced. */
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'flagged'; readonly flag: FeedFlag };

/** The state of a feed that has just been added: due at once. */
export function initialPollState(now: Date): PollState {
  return { ...UNKNOWN_RHYTHM, state: 'new', since: now, dueAt: now, failures: 0, flags: [] };
}
