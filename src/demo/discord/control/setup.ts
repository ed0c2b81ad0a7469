import { z } from 'zod';
import { found } from '../api-error.ts';
import {
  CHANNEL_TYPES,
  LOCALES,
  MEMBER_PERMISSIONS,
  PERMISSIONS,
  type PermissionName,
} from '../constants.ts';
import { guildCreateView } from '../gateway/payloads.ts';
import { hasBits } from '../permissions.ts';
import { getChannel, type Platform } from '../platform.ts';
import { emitChannel } from '../posting.ts';
import { memberView, roleView } from '../views/users.ts';
import type { Channel, Guild, Member, Role, User } from '../world.ts';

const permissionName = z.custom<PermissionName>((name) => typeof name === 'string' && name in PERMISSIONS);
const permissionNames = z.array(permissionName);
const id = z
  .string()
  .regex(/^\d{17,19}$/)
  .optional();

/** What the invite link of the program asks for. */
const BOT_PERMISSIONS: readonly PermissionName[] = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'SEND_MESSAGES_IN_THREADS',
  'CREATE_PUBLIC_THREADS',
];

export const userSchema = z.object({
  id,
  username: z.string().min(1),
  globalName: z.string().nullable().default(null),
  locale: z.enum(LOCALES).default('en-US'),
  dmsClosed: z.boolean().default(false),
  bot: z.boolean().default(false),
});

export const channelSchema = z.object({
  id,
  name: z.string().min(1).max(100),
  kind: z.enum(['text', 'announcement', 'forum', 'media', 'category']).default('text'),
  topic: z.string().nullable().default(null),
  parentId: z.string().nullable().default(null),
  tags: z
    .array(
      z.object({
        id,
        name: z.string().max(20),
        moderated: z.boolean().default(false),
        emoji: z.string().nullable().default(null),
      }),
    )
    .default([]),
  tagRequired: z.boolean().default(false),
});

export const roleSchema = z.object({
  id,
  name: z.string().min(1),
  permissions: permissionNames.default([]),
  mentionable: z.boolean().default(false),
  colour: z.int().default(0),
});

export const guildSchema = z.object({
  id,
  name: z.string().min(1),
  locale: z.enum(LOCALES).default('en-US'),
  state: z.enum(['available', 'unavailable', 'silent']).default('available'),
  botPermissions: permissionNames.default([...BOT_PERMISSIONS]),
  roles: z.array(roleSchema).default([]),
  channels: z.array(channelSchema).default([]),
  /** Ids of users who are members. The first one owns the guild. */
  memberIds: z.array(z.string()).default([]),
});

export const overwriteSchema = z.object({
  channelId: z.string(),
  /** A role's or a user's id; the guild's own id stands for everyone, and without one the bot is meant. */
  id: z.string().optional(),
  allow: permissionNames.default([]),
  deny: permissionNames.default([]),
});

export type UserSetup = z.input<typeof userSchema>;
export type ChannelSetup = z.input<typeof channelSchema>;
export type RoleSetup = z.input<typeof roleSchema>;
export type GuildSetup = z.input<typeof guildSchema>;
export type OverwriteSetup = z.input<typeof overwriteSchema>;

const bitsOf = (names: readonly PermissionName[]): bigint =>
  names.reduce((bits, name) => bits | PERMISSIONS[name], 0n);

export function addUser(platform: Platform, setup: UserSetup): User {
  const { id: given, ...rest } = userSchema.parse(setup);
  const user: User = { ...rest, id: given ?? platform.snowflakes.nextOfSetup() };
  platform.world.users.set(user.id, user);
  return user;
}

