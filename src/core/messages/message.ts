import type { StoryId } from '../stories/story.ts';
import type { Digest } from '../digest/digest.ts';
import type { OperatorMessage } from '../operator/operator-message.ts';
import type { ErrorCode } from './errors.ts';
import type { Localised, UiLanguage } from '../subject.ts';
import type { Language } from '../types.ts';
import type { TopicTag } from './topic-tag.ts';

/** Another outlet's report of the same story. */
export interface Mention {
  readonly outlet: string;
  readonly language: Language;
  readonly url?: string;
  /** Whose words these are, an agency's or another outlet's of the list: the report is a copy, no voice of its own. */
  readonly copyOf?: string;
}

/** Everything a reader is shown of a story, in the destination's language and free of any platform's markup. */
export interface StoryView {
  readonly storyId: StoryId;
  /** Never empty; the first one gives the message its colour. */
  readonly topics: readonly TopicTag[];
  readonly headline: string;
  /** Set when the headline is not in the destination's language. */
  readonly headlineLanguage?: Language;
  readonly url?: string;
  /** The outlet whose headline and link are shown, with what kind of outlet it is. */
  readonly outlet: string;
  readonly outletKind: string;
  /** Who told it first, where that was another outlet. */
  readonly firstOutlet?: string;
  readonly summary: string;
  /** Who wrote the summary's sentences, when it was another outlet than the headline's. */
  readonly summaryOutlet?: string;
  readonly summaryLanguage?: Language;
  readonly importance: {
    readonly level: 'relevant' | 'high' | 'major';
    readonly score: number;
    readonly dots: number;
  };
  readonly outletCount: number;
  /** How many of them are voices of their own; given where that is fewer. */
  readonly independentCount?: number;
  readonly alsoReportedBy: readonly Mention[];
  /** Absent when no report gave a date. */
  readonly published?: Date;
  readonly firstSeen: Date;
}

/** Whom a message wakes: a role, when the destination has one and has not been pinged too often. */
export interface Ping {
  readonly role: string;
  /** How many pings were left out since the last one. */
  readonly muted: number;
}

/** What stands on a card beside its story. */
export interface CardNote {
  /** When the latest update was posted below it. */
  readonly updatedAt?: Date;
  /** The headline that readers saw and that holds no more. */
  readonly corrected?: string;
  /** Nothing more will change: the story is over, or is told on another card. */
  readonly ended?: 'closed' | 'joined';
}

/** Something new about a story, as an outlet put it. */
export interface ReportedFact {
  /** The report's headline, or the sentence of it that states what is new. */
  readonly headline: string;
  readonly outlet: string;
  readonly language: Language;
  readonly url?: string;
  readonly at: Date;
  /** What of it can be said in a word: another figure, the first official word, a denial. */
  readonly marks: readonly FactMark[];
}

export type FactMark =
  | { readonly kind: 'count'; readonly value: number; readonly was: number }
  | { readonly kind: 'statement' | 'denial' };

/** Why an update is posted: something new is told, the story has become major, or what was told was wrong. */
export type UpdateCause = 'fact' | 'major' | 'correction';

