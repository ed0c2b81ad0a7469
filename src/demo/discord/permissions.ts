import { ApiError } from './api-error.ts';
import { ALL_PERMISSIONS, PERMISSIONS, type PermissionName } from './constants.ts';
import type { Channel, Guild, Member, World } from './world.ts';

/** What a member may do in the guild at large, before any channel's overwrites. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  if (guild.ownerId === userId) return ALL_PERMISSIONS;
  const everyone = guild.roles.get(guild.id)?.permissions ?? 0n;
  const roleIds = guild.members.get(userId)?.roleIds ?? [];
  const granted = roleIds.reduce((bits, id) => bits | (guild.roles.get(id)?.permissions ?? 0n), everyone);
  return hasBits(granted, PERMISSIONS.ADMINISTRATOR) ? ALL_PERMISSIONS : granted;
}

/**
 * What a user may do in a channel, by Discord's order: the guild's roles, then the overwrites of @everyone, of the
 * member's roles together, and of the member. A thread is ruled by its parent. In a conversation everything is allowed to
 * those who are part of it.
 */
export function channelPermissions(world: World, channel: Channel, userId: string): bigint {
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  if (guild === undefined) return isPartOf(world, channel, userId) ? ALL_PERMISSIONS : 0n;
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  const base = guildPermissions(guild, userId);
  if (base === ALL_PERMISSIONS) return base;
  const ruling =
    channel.thread === undefined ? channel : (world.channels.get(channel.parentId ?? '') ?? channel);
  const bits = applyOverwrites(base, { guild, member, channel: ruling });
  return hasBits(bits, PERMISSIONS.VIEW_CHANNEL) ? bits : 0n;
}

/** A direct message is between its recipient and the bot, any other conversation between people. */
const isPartOf = (world: World, { peopleIds, recipientId }: Channel, userId: string): boolean =>
  peopleIds?.includes(userId) ?? (userId === recipientId || world.users.get(userId)?.bot === true);

function applyOverwrites(base: bigint, by: { guild: Guild; member: Member; channel: Channel }): bigint {
  const { guild, member, channel } = by;
  const everyone = channel.overwrites.filter(({ id }) => id === guild.id);
  const roles = channel.overwrites.filter(({ id }) => id !== guild.id && member.roleIds.includes(id));
  const own = channel.overwrites.filter(({ id, type }) => type === 'member' && id === member.userId);
  return [everyone, roles, own].reduce((bits, group) => {
    const denied = group.reduce((sum, { deny }) => sum | deny, 0n);
    const allowed = group.reduce((sum, { allow }) => sum | allow, 0n);
    return (bits & ~denied) | allowed;
  }, base);
}

/** Throws 50001 when the user cannot see the channel, and 50013 when one of the other permissions is missing. */
export function requirePermissions(
  world: World,
  channel: Channel,
  userId: string,
  names: readonly PermissionName[],
): void {
  const bits = channelPermissions(world, channel, userId);
  if (!hasBits(bits, PERMISSIONS.VIEW_CHANNEL)) throw new ApiError(50001);
  if (names.some((name) => !hasBits(bits, PERMISSIONS[name]))) throw new ApiError(50013);
}

/** The permission that posting needs in this kind of channel. */
export function sendPermission(channel: Channel): PermissionName {
  return channel.thread === undefined ? 'SEND_MESSAGES' : 'SEND_MESSAGES_IN_THREADS';
}

export function hasBits(bits: bigint, wanted: bigint): boolean {
  return (bits & wanted) === wanted;
}

/** Throws 50013 when a member lacks a permission in the guild at large. */
export function requireGuildPermission(guild: Guild, userId: string, name: PermissionName): void {
  if (!hasBits(guildPermissions(guild, userId), PERMISSIONS[name])) throw new ApiError(50013);
}
