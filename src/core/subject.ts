import type { Language, Outlet, TopicId } from './types.ts';

export const UI_LANGUAGES = ['en', 'es', 'pt'] as const;
/** The languages in which vigía itself speaks to people. */
export type UiLanguage = (typeof UI_LANGUAGES)[number];

/** One text in every language vigía speaks. */
export type Localised = Readonly<Record<UiLanguage, string>>;

/** A named interest that readers can follow. */
export interface Topic {
  readonly id: TopicId;
  readonly name: Localised;
  readonly description: Localised;
  /** 24-bit RGB. Stands for the topic everywhere and never for anything else. */
  readonly colour: number;
  readonly emoji: string;
  /** A story whose topic score reaches this carries the topic's tag: a probability in [0, 1]. */
  readonly threshold: number;
  /** A tagged story whose importance reaches this is major: in [0, 1]. */
  readonly major: number;
  /** A quiet topic is shown as a tag but is no reason for an alert by itself. */
  readonly quiet: boolean;
}

export interface Side {
  readonly id: string;
  readonly name: Localised;
}

/** What the whole watch is about. */
export interface Subject {
  readonly id: string;
  readonly name: Localised;
  readonly languages: readonly Language[];
  /** The two parties: an entry is on the subject when both have a substantive part in it. */
  readonly sides: { readonly a: Side; readonly b: Side };
  readonly topics: readonly Topic[];
  /** How many days after its latest report a story still accepts articles. */
  readonly windowDays: number;
}

/** How far a configured address is believed to be right. */
export type Certainty = 'sure' | 'likely' | 'guess';

/** A URL we poll, and who publishes it. */
export interface Feed {
  readonly id: string;
  readonly url: string;
  readonly outlet: Outlet;
  readonly language: Language;
  readonly certainty: Certainty;
  /** The operator wants it left alone for a while. */
  readonly paused?: true;
  /** How many of the newest entries are news at the feed's first reading, when everything else in it is its baseline. */
  readonly announceLast?: number;
}
