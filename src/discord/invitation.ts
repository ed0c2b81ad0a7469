import { OAuth2Scopes, PermissionFlagsBits, type Client } from 'discord.js';

/** The address by which an administrator adds the bot, with just the permissions that its work needs. */
export function inviteOf(client: Client<true>): string {
  return client.generateInvite({
    scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
    permissions: [
      PermissionFlagsBits.ViewChannel,
      PermissionFlagsBits.SendMessages,
      PermissionFlagsBits.EmbedLinks,
      PermissionFlagsBits.AttachFiles,
      PermissionFlagsBits.ReadMessageHistory,
      PermissionFlagsBits.CreatePublicThreads,
      PermissionFlagsBits.SendMessagesInThreads,
    ],
  });
}

/** Whether the bot may read a channel's history; undefined until the gateway has told of the channel. */
export function mayReadHistory(client: Client | undefined, channelId: string): boolean | undefined {
  const channel = client?.channels.cache.get(channelId);
  if (channel === undefined || !client?.isReady()) return undefined;
  return (
    channel.isDMBased() || channel.permissionsFor(client.user)?.has(PermissionFlagsBits.ReadMessageHistory)
  );
}
