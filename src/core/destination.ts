import type { UiLanguage } from './subject.ts';
import type { TopicId } from './types.ts';

export const LEVELS = ['all', 'major', 'digest'] as const;
/** Which stories of a topic are owed as alerts: every tagged one, major ones only, or none but in the digest. */
export type Level = (typeof LEVELS)[number];

export const PLATFORMS = ['discord', 'terminal'] as const;
export type Platform = (typeof PLATFORMS)[number];

export const LAYOUTS = ['messages', 'threads', 'forum'] as const;
/** How stories stand in a channel: as messages, each with a thread for what follows, or as posts of a forum. */
export type Layout = (typeof LAYOUTS)[number];

export const QUIET_DAYS = ['line', 'skip'] as const;
/** What a digest does on a day without stories: one line, so that silence is not taken for failure, or nothing. */
export type QuietDay = (typeof QUIET_DAYS)[number];

/** When a destination is sent digests: local times of day as `HH:MM`. */
export interface DigestSettings {
  readonly at: string;
  readonly daily: boolean;
  /** On Mondays, of the week that ended. */
  readonly weekly: boolean;
  readonly quietDay: QuietDay;
}

/** Local times of day, `HH:MM`, between which alerts wait; over midnight when `from` is the later one. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** Where messages go, and what is wanted there. */
export interface Destination {
  readonly id: string;
  readonly platform: Platform;
  /** The platform's address: a Discord channel's id, or a person's (see `isPrivate`); empty for the terminal. */
  readonly address: string;
  readonly topics: readonly TopicId[];
  readonly level: Level;
  readonly language: UiLanguage;
  /** The address is a person's, who is sent direct messages. The id then tells nobody who that is. */
  readonly isPrivate?: true;
  /** The guild of a channel that was subscribed by command. */
  readonly guildId?: string;
  /** An IANA name, such as `Europe/Madrid`; without it the installation's. */
  readonly timeZone?: string;
  readonly quietHours?: QuietHours;
  readonly digest?: DigestSettings;
  /** Since when this is asked for: what came out before is announced only once it is news again. */
  readonly since?: Date;
  /** The role that a major story mentions. */
  readonly mentionRole?: string;
  /** Messages unless given. */
  readonly layout?: Layout;
  /** Major stories are published to the followers of an announcement channel. */
  readonly publish?: true;
}
