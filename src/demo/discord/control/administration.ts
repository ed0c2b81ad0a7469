import { found } from '../api-error.ts';
import { guildCreateView } from '../gateway/payloads.ts';
import { getChannel, type Platform } from '../platform.ts';
import { emitChannel } from '../posting.ts';
import type { Channel } from '../world.ts';
import { bitsOf } from './setup.ts';
import { overwriteSchema, type OverwriteSetup } from './setup-schema.ts';

/** Grants and withdraws permissions in one channel, in place of what was set for the same role or user. */
export function setOverwrite(platform: Platform, setup: OverwriteSetup): Channel {
  const asked = overwriteSchema.parse(setup);
  const channel = getChannel(platform, asked.channelId);
  const subject = asked.id ?? platform.bot.id;
  const isMember = platform.world.users.has(subject);
  const overwrite = {
    id: subject,
    type: isMember ? ('member' as const) : ('role' as const),
    allow: bitsOf(asked.allow),
    deny: bitsOf(asked.deny),
  };
  const overwrites = [...channel.overwrites.filter((each) => each.id !== subject), overwrite];
  const changed: Channel = { ...channel, overwrites };
  platform.world.channels.set(channel.id, changed);
  emitChannel(platform, 'CHANNEL_UPDATE', changed);
  return changed;
}

/** Takes a user out of a guild. When it is the bot, it sees the guild vanish. */
export function kick(platform: Platform, guildId: string, userId: string): void {
  const guild = found(platform.world.guilds.get(guildId), 10004);
  const members = new Map([...guild.members].filter(([memberId]) => memberId !== userId));
  platform.world.guilds.set(guildId, { ...guild, members });
  const user = platform.world.users.get(userId);
  const event =
    userId === platform.bot.id
      ? { name: 'GUILD_DELETE', data: { id: guildId } }
      : {
          name: 'GUILD_MEMBER_REMOVE',
          data: { guild_id: guildId, user: { id: userId, username: user?.username } },
        };
  platform.emit({ ...event, guildId });
}

/** A person adds the application to their account, or takes it off. */
export function setInstalled(platform: Platform, userId: string, hasApp: boolean): void {
  const user = found(platform.world.users.get(userId), 10013);
  platform.world.users.set(userId, { ...user, hasApp });
}

/** Begins or ends an outage of one guild. */
export function setGuildState(platform: Platform, guildId: string, state: 'available' | 'unavailable'): void {
  const guild = { ...found(platform.world.guilds.get(guildId), 10004), state };
  platform.world.guilds.set(guildId, guild);
  const event =
    state === 'unavailable'
      ? { name: 'GUILD_DELETE', data: { id: guildId, unavailable: true } }
      : { name: 'GUILD_CREATE', data: guildCreateView(platform, guild) };
  platform.emit({ ...event, guildId });
}
