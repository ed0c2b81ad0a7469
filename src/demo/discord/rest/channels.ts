import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { CHANNEL_TYPES } from '../constants.ts';
import { parseForm } from '../limits/form-errors.ts';
import { snowflake } from '../limits/schema.ts';
import { requirePermissions } from '../permissions.ts';
import { getChannel, getUser, nextId, type Platform } from '../platform.ts';
import { emitChannel } from '../posting.ts';
import { channelView } from '../views/channels.ts';
import type { Channel, ThreadState } from '../world.ts';
import { NO_CONTENT, ok, param, route, type Answer, type Call, type Route } from './route.ts';

export const channelRoutes: readonly Route[] = [
  route('GET /channels/{channel_id}', (call) => ok(channelView(call.platform, visibleChannel(call)))),
  route('PATCH /channels/{channel_id}', patchChannel),
  route('DELETE /channels/{channel_id}', (call) => {
    const channel = visibleChannel(call);
    const name = channel.thread === undefined ? 'MANAGE_CHANNELS' : 'MANAGE_THREADS';
    requirePermissions(call.platform.world, channel, call.platform.bot.id, [name]);
    removeChannel(call.platform, channel);
    return ok(channelView(call.platform, channel));
  }),
  route('POST /channels/{channel_id}/typing', (call) => {
    requirePermissions(call.platform.world, visibleChannel(call), call.platform.bot.id, ['SEND_MESSAGES']);
    return NO_CONTENT;
  }),
  route('POST /users/@me/channels', (call) => {
    const { recipient_id: userId } = parseForm(z.object({ recipient_id: snowflake }), call.body);
    return ok(channelView(call.platform, openDirectMessage(call.platform, userId)));
  }),
];

function visibleChannel(call: Call): Channel {
  const channel = getChannel(call.platform, param(call, 'channel_id'));
  requirePermissions(call.platform.world, channel, call.platform.bot.id, []);
  return channel;
}

const channelChanges = z.object({
  name: z.string().min(1).max(100).optional(),
  topic: z.string().max(1024).nullish(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  auto_archive_duration: z.literal([60, 1440, 4320, 10_080]).optional(),
  applied_tags: z.array(snowflake).max(5).optional(),
});

function patchChannel(call: Call): Answer {
  const { platform } = call;
  const channel = visibleChannel(call);
  const changes = parseForm(channelChanges, call.body);
  const changed =
    channel.thread === undefined ? changeChannel(call, channel, changes) : changeThread(call, changes);
  platform.world.channels.set(channel.id, changed);
  emitChannel(platform, channel.thread === undefined ? 'CHANNEL_UPDATE' : 'THREAD_UPDATE', changed);
  return ok(channelView(platform, changed));
}

type Changes = z.output<typeof channelChanges>;

function changeChannel(call: Call, channel: Channel, changes: Changes): Channel {
  requirePermissions(call.platform.world, channel, call.platform.bot.id, ['MANAGE_CHANNELS']);
  return { ...channel, name: changes.name ?? channel.name, topic: changes.topic ?? channel.topic };
}

/** A bot may rename and archive its own threads; locking, and other people's threads, need MANAGE_THREADS. */
function changeThread(call: Call, changes: Changes): Channel {
  const { platform } = call;
  const channel = visibleChannel(call);
  const { thread } = channel;
  if (thread === undefined) throw new ApiError(50024);
  const isOwn = thread.ownerId === platform.bot.id && changes.locked === undefined;
  if (!isOwn) requirePermissions(platform.world, channel, platform.bot.id, ['MANAGE_THREADS']);
  const isOpening = changes.archived === false;
  if (thread.archived && !isOpening) throw new ApiError(50083);
  return {
    ...channel,
    name: changes.name ?? channel.name,
    thread: withChanges(thread, changes, platform.clock.now()),
  };
}

function withChanges(thread: ThreadState, changes: Changes, now: Date): ThreadState {
  return {
    ...thread,
    archived: changes.archived ?? thread.archived,
    archivedAt: changes.archived === undefined ? thread.archivedAt : now,
    locked: changes.locked ?? thread.locked,
    autoArchiveMinutes: changes.auto_archive_duration ?? thread.autoArchiveMinutes,
    appliedTags: changes.applied_tags ?? thread.appliedTags,
  };
}

/** Takes a channel and its threads from the world, and tells the gateway. */
export function removeChannel(platform: Platform, channel: Channel): void {
  const threads = [...platform.world.channels.values()].filter(
    (each) => each.thread !== undefined && each.parentId === channel.id,
  );
  for (const thread of threads) platform.world.channels.delete(thread.id);
  platform.world.channels.delete(channel.id);
  if (channel.thread === undefined) {
    emitChannel(platform, 'CHANNEL_DELETE', channel);
    return;
  }
  const data = { id: channel.id, guild_id: channel.guildId, parent_id: channel.parentId, type: channel.type };
  platform.emit({ name: 'THREAD_DELETE', data, guildId: channel.guildId });
}

/** The direct message channel with a user: the one there is, or a new one. */
export function openDirectMessage(platform: Platform, userId: string): Channel {
  const user = getUser(platform, userId);
  const open = [...platform.world.channels.values()].find(({ recipientId }) => recipientId === userId);
  if (open !== undefined) return open;
  const channel: Channel = {
    id: nextId(platform),
    type: CHANNEL_TYPES.dm,
    name: user.username,
    topic: null,
    parentId: null,
    position: 0,
    overwrites: [],
    lastMessageId: null,
    recipientId: userId,
    tags: [],
    tagRequired: false,
  };
  platform.world.channels.set(channel.id, channel);
  emitChannel(platform, 'CHANNEL_CREATE', channel);
  return channel;
}
