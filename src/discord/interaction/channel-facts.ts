import { ChannelType, type Client, type PermissionsString } from 'discord.js';

/** What is known of a channel of a guild. */
export interface ChannelFacts {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  /** `other` is a kind that takes no alerts: voice, a category, a stage. */
  readonly kind: 'text' | 'announcement' | 'forum' | 'thread' | 'other';
  /** What the bot may do there, by Discord's names of permissions. */
  readonly permissions: ReadonlySet<PermissionsString>;
  /** The roles whose members are notified when the bot writes the role's mention there. */
  readonly mentionableRoles: ReadonlySet<string>;
  /** Of a forum: the names of its tags, and whether a post must have one. */
  readonly tags?: { readonly names: readonly string[]; readonly isRequired: boolean };
}

/** Returns what the gateway told of a channel; undefined for one that the bot cannot see, and for direct messages. */
export function findChannelFacts(client: Client, id: string): ChannelFacts | undefined {
  const channel = client.channels.cache.get(id);
  if (channel === undefined || channel.isDMBased() || client.user === null) return undefined;
  const permissions = new Set(channel.permissionsFor(client.user)?.toArray());
  const mentionable = channel.guild.roles.cache.filter(
    (role) => role.mentionable || permissions.has('MentionEveryone'),
  );
  return {
    id,
    guildId: channel.guildId,
    name: channel.name,
    kind: channel.isThread() ? 'thread' : (KINDS[channel.type] ?? 'other'),
    permissions,
    mentionableRoles: new Set(mentionable.keys()),
    ...(channel.isThreadOnly()
      ? {
          tags: {
            names: channel.availableTags.map(({ name }) => name),
            isRequired: channel.flags.has('RequireTag'),
          },
        }
      : {}),
  };
}

const KINDS: Readonly<Partial<Record<ChannelType, ChannelFacts['kind']>>> = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildForum]: 'forum',
};