/** Adds a guild with the bot in it, and tells the gateway. */
export function addGuild(platform: Platform, setup: GuildSetup): Guild {
  const asked = guildSchema.parse(setup);
  const guildId = asked.id ?? platform.snowflakes.nextOfSetup();
  const botBits = bitsOf(asked.botPermissions);
  const everyone = role(guildId, { name: '@everyone', permissions: everyoneBeside(botBits), position: 0 });
  const botRole = role(platform.snowflakes.nextOfSetup(), {
    name: platform.bot.username,
    permissions: botBits,
    position: 1,
    botId: platform.bot.id,
  });
  const roles = [everyone, botRole];
  const joinedAt = new Date(platform.clock.now().getTime() - 86_400_000);
  const member = (userId: string, roleIds: string[]): [string, Member] => [
    userId,
    { userId, roleIds, joinedAt },
  ];
  const memberIds =
    asked.memberIds.length > 0 ? asked.memberIds : [addUser(platform, { username: 'owner' }).id];
  const guild: Guild = {
    id: guildId,
    name: asked.name,
    ownerId: memberIds[0] ?? '',
    locale: asked.locale,
    state: asked.state,
    roles: new Map(roles.map((each) => [each.id, each])),
    members: new Map([
      member(platform.bot.id, [botRole.id]),
      ...memberIds.map((userId) => member(userId, [])),
    ]),
  };
  platform.world.guilds.set(guild.id, guild);
  for (const each of asked.roles) addRole(platform, guild.id, each);
  for (const each of asked.channels) addChannel(platform, guild.id, each);
  const stored = found(platform.world.guilds.get(guild.id), 10004);
  if (stored.state === 'available') {
    platform.emit({ name: 'GUILD_CREATE', data: guildCreateView(platform, stored), guildId: stored.id });
  }
  return stored;
}

/** What everyone may do, less what the bot is not meant to: it would come to the bot through @everyone otherwise. */
function everyoneBeside(botBits: bigint): bigint {
  return hasBits(botBits, PERMISSIONS.ADMINISTRATOR) ? MEMBER_PERMISSIONS : MEMBER_PERMISSIONS & botBits;
}

function role(roleId: string, rest: Pick<Role, 'name' | 'permissions' | 'position' | 'botId'>): Role {
  return { id: roleId, mentionable: false, colour: 0, ...rest };
}

export function addRole(platform: Platform, guildId: string, setup: RoleSetup): Role {
  const asked = roleSchema.parse(setup);
  const guild = found(platform.world.guilds.get(guildId), 10004);
  const added: Role = {
    ...role(asked.id ?? platform.snowflakes.nextOfSetup(), {
      name: asked.name,
      permissions: bitsOf(asked.permissions),
      position: guild.roles.size,
    }),
    mentionable: asked.mentionable,
    colour: asked.colour,
  };
  platform.world.guilds.set(guildId, { ...guild, roles: new Map([...guild.roles, [added.id, added]]) });
  const data = { guild_id: guildId, role: roleView(added) };
  platform.emit({ name: 'GUILD_ROLE_CREATE', data, guildId });
  return added;
}

export function addMember(
  platform: Platform,
  guildId: string,
  userId: string,
  roleIds: readonly string[],
): Member {
  const guild = found(platform.world.guilds.get(guildId), 10004);
  const user = found(platform.world.users.get(userId), 10013);
  const isNew = !guild.members.has(userId);
  const member: Member = {
    userId,
    roleIds,
    joinedAt: guild.members.get(userId)?.joinedAt ?? platform.clock.now(),
  };
  platform.world.guilds.set(guildId, { ...guild, members: new Map([...guild.members, [userId, member]]) });
  const name = isNew ? 'GUILD_MEMBER_ADD' : 'GUILD_MEMBER_UPDATE';
  platform.emit({ name, data: { ...memberView(member, user), guild_id: guildId }, guildId });
  return member;
}

export function addChannel(platform: Platform, guildId: string, setup: ChannelSetup): Channel {
  const asked = channelSchema.parse(setup);
  const channel: Channel = {
    id: asked.id ?? platform.snowflakes.nextOfSetup(),
    guildId,
    type: CHANNEL_TYPES[asked.kind],
    name: asked.name,
    topic: asked.topic,
    parentId: asked.parentId,
    position: platform.world.channels.size,
    overwrites: [],
    lastMessageId: null,
    tags: asked.tags.map(({ id: tagId, name, moderated, emoji }) => ({
      id: tagId ?? platform.snowflakes.nextOfSetup(),
      name,
      moderated,
      emojiName: emoji,
    })),
    tagRequired: asked.tagRequired,
  };
  platform.world.channels.set(channel.id, channel);
  emitChannel(platform, 'CHANNEL_CREATE', channel);
  return channel;
}

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
