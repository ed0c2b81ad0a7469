/** A language as its primary subtag: `en`, `es`, `pt`; `und` when it could not be told. */
export type Language = string;

/** One item exactly as a feed gave it, read but not judged. Addresses are absolute; texts are decoded. */
export interface Entry {
  /** The feed's own identifier (RSS guid, Atom id, JSON Feed id), verbatim. */
  readonly guid?: string;
  readonly link?: string;
  /** Plain text on one line; empty when the entry has no title. */
  readonly title: string;
  /** The title as the feed gave it, markup included; only where that differs from the plain one. */
  readonly rawTitle?: string;
  /** Plain text of the fuller of summary and content, paragraphs and sentences kept apart; may be empty. */
  readonly text: string;
  /** The summary or content as the feed gave it, markup included. */
  readonly content: string;
  /** The update where the feed gives only that; absent when it gave no date or one that means nothing. */
  readonly published?: Date;
  readonly updated?: Date;
  /** Whom an aggregator's feed names as the publisher (RSS `<source>`). */
  readonly source?: { readonly name: string; readonly url?: string };
  readonly author?: string;
  /** As declared for this entry or for the feed. */
  readonly language?: Language;
}

/** Which of the two readers took the document. Remembered with the feed, so that it never flips between polls. */
export type ReaderName = 'rss-parser' | 'tolerant';

/** A feed's document once read. */
export interface FeedDocument {
  readonly reader: ReaderName;
  readonly title: string;
  /** The title as the feed gave it, markup included; only where that differs from the plain one. */
  readonly rawTitle?: string;
  readonly link?: string;
  readonly language?: Language;
  readonly entries: readonly Entry[];
  /** How often the publisher asks to be visited at most (RSS `ttl`). */
  readonly ttlMs?: number;
  /** Hours of the day, 0 to 23 in GMT, in which the publisher asks not to be visited (RSS `skipHours`). */
  readonly skipHours?: readonly number[];
  /** Days of the week, 0 for Sunday to 6, in GMT, in which the publisher asks not to be visited (RSS `skipDays`). */
  readonly skipDays?: readonly number[];
  /** The sitemaps that a sitemap index lists; such a document has no entries of its own. */
  readonly sitemaps?: readonly SitemapLink[];
}

/** A sitemap as an index lists it. */
export interface SitemapLink {
  readonly url: string;
  /** When the index says that it last changed, verbatim. */
  readonly changed?: string;
}

/** What reading a body comes to: a document, or one clear reason in plain words why there is none. */
export type ReadOutcome =
  | { readonly kind: 'read'; readonly document: FeedDocument }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** ETag and Last-Modified, stored and sent back verbatim. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export type FailureReason =
  | 'address' // refused: not http(s), or not a public address
  | 'dns'
  | 'connect'
  | 'timeout'
  | 'tls'
  | 'http' // an error status
  | 'too-large'
  | 'redirects'
  | 'encoding' // a body that cannot be decompressed
  | 'broken' // the connection ended before the body did
  | 'unreadable'; // a body that is no feed

/** What one visit to a feed comes to. */
export type PollOutcome =
  | {
      readonly kind: 'fetched';
      readonly body: Uint8Array;
      /** SHA-256 of the body, base64url: an unchanged body is not read again. */
      readonly bodyHash: string;
      /** Where the body came from, after redirects. */
      readonly url: string;
      readonly contentType?: string;
      readonly validators: Validators;
      /** Whether validators were sent with the request, so that the answer could have been "not modified". */
      readonly conditional: boolean;
      /** Set when every hop of the way was a permanent redirect (301 or 308). */
      readonly movedTo?: string;
      /** How long the publisher calls the answer fresh (`max-age`, `Expires`). */
      readonly freshForMs?: number;
      /** From sending the first request to the end of the body, waiting for the host's turn left out. */
      readonly tookMs: number;
    }
  | {
      readonly kind: 'not-modified';
      readonly movedTo?: string;
      readonly freshForMs?: number;
      readonly tookMs: number;
    }
  | {
      readonly kind: 'failed';
      readonly reason: FailureReason;
      /** One line in plain words, safe to show. */
      readonly detail: string;
      readonly status?: number;
      readonly retryAfterMs?: number;
    }
  | {
      /** Nothing was sent: the host has asked for a pause, or the program is stopping. */
      readonly kind: 'deferred';
      readonly until: Date;
    };

export const OUTLET_KINDS = [
  'wire',
  'independent',
  'state-media',
  'official',
  'us-outlet',
  'regional',
  'international',
  'specialist',
  'aggregator',
] as const;
/** What kind of publisher an outlet is: a statement about who runs it, never about what it says. */
export type OutletKind = (typeof OUTLET_KINDS)[number];

/** Who publishes a feed. `group` joins outlets under one owner, which count as one voice. */
export interface Outlet {
  readonly name: string;
  readonly kind: OutletKind | 'unknown';
  readonly country?: string;
  readonly group?: string;
}

/** Where in an entry a piece of evidence was found. */
export type Place = 'headline' | 'text' | 'background' | 'both';

/** One term of a linear score. The weights of a score's evidence and its bias sum to its raw value. */
export interface Evidence {
  /** The feature's name in the weights file: `concept:licence`, `pair:a-company+licence@headline`. */
  readonly feature: string;
  /** Log-odds this feature adds (or takes away, when negative). */
  readonly weight: number;
  /** The words as the reader sees them, from the original text. */
  readonly words: readonly string[];
  readonly place: Place;
}

/** An answer to one yes-or-no question about an entry, with the reasons for it. */
export interface Score {
  /** Log-odds: bias plus the sum of the evidence's weights. */
  readonly raw: number;
  readonly bias: number;
  /** Calibrated probability in [0, 1]: 0.8 means right 8 times in 10. */
  readonly score: number;
  /** Strongest first, by absolute weight. */
  readonly evidence: readonly Evidence[];
}

export interface TopicScore extends Score {
  readonly id: TopicId;
  readonly tagged: boolean;
}

/** Everything the scores say about one entry. */
export interface Assessment {
  readonly language: Language;
  readonly subject: Score;
  readonly relevant: boolean;
  /** One per topic of the subject, in its order; none is tagged when the entry is off the subject. */
  readonly topics: readonly TopicScore[];
}

export type TopicId = string;
