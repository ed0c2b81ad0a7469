import { CHANNEL_TYPES } from '../constants.ts';
import type { JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import type { Channel, ThreadState } from '../world.ts';
import { userView } from './users.ts';

/** A channel of any kind as the REST interface and the events show it. */
export function channelView(platform: Platform, channel: Channel): JsonObject {
  const base = {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId,
    flags: channel.tagRequired ? 1 << 4 : 0,
  };
  if (channel.thread !== undefined) return { ...base, ...threadMembers(platform, channel, channel.thread) };
  if (channel.guildId === undefined) return { ...base, recipients: recipients(platform, channel) };
  return { ...base, ...guildMembers(channel), ...(isForum(channel) ? forumMembers(channel) : {}) };
}

export const isForum = (channel: Channel): boolean =>
  channel.type === CHANNEL_TYPES.forum || channel.type === CHANNEL_TYPES.media;

function guildMembers(channel: Channel): JsonObject {
  return {
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: channel.type === CHANNEL_TYPES.category ? undefined : 0,
    topic: channel.type === CHANNEL_TYPES.category ? undefined : channel.topic,
    position: channel.position,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type: type === 'role' ? 0 : 1,
      allow: allow.toString(),
      deny: deny.toString(),
    })),
    nsfw: false,
  };
}

function forumMembers(channel: Channel): JsonObject {
  return {
    available_tags: channel.tags.map(({ id, name, moderated, emojiName }) => ({
      id,
      name,
      moderated,
      emoji_id: null,
      emoji_name: emojiName,
    })),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: channel.type === CHANNEL_TYPES.forum ? 0 : undefined,
  };
}

function recipients(platform: Platform, channel: Channel): JsonObject[] {
  const ids = channel.peopleIds ?? [channel.recipientId ?? ''];
  return ids.flatMap((id) => platform.world.users.get(id) ?? []).map(userView);
}

function threadMembers(platform: Platform, channel: Channel, thread: ThreadState): JsonObject {
  const messages = [...(platform.world.messages.get(channel.id)?.values() ?? [])];
  const left = messages.filter(({ deletedAt }) => deletedAt === undefined);
  return {
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: 0,
    owner_id: thread.ownerId,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: thread.archivedAt.toISOString(),
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: thread.createdAt.toISOString(),
    },
    message_count: left.length,
    member_count: thread.memberIds.length,
    total_message_sent: messages.length,
    applied_tags: thread.appliedTags.length > 0 ? thread.appliedTags : undefined,
    member: thread.memberIds.includes(platform.bot.id)
      ? threadMemberView(channel, platform.bot.id, thread.createdAt)
      : undefined,
  };
}

export function threadMemberView(channel: Channel, userId: string, joinedAt: Date): JsonObject {
  return { id: channel.id, user_id: userId, join_timestamp: joinedAt.toISOString(), flags: 1 };
}
