import type { UiLanguage } from './subject.ts';
import type { TopicId } from './types.ts';

export const LEVELS = ['all', 'major', 'digest'] as const;
/** Which stories of a topic are owed as alerts: every tagged one, major ones only, or none but in the digest. */
export type Level = (typeof LEVELS)[number];

export const PLATFORMS = ['discord', 'terminal'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Where messages go, and what is wanted there. */
export interface Destination {
  readonly id: string;
  readonly platform: Platform;
  /** The platform's address: a Discord channel id; empty for the terminal. */
  readonly address: string;
  readonly topics: readonly TopicId[];
  readonly level: Level;
  readonly language: UiLanguage;
}
