import type { StoryId } from '../stories/story.ts';
import type { Localised, UiLanguage } from '../subject.ts';
import type { Language, TopicId } from '../types.ts';

/** A topic as a message shows it. */
export interface TopicTag {
  readonly id: TopicId;
  readonly name: string;
  readonly emoji: string;
  readonly colour: number;
}

/** Another outlet's report of the same story. */
export interface Mention {
  readonly outlet: string;
  readonly language: Language;
  readonly url?: string;
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
  readonly alsoReportedBy: readonly Mention[];
  /** Absent when no report gave a date. */
  readonly published?: Date;
  readonly firstSeen: Date;
}

/** What is shown to people, before any platform's rendering. */
export type Message =
  | {
      readonly kind: 'alert';
      readonly language: UiLanguage;
      readonly story: StoryView;
      readonly silent: boolean;
    }
  | {
      readonly kind: 'welcome';
      readonly language: UiLanguage;
      readonly subject: Localised;
      readonly feedCount: number;
      readonly stories: readonly StoryView[];
      /** How many more stories the last 24 hours had than are listed. */
      readonly moreCount: number;
      readonly silent: true;
    }
  | {
      /** What came out while the feeds could not be read. */
      readonly kind: 'catch-up';
      readonly language: UiLanguage;
      readonly since: Date;
      /** The most important ones first. */
      readonly stories: readonly StoryView[];
      /** How many more there were than are listed. */
      readonly moreCount: number;
      readonly silent: true;
    };

/** A message and where it must go: what the outbox keeps. */
export interface Delivery {
  /** One delivery a key, however often it is asked for: `alert:12:noticias`. */
  readonly key: string;
  readonly destinationId: string;
  readonly storyId?: StoryId;
  readonly message: Message;
}

/** Where a delivery stands. `unknown`: whether the reader saw it cannot be known; `dead`: it never will be sent. */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dead';

/** What came of one attempt to send. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** Certainly not shown; worth trying again. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** The answer was lost: it may have been shown. */
  | { readonly kind: 'ambiguous'; readonly reason: string }
  /** This message will never be taken; others may. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing will be taken at this destination until somebody acts. */
  | { readonly kind: 'closed'; readonly reason: string }
  /** Nothing will be taken anywhere: the token is not valid. */
  | { readonly kind: 'fatal'; readonly reason: string };

/** What a destination's own history says of a delivery whose answer was lost. */
export type FindOutcome =
  | { readonly kind: 'found'; readonly messageId: string }
  | { readonly kind: 'absent' }
  /** It may not be read, so what became of the delivery cannot be known. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** It cannot be read now; the question stays open. */
  | { readonly kind: 'ambiguous'; readonly reason: string };
