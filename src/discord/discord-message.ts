import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';

/** A message in Discord's terms, without the nonce that the sender adds. */
export type DiscordMessage = RESTPostAPIChannelMessageJSONBody;
