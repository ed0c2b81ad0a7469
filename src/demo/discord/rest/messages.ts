import { z } from 'zod';
import { ApiError, found } from '../api-error.ts';
import { CHANNEL_TYPES, MESSAGE_FLAGS, PERMISSIONS, type PermissionName } from '../constants.ts';
import type { Json } from '../json.ts';
import { parseForm } from '../limits/form-errors.ts';
import type { MessageBody } from '../limits/message.ts';
import { snowflake } from '../limits/schema.ts';
import { channelPermissions, hasBits, requirePermissions, sendPermission } from '../permissions.ts';
import { findMessage, getChannel, getUser, listMessages, type Platform } from '../platform.ts';
import { deleteMessage, editMessage, replaceMessage } from '../editing.ts';
import { createMessage, findReference, parseMessage } from '../posting.ts';
import { compareSnowflakes } from '../snowflake.ts';
import { isForum } from '../views/channels.ts';
import { createdMessageView, messageView } from '../views/messages.ts';
import type { Channel, Message } from '../world.ts';
import { NO_CONTENT, ok, param, route, type Answer, type Call, type Route } from './route.ts';

const BULK_MAX_AGE_MS = 14 * 24 * 60 * 60 * 1000;

export const messageRoutes: readonly Route[] = [
  route('POST /channels/{channel_id}/messages', postMessage),
  route('GET /channels/{channel_id}/messages', history),
  route('GET /channels/{channel_id}/messages/{message_id}', (call) => {
    const message = target(call, ['READ_MESSAGE_HISTORY']);
    return ok(messageView(call.platform, message));
  }),
  route('PATCH /channels/{channel_id}/messages/{message_id}', (call) => {
    const message = target(call, []);
    if (message.authorId !== call.platform.bot.id) throw new ApiError(50005);
    refuseArchived(getChannel(call.platform, message.channelId));
    return ok(messageView(call.platform, editMessage(call.platform, message, call)));
  }),
  route('DELETE /channels/{channel_id}/messages/{message_id}', (call) => {
    const message = target(call, []);
    const isOwn = message.authorId === call.platform.bot.id;
    requireIn(call.platform, getChannel(call.platform, message.channelId), isOwn ? [] : ['MANAGE_MESSAGES']);
    deleteMessage(call.platform, message);
    return NO_CONTENT;
  }),
  route('POST /channels/{channel_id}/messages/bulk-delete', bulkDelete),
  route('POST /channels/{channel_id}/messages/{message_id}/crosspost', crosspost),
];

function postMessage(call: Call): Answer {
  const { platform } = call;
  const channel = getChannel(platform, param(call, 'channel_id'));
  const body = parseMessage(call.body, call.files);
  refuseUnpostable(platform, channel, body, call.files.length);
  const earlier = findSameNonce(platform, body);
  if (earlier !== undefined) {
    platform.counters.nonceHits += 1;
    if (earlier.deletedAt !== undefined) throw new ApiError(10008);
    return ok(createdMessageView(platform, earlier));
  }
  const reference = findReference(platform, channel, body);
  const message = createMessage(platform, {
    channel,
    authorId: platform.bot.id,
    body,
    files: call.files,
    ...reference,
  });
  return ok(createdMessageView(platform, message));
}

/** Everything that can forbid a message in a channel: its kind, permissions, a thread's state, a user's settings. */
function refuseUnpostable(platform: Platform, channel: Channel, body: MessageBody, files: number): void {
  if (isForum(channel) || channel.type === CHANNEL_TYPES.category) throw new ApiError(50008);
  if (channel.recipientId !== undefined) return refuseClosedDms(platform, channel);
  requireIn(platform, channel, neededFor(platform, channel, body, files));
  const bits = channelPermissions(platform.world, channel, platform.bot.id);
  const isReply = (body.message_reference ?? undefined) !== undefined;
  if (isReply && !hasBits(bits, PERMISSIONS.READ_MESSAGE_HISTORY)) throw new ApiError(160002);
  if (channel.thread?.locked === true && !hasBits(bits, PERMISSIONS.MANAGE_THREADS))
    throw new ApiError(160005);
}

function neededFor(platform: Platform, channel: Channel, body: MessageBody, files: number): PermissionName[] {
  const needed: PermissionName[] = [sendPermission(channel)];
  if (files > 0) needed.push('ATTACH_FILES');
  if (platform.settings.strictEmbeds && (body.embeds ?? []).length > 0) needed.push('EMBED_LINKS');
  return needed;
}

