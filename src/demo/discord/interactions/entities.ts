import type { JsonObject } from '../json.ts';
import { channelPermissions } from '../permissions.ts';
import type { Platform } from '../platform.ts';
import { channelView } from '../views/channels.ts';
import { bareMemberView, roleView, userView } from '../views/users.ts';
import type { Channel, Guild } from '../world.ts';
import { RefusedByClient } from './refused.ts';

/** The objects that a choice of users, roles or channels is sent along with, by kind and id. */
export type ResolvedObjects = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** What a person may choose from. */
export interface EntityKinds {
  readonly users: boolean;
  readonly roles: boolean;
  /** The types of channel, or true for every type. */
  readonly channels: boolean | readonly number[];
}

/** Finds the objects behind chosen ids. Throws RefusedByClient for one that Discord's client would not offer. */
export function resolveEntities(
  platform: Platform,
  guildId: string | undefined,
  kinds: EntityKinds,
  ids: readonly string[],
): ResolvedObjects {
  return ids.map((id) => resolveOne(platform, guildId, kinds, id)).reduce(mergeResolved, {});
}

function resolveOne(
  platform: Platform,
  guildId: string | undefined,
  kinds: EntityKinds,
  id: string,
): ResolvedObjects {
  const { users, guilds, channels } = platform.world;
  const guild = guilds.get(guildId ?? '');
  const user = kinds.users ? users.get(id) : undefined;
  if (user !== undefined) return { users: { [id]: userView(user) }, ...membersOf(guild, id) };
  const role = kinds.roles ? guild?.roles.get(id) : undefined;
  if (role !== undefined) return { roles: { [id]: roleView(role) } };
  const channel = channels.get(id);
  const isTaken = channel !== undefined && isOffered(channel, kinds.channels);
  if (isTaken) return { channels: { [id]: resolvedChannel(platform, channel) } };
  throw new RefusedByClient(`${id} is not offered here`);
}

function membersOf(guild: Guild | undefined, id: string): ResolvedObjects {
  const member = guild?.members.get(id);
  return member === undefined ? {} : { members: { [id]: bareMemberView(member) } };
}

const isOffered = (channel: Channel, types: boolean | readonly number[]): boolean =>
  typeof types === 'boolean' ? types : types.includes(channel.type);

/** A chosen channel comes with what the bot may do in it, so that the bot need not ask. */
function resolvedChannel(platform: Platform, channel: Channel): JsonObject {
  const permissions = channelPermissions(platform.world, channel, platform.bot.id).toString();
  return { ...channelView(platform, channel), permissions, app_permissions: permissions };
}

export function mergeResolved(left: ResolvedObjects, right: ResolvedObjects): ResolvedObjects {
  const kinds = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries([...kinds].map((kind) => [kind, { ...left[kind], ...right[kind] }]));
}

/** Nothing chosen is sent as nothing at all. */
export const resolvedOrNone = (resolved: ResolvedObjects): JsonObject | undefined =>
  Object.keys(resolved).length > 0 ? resolved : undefined;
