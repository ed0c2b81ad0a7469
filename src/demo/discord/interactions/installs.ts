import { ALL_INSTALLS, PERMISSIONS } from '../constants.ts';
import type { CommandDefinition } from '../limits/commands.ts';
import { channelPermissions, hasBits } from '../permissions.ts';
import type { Platform } from '../platform.ts';
import type { Channel, Message, Owners, User } from '../world.ts';

/** Who does something where. */
export interface Person {
  readonly user: User;
  readonly channel: Channel;
}

/** GUILD 0, BOT_DM 1, or PRIVATE_CHANNEL 2: a conversation between people, to which somebody brought the application. */
export function contextOf({ guildId, peopleIds }: Channel): number {
  if (guildId !== undefined) return 0;
  return peopleIds === undefined ? 1 : 2;
}

/** By which installations the application can be used by this person here. */
export function ownersAt({ world, bot }: Platform, { user, channel }: Person): Owners {
  const isMember = world.guilds.get(channel.guildId ?? '')?.members.has(bot.id) === true;
  const owner = isMember ? channel.guildId : contextOf(channel) === 1 ? '0' : undefined;
  return {
    ...(owner === undefined ? {} : { 0: owner }),
    ...(user.hasApp ? { 1: user.id } : {}),
  };
}

/** Leaves the installations that a command is meant for; a command that names none is meant for all. */
export function ownersOfCommand(owners: Owners, { integration_types: types }: CommandDefinition): Owners {
  const meant = types ?? ALL_INSTALLS;
  return {
    ...(owners[0] !== undefined && meant.includes(0) ? { 0: owners[0] } : {}),
    ...(owners[1] !== undefined && meant.includes(1) ? { 1: owners[1] } : {}),
  };
}

/** A message that was brought into a place by one person's installation stays that person's when others press its buttons. */
export function ownersOfMessage(platform: Platform, person: Person, message: Message): Owners {
  const here = ownersAt(platform, person);
  const made = platform.world.interactions.get(message.interactionId ?? '');
  return here[0] === undefined && made !== undefined ? made.owners : here;
}

/** Tells whether a guild keeps applications that only a member has brought from speaking to everyone. */
export function isHushed({ world }: Platform, { user, channel }: Person, owners: Owners): boolean {
  if (channel.guildId === undefined || owners[0] !== undefined) return false;
  return !hasBits(channelPermissions(world, channel, user.id), PERMISSIONS.USE_EXTERNAL_APPS);
}

/** What the application may do with its answers in a place that it is itself no part of. */
const GUEST_PERMISSIONS = PERMISSIONS.ATTACH_FILES | PERMISSIONS.EMBED_LINKS | PERMISSIONS.MENTION_EVERYONE;

/** What an interaction says that the application may do here. */
export const appPermissions = ({ world, bot }: Platform, channel: Channel, owners: Owners): bigint =>
  owners[0] === undefined ? GUEST_PERMISSIONS : channelPermissions(world, channel, bot.id);
