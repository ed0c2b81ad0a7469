import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';

/** Where a person can speak with the bot: in a server, in its direct messages, and wherever they took it along. */
export const EVERYWHERE = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};
