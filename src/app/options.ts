import type { Configuration } from '../config/configuration.ts';
import type { Settings } from '../config/settings.ts';
import type { Db } from '../db/engine/open.ts';
import type { openFetcher } from '../feeds/fetching/fetch.ts';
import type { Log } from '../log.ts';
import type { Print } from '../sinks/terminal.ts';

export const ROLES = ['all', 'poll', 'deliver'] as const;
/** What a process does of the program's work, where several share it. Of those that deliver, one does at a time. */
export type Role = (typeof ROLES)[number];

/** What the program is made of, and the world it runs in. */
export interface AppOptions {
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly log: Log;
  readonly now: () => Date;
  /** Draws a number in [0, 1). */
  readonly chance: () => number;
  /** Shows a text at the terminal; false when nobody could read it. */
  readonly print: Print;
  readonly colour: boolean;
  /** Looks host names up; the system's name servers unless given. */
  readonly resolve?: Parameters<typeof openFetcher>[0]['resolve'];
  /** Between two requests to one host. */
  readonly spacingMs?: number;
  /** Everything unless given. */
  readonly role?: Role;
  /** Called when nothing can be sent any more until somebody mends the settings. */
  readonly onFatal: (reason: string) => void;
  /** Called when this process cannot do its work any more and another start may help. */
  readonly onHopeless: (reason: string) => void;
}

/** What every part stands on. */
export interface Foundation {
  readonly db: Db;
  readonly stack: AsyncDisposableStack;
}

/** Returns the configured feeds by their ids. */
export const feedsById = ({ feeds }: Configuration) => new Map(feeds.map((feed) => [feed.id, feed]));
