import { z } from 'zod';
import { ApiError, found } from '../api-error.ts';
import { MESSAGE_FLAGS } from '../constants.ts';
import { reply } from '../interactions/callback.ts';
import { tokenOf } from '../interactions/envelope.ts';
import { parseForm } from '../limits/form-errors.ts';
import { requirePermissions } from '../permissions.ts';
import { getChannel, nextId, type Platform } from '../platform.ts';
import { createMessage, parseMessage } from '../posting.ts';
import { deleteMessage, editMessage, replaceMessage, withChange } from '../editing.ts';
import { messageView } from '../views/messages.ts';
import type { Interaction, Message, Webhook } from '../world.ts';
import { NO_CONTENT, ok, param, route, type Answer, type Call, type Route } from './route.ts';

/** How long an interaction's token is good for follow-ups. */
const TOKEN_MS = 15 * 60 * 1000;
/** Follow-ups that an application may send when it is installed to the user only. */
const MAX_FOLLOW_UPS = 5;

const PATH = '/webhooks/{webhook_id}/{webhook_token}';

/** Follow-ups of interactions, and the webhooks of channels, which share their addresses. */
export const webhookRoutes: readonly Route[] = [
  route(`POST ${PATH}`, execute),
  ...[`${PATH}/messages/@original`, `${PATH}/messages/{message_id}`].flatMap((path) => [
    route(`GET ${path}`, (call) => ok(messageView(call.platform, target(call)))),
    route(`PATCH ${path}`, (call) => ok(messageView(call.platform, change(call)))),
    route(`DELETE ${path}`, (call) => {
      deleteMessage(call.platform, target(call));
      return NO_CONTENT;
    }),
  ]),
  route('POST /channels/{channel_id}/webhooks', (call) => {
    const { platform } = call;
    const channel = getChannel(platform, param(call, 'channel_id'));
    requirePermissions(platform.world, channel, platform.bot.id, ['MANAGE_WEBHOOKS']);
    const { name } = parseForm(z.object({ name: z.string().min(1).max(80) }), call.body);
    const id = nextId(platform);
    const webhook = { id, token: `webhook-${id}`, channelId: channel.id, name };
    platform.world.webhooks.set(webhook.id, webhook);
    return ok(webhookView(platform, webhook));
  }),
  route('GET /channels/{channel_id}/webhooks', (call) => {
    const { platform } = call;
    const channel = getChannel(platform, param(call, 'channel_id'));
    requirePermissions(platform.world, channel, platform.bot.id, ['MANAGE_WEBHOOKS']);
    const webhooks = [...platform.world.webhooks.values()].filter(
      ({ channelId }) => channelId === channel.id,
    );
    return ok(webhooks.map((webhook) => webhookView(platform, webhook)));
  }),
];

function execute(call: Call): Answer {
  const { platform } = call;
  const webhook = findWebhook(call);
  const body = parseMessage(call.body, call.files);
  if (webhook !== undefined) {
    const channel = getChannel(platform, webhook.channelId);
    const posting = { channel, authorId: platform.bot.id, body, files: call.files, webhookId: webhook.id };
    const message = createMessage(platform, posting);
    return call.query.get('wait') === 'true' ? ok(messageView(platform, message)) : NO_CONTENT;
  }
  const interaction = getInteraction(call);
  if (interaction.state === 'waiting') throw new ApiError(10015);
  if (interaction.state === 'deferred')
    return ok(messageView(platform, change(call, interaction.originalId)));
  if (interaction.owners[0] === undefined && interaction.followUpIds.length >= MAX_FOLLOW_UPS)
    throw new ApiError(40094);
  const message = reply(platform, interaction, { body, files: call.files });
  const followUpIds = [...interaction.followUpIds, message.id];
  platform.world.interactions.set(interaction.id, { ...interaction, followUpIds });
  platform.interactionChanged(interaction.id);
  return ok(messageView(platform, message));
}

/** Edits a message of an interaction. The first edit of a deferred answer is the answer. */
function change(call: Call, messageId?: string): Message {
  const { platform } = call;
  const message = target(call, messageId);
  const interaction = platform.world.interactions.get(message.interactionId ?? '');
  const isPlaceholder = (message.flags & MESSAGE_FLAGS.loading) !== 0;
  if (!isPlaceholder || interaction === undefined) return editMessage(platform, message, call);
  const answer = withChange(platform, { ...message, flags: message.flags & ~MESSAGE_FLAGS.loading }, call);
  replaceMessage(platform, answer);
  platform.world.interactions.set(interaction.id, { ...interaction, state: 'answered' });
  platform.interactionChanged(interaction.id);
  return answer;
}

function target(call: Call, messageId = call.params['message_id']): Message {
  const webhook = findWebhook(call);
  if (webhook !== undefined) {
    const message = findAny(call, webhook.channelId, messageId);
    return found(message?.webhookId === webhook.id ? message : undefined, 10008);
  }
  const interaction = getInteraction(call);
  const message = findAny(call, interaction.channelId, messageId ?? interaction.originalId);
  const isOurs = message?.interactionId === interaction.id || message?.id === interaction.messageId;
  return found(isOurs ? message : undefined, 10008);
}

/** A message that is still there, ephemeral or not. */
function findAny({ platform }: Call, channelId: string, id: string | undefined): Message | undefined {
  const message = platform.world.messages.get(channelId)?.get(id ?? '');
  return message?.deletedAt === undefined ? message : undefined;
}

function findWebhook(call: Call): Webhook | undefined {
  const webhook = call.platform.world.webhooks.get(param(call, 'webhook_id'));
  if (webhook !== undefined && webhook.token !== param(call, 'webhook_token')) throw new ApiError(50027);
  return webhook;
}

/** The interaction whose token is in the address: 10015 when there is none, 50027 when the token is over. */
function getInteraction(call: Call): Interaction {
  const { platform } = call;
  const token = param(call, 'webhook_token');
  const isOwn = param(call, 'webhook_id') === platform.applicationId;
  const known = platform.world.interactions.get(token.replace(tokenOf(''), ''));
  const interaction = found(isOwn ? known : undefined, 10015);
  const ageMs = platform.clock.now().getTime() - interaction.createdAt.getTime();
  if (ageMs > TOKEN_MS) throw new ApiError(50027);
  return interaction;
}

function webhookView(platform: Platform, webhook: Webhook) {
  return {
    id: webhook.id,
    type: 1,
    name: webhook.name,
    avatar: null,
    channel_id: webhook.channelId,
    guild_id: platform.world.channels.get(webhook.channelId)?.guildId ?? null,
    application_id: platform.applicationId,
    token: webhook.token,
  };
}
