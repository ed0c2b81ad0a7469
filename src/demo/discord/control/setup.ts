import { found } from '../api-error.ts';
import {
  APPLICATION_PERMISSIONS,
  CHANNEL_TYPES,
  MEMBER_PERMISSIONS,
  PERMISSIONS,
  type PermissionName,
} from '../constants.ts';
import { guildCreateView } from '../gateway/payloads.ts';
import { hasBits } from '../permissions.ts';
import type { Platform } from '../platform.ts';
import { emitChannel } from '../posting.ts';
import { memberView, roleView } from '../views/users.ts';
import type { Channel, Guild, Member, Role, User } from '../world.ts';
import {
  channelSchema,
  guildSchema,
  roleSchema,
  userSchema,
  type ChannelSetup,
  type GuildSetup,
  type RoleSetup,
  type UserSetup,
} from './setup-schema.ts';

/** The bits of permissions given by their names. */
export const bitsOf = (names: readonly PermissionName[]): bigint =>
  names.reduce((bits, name) => bits | PERMISSIONS[name], 0n);

export function addUser(platform: Platform, setup: UserSetup): User {
  const { id: given, ...rest } = userSchema.parse(setup);
  const user: User = { ...rest, id: given ?? platform.snowflakes.nextOfSetup() };
  platform.world.users.set(user.id, user);
  return user;
}

/** Adds a guild, by default with the bot in it, and tells the gateway. */
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
  const roles = asked.hasBot ? [everyone, botRole] : [everyone];
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
      ...(asked.hasBot ? [member(platform.bot.id, [botRole.id])] : []),
      ...memberIds.map((userId) => member(userId, [])),
    ]),
  };
  platform.world.guilds.set(guild.id, guild);
  // The guild is told of as a whole, so its parts are added in silence.
  const quiet = { ...platform, emit: () => undefined };
  for (const each of asked.roles) addRole(quiet, guild.id, each);
  for (const each of asked.channels) addChannel(quiet, guild.id, each);
  const stored = found(platform.world.guilds.get(guild.id), 10004);
  if (stored.state === 'available') {
    platform.emit({ name: 'GUILD_CREATE', data: guildCreateView(platform, stored), guildId: stored.id });
  }
  return stored;
}

/** What everyone may do, less what the bot is not meant to: it would come to the bot through @everyone otherwise. */
function everyoneBeside(botBits: bigint): bigint {
  const beside = hasBits(botBits, PERMISSIONS.ADMINISTRATOR)
    ? MEMBER_PERMISSIONS
    : MEMBER_PERMISSIONS & botBits;
  return beside | APPLICATION_PERMISSIONS;
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

/** Begins a conversation between people, to which the bot does not belong: two of them, or a group. */
export function addConversation(platform: Platform, userIds: readonly string[]): Channel {
  const people = userIds.map((id) => found(platform.world.users.get(id), 10013));
  const channel: Channel = {
    id: platform.snowflakes.nextOfSetup(),
    type: people.length > 2 ? CHANNEL_TYPES.groupDm : CHANNEL_TYPES.dm,
    name: people.map(({ username }) => username).join(', '),
    topic: null,
    parentId: null,
    position: 0,
    overwrites: [],
    lastMessageId: null,
    peopleIds: people.map(({ id }) => id),
    tags: [],
    tagRequired: false,
  };
  platform.world.channels.set(channel.id, channel);
  return channel;
}