/** What is shown to people, before any platform's rendering. */
export type Message =
  | {
      readonly kind: 'alert';
      readonly language: UiLanguage;
      readonly story: StoryView;
      readonly silent: boolean;
      readonly ping?: Ping;
      /** The story that this one follows: its card is answered, where there is one. */
      readonly follows?: StoryId;
    }
  | {
      /** The card as it stands now; `close` is the last time. */
      readonly kind: 'edit' | 'close';
      readonly language: UiLanguage;
      readonly story: StoryView;
      readonly note: CardNote;
      /** The ping that the alert was sent with: it stays in the text, and wakes nobody again. */
      readonly ping?: Ping;
    }
  | {
      /** An answer to the card. */
      readonly kind: 'update';
      readonly language: UiLanguage;
      readonly story: StoryView;
      readonly cause: UpdateCause;
      /** The first update of a card is 1. */
      readonly number: number;
      /** The newest one last. */
      readonly facts: readonly ReportedFact[];
      /** The headline that a correction takes back. */
      readonly corrected?: string;
      readonly silent: boolean;
      readonly ping?: Ping;
      /** Stands in the card's thread, which is begun where there is none. */
      readonly inThread: boolean;
    }
  /** The card's thread, begun where there is none, and named after the card's headline. */
  | { readonly kind: 'thread'; readonly language: UiLanguage; readonly story: StoryView }
  /** Hands the card to the followers of an announcement channel. */
  | { readonly kind: 'publish'; readonly language: UiLanguage }
  | {
      readonly kind: 'welcome';
      readonly language: UiLanguage;
      readonly subject: Localised;
      readonly feedCount: number;
      /** How many of them have not answered yet; left out when all have. */
      readonly silentCount?: number;
      readonly stories: readonly StoryView[];
      /** How many more stories the last 24 hours had than are listed. */
      readonly moreCount: number;
      readonly silent: true;
    }
  | {
      /** What came out while the feeds could not be read, or while the destination took nothing. */
      readonly kind: 'catch-up';
      readonly cause?: 'quiet-hours' | 'pause';
      readonly language: UiLanguage;
      readonly since: Date;
      /** The most important ones first. */
      readonly stories: readonly StoryView[];
      /** How many more there were than are listed. */
      readonly moreCount: number;
      readonly silent: true;
    }
  | {
      /** Shows that messages arrive, with what an alert looks like; it is none. */
      readonly kind: 'test';
      readonly language: UiLanguage;
      readonly story?: StoryView;
      readonly silent: true;
    }
  | {
      /** Tells the person who subscribed a channel that it takes nothing any more. */
      readonly kind: 'failing';
      readonly language: UiLanguage;
      readonly channelId: string;
      readonly destinationId: string;
      readonly code: ErrorCode;
      readonly silent: true;
    }
  | Digest
  | OperatorMessage;

/** What readers see as a message of its own, or as the new shape of one. */
export type ShownMessage = Exclude<Message, { kind: 'thread' | 'publish' }>;

/** What changes a card that stands somewhere, rather than being posted. */
export type CardMessage = Extract<Message, { kind: 'edit' | 'close' | 'thread' | 'publish' }>;

export const CARD_KINDS: ReadonlySet<Message['kind']> = new Set(['edit', 'close', 'thread', 'publish']);

/** Tells whether a message changes a card. To ask for the same change twice changes nothing more. */
export const changesCard = (message: Message): message is CardMessage => CARD_KINDS.has(message.kind);

/** A message and where it must go: what the outbox keeps. */
export interface Delivery {
  /** One delivery a key, however often it is asked for: `alert:12:noticias`. */
  readonly key: string;
  readonly destinationId: string;
  readonly storyId?: StoryId;
  /** The card that it changes or answers. */
  readonly cardId?: number;
  readonly message: Message;
  /** Deliveries of one destination and lane keep their order; `posts` unless given. */
  readonly lane?: string;
  /** Not made before; at once unless given. */
  readonly dueAt?: Date;
  /** Whether a role is pinged by it, or would have been, had it not been too often. */
  readonly ping?: 'made' | 'muted';
}

export const DELIVERY_STATES = ['pending', 'sending', 'sent', 'failed', 'unknown', 'dead', 'folded'] as const;
/**
 * Where a delivery stands. `unknown`: whether the reader saw it cannot be known; `dead`: it never will be sent;
 * `folded`: another delivery tells it instead.
 */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

interface Shown<Kind extends string> {
  readonly kind: Kind;
  readonly messageId: string;
  /** Where it stands, when that is not the destination's own address: direct messages, a thread. */
  readonly channelId?: string;
}

/** What came of one attempt to send. */
export type SendOutcome =
  | Shown<'sent'>
  /** Certainly not shown; worth trying again. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** The answer was lost: it may have been shown. */
  | { readonly kind: 'ambiguous'; readonly reason: string }
  /** This message will never be taken; others may. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing will be taken at this destination until somebody acts. */
  | { readonly kind: 'closed'; readonly reason: string; readonly code?: ErrorCode }
  /** Nothing will be taken anywhere: the token is not valid. */
  | { readonly kind: 'fatal'; readonly reason: string };

/** What a destination's own history says of a delivery whose answer was lost. */
export type FindOutcome =
  | Shown<'found'>
  | { readonly kind: 'absent' }
  /** It may not be read, so what became of the delivery cannot be known. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** It was read, and it is not known yet whether what it shows is everything. */
  | { readonly kind: 'unproven'; readonly reason: string }
  /** The destination is closed, and its history with it, until somebody acts. */
  | { readonly kind: 'closed'; readonly reason: string; readonly code?: ErrorCode }
  /** It cannot be read now; the question stays open. */
  | { readonly kind: 'ambiguous'; readonly reason: string };
