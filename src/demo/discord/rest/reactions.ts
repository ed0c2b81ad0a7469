import { ApiError, found } from '../api-error.ts';
import type { PermissionName } from '../constants.ts';
import { replaceMessage } from '../editing.ts';
import { requirePermissions } from '../permissions.ts';
import { findMessage, getChannel, getUser, listMessages, storeMessage, type Platform } from '../platform.ts';
import { messageView } from '../views/messages.ts';
import { userView } from '../views/users.ts';
import type { Message } from '../world.ts';
import { NO_CONTENT, ok, param, route, type Answer, type Call, type Route } from './route.ts';

const MAX_PINS = 50;
const REACTIONS = '/channels/{channel_id}/messages/{message_id}/reactions';
/** Pins have moved; discord.js still uses the old addresses in places. */
const PINS = ['/channels/{channel_id}/messages/pins', '/channels/{channel_id}/pins'];

export const reactionRoutes: readonly Route[] = [
  route(`PUT ${REACTIONS}/{emoji_name}/@me`, (call) => {
    const message = target(call, ['READ_MESSAGE_HISTORY', 'ADD_REACTIONS']);
    setReaction(call.platform, message, { emoji: emojiOf(call), userId: call.platform.bot.id, isOn: true });
    return NO_CONTENT;
  }),
  route(`DELETE ${REACTIONS}/{emoji_name}/@me`, (call) => {
    const message = target(call, []);
    setReaction(call.platform, message, { emoji: emojiOf(call), userId: call.platform.bot.id, isOn: false });
    return NO_CONTENT;
  }),
  route(`DELETE ${REACTIONS}/{emoji_name}/{user_id}`, (call) => {
    const message = target(call, ['MANAGE_MESSAGES']);
    setReaction(call.platform, message, {
      emoji: emojiOf(call),
      userId: param(call, 'user_id'),
      isOn: false,
    });
    return NO_CONTENT;
  }),
  route(`GET ${REACTIONS}/{emoji_name}`, (call) => {
    const message = target(call, ['READ_MESSAGE_HISTORY']);
    const userIds = message.reactions.find(({ emoji }) => emoji === emojiOf(call))?.userIds ?? [];
    return ok(userIds.map((id) => userView(getUser(call.platform, id))));
  }),
  route(`DELETE ${REACTIONS}`, (call) => {
    const message = target(call, ['MANAGE_MESSAGES']);
    storeMessage(call.platform, { ...message, reactions: [] });
    return NO_CONTENT;
  }),
  ...PINS.flatMap((path) => [
    route(`PUT ${path}/{message_id}`, (call) => pin(call, call.platform.clock.now())),
    route(`DELETE ${path}/{message_id}`, (call) => pin(call, undefined)),
  ]),
  route(`GET ${PINS[0]}`, (call) => {
    const items = pinned(call).map((message) => ({
      pinned_at: message.pinnedAt?.toISOString(),
      message: messageView(call.platform, message),
    }));
    return ok({ items, has_more: false });
  }),
  route(`GET ${PINS[1]}`, (call) => ok(pinned(call).map((message) => messageView(call.platform, message)))),
];

export interface ReactionChange {
  readonly emoji: string;
  readonly userId: string;
  readonly isOn: boolean;
}

/** Puts a user's reaction on a message or takes it away, and tells the gateway. */
export function setReaction(
  platform: Platform,
  message: Message,
  { emoji, userId, isOn }: ReactionChange,
): void {
  const before = message.reactions.find((each) => each.emoji === emoji)?.userIds ?? [];
  const others = before.filter((id) => id !== userId);
  const userIds = isOn ? [...others, userId] : others;
  const rest = message.reactions.filter((each) => each.emoji !== emoji);
  storeMessage(platform, {
    ...message,
    reactions: userIds.length > 0 ? [...rest, { emoji, userIds }] : rest,
  });
  const guildId = platform.world.channels.get(message.channelId)?.guildId;
  const data = {
    user_id: userId,
    channel_id: message.channelId,
    message_id: message.id,
    guild_id: guildId,
    emoji: { id: null, name: emoji },
    burst: false,
    type: 0,
  };
  platform.emit({ name: isOn ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE', data, guildId });
}

function pin(call: Call, pinnedAt: Date | undefined): Answer {
  const { platform } = call;
  const message = target(call, ['PIN_MESSAGES']);
  if (pinnedAt !== undefined && pinned(call).length >= MAX_PINS) throw new ApiError(30003);
  replaceMessage(platform, { ...message, pinnedAt });
  const { guildId } = getChannel(platform, message.channelId);
  const data = {
    channel_id: message.channelId,
    guild_id: guildId,
    last_pin_timestamp: pinnedAt?.toISOString(),
  };
  platform.emit({ name: 'CHANNEL_PINS_UPDATE', data, guildId });
  return NO_CONTENT;
}

function pinned(call: Call): Message[] {
  const channel = getChannel(call.platform, param(call, 'channel_id'));
  requirePermissions(call.platform.world, channel, call.platform.bot.id, []);
  return listMessages(call.platform, channel.id).filter(({ pinnedAt }) => pinnedAt !== undefined);
}

const emojiOf = (call: Call): string => param(call, 'emoji_name');

function target(call: Call, names: readonly PermissionName[]): Message {
  const channel = getChannel(call.platform, param(call, 'channel_id'));
  requirePermissions(call.platform.world, channel, call.platform.bot.id, names);
  return found(findMessage(call.platform, channel.id, param(call, 'message_id')), 10008);
}
