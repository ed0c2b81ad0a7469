import type { RawFile, RESTPostAPIChannelMessageJSONBody } from 'discord.js';

/** A message in Discord's terms, without the nonce that the sender adds. */
export type DiscordMessage = RESTPostAPIChannelMessageJSONBody & {
  /** What its `attachments` name by their place in this list. */
  readonly files?: RawFile[];
};