function refuseClosedDms(platform: Platform, channel: Channel): void {
  const userId = channel.recipientId ?? '';
  const guilds = [...platform.world.guilds.values()].filter(({ members }) => members.has(platform.bot.id));
  const { hasApp, dmsClosed } = getUser(platform, userId);
  if (!hasApp && !guilds.some(({ members }) => members.has(userId))) throw new ApiError(50278);
  if (dmsClosed) throw new ApiError(50007);
}

/** The message already made under this nonce by this bot, in whatever channel, while the window lasts. */
function findSameNonce(platform: Platform, body: MessageBody): Message | undefined {
  if (body.enforce_nonce !== true) return undefined;
  const { world, clock, settings } = platform;
  const known = world.nonces.get(body.nonce ?? '');
  const message = known && world.messages.get(known.channelId)?.get(known.messageId);
  if (message === undefined) return undefined;
  const ageMs = clock.now().getTime() - message.createdAt.getTime();
  return ageMs < settings.nonceWindowMs ? message : undefined;
}

function history(call: Call): Answer {
  const { platform, query } = call;
  const channel = getChannel(platform, param(call, 'channel_id'));
  requireIn(platform, channel, []);
  const bits = channelPermissions(platform.world, channel, platform.bot.id);
  if (!hasBits(bits, PERMISSIONS.READ_MESSAGE_HISTORY)) return ok([]);
  const bounds = parseForm(historySchema, Object.fromEntries(query));
  const messages = listMessages(platform, channel.id).toSorted((a, b) => compareSnowflakes(b.id, a.id));
  return ok(selectPage(messages, bounds).map((message): Json => messageView(platform, message)));
}

const historySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: snowflake.optional(),
  after: snowflake.optional(),
  around: snowflake.optional(),
});

/** Takes one page from messages that are sorted newest first, and keeps that order. */
function selectPage(messages: readonly Message[], bounds: z.output<typeof historySchema>): Message[] {
  const { limit, before, after, around } = bounds;
  if (around !== undefined) {
    const index = messages.findIndex(({ id }) => compareSnowflakes(id, around) <= 0);
    const start = Math.max(0, (index === -1 ? messages.length : index) - Math.floor(limit / 2));
    return messages.slice(start, start + limit);
  }
  if (after !== undefined) {
    return messages.filter(({ id }) => compareSnowflakes(id, after) > 0).slice(-limit);
  }
  return messages
    .filter(({ id }) => before === undefined || compareSnowflakes(id, before) < 0)
    .slice(0, limit);
}

function bulkDelete(call: Call): Answer {
  const { platform } = call;
  const channel = getChannel(platform, param(call, 'channel_id'));
  requireIn(platform, channel, ['MANAGE_MESSAGES']);
  const { messages: ids } = parseForm(z.object({ messages: z.array(snowflake).min(2).max(100) }), call.body);
  const messages = ids.flatMap((id) => findMessage(platform, channel.id, id) ?? []);
  const oldest = platform.clock.now().getTime() - BULK_MAX_AGE_MS;
  if (messages.some(({ createdAt }) => createdAt.getTime() < oldest)) throw new ApiError(50034);
  const deletedAt = platform.clock.now();
  for (const message of messages)
    platform.world.messages.get(channel.id)?.set(message.id, { ...message, deletedAt });
  const data = { ids: messages.map(({ id }) => id), channel_id: channel.id, guild_id: channel.guildId };
  platform.emit({ name: 'MESSAGE_DELETE_BULK', data, guildId: channel.guildId });
  return NO_CONTENT;
}

function crosspost(call: Call): Answer {
  const { platform } = call;
  const message = target(call, ['SEND_MESSAGES']);
  if (getChannel(platform, message.channelId).type !== CHANNEL_TYPES.announcement) throw new ApiError(50024);
  if ((message.flags & MESSAGE_FLAGS.crossposted) !== 0) throw new ApiError(40033);
  const published = { ...message, flags: message.flags | MESSAGE_FLAGS.crossposted };
  replaceMessage(platform, published);
  return ok(messageView(platform, published));
}

function refuseArchived(channel: Channel): void {
  if (channel.thread?.archived === true) throw new ApiError(50083);
}

function requireIn(platform: Platform, channel: Channel, names: readonly PermissionName[]): void {
  requirePermissions(platform.world, channel, platform.bot.id, names);
}

function target(call: Call, names: readonly PermissionName[]): Message {
  const channel = getChannel(call.platform, param(call, 'channel_id'));
  requireIn(call.platform, channel, names);
  return found(findMessage(call.platform, channel.id, param(call, 'message_id')), 10008);
}
