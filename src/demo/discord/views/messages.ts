import { INTERACTION_TYPES, MESSAGE_TYPES } from '../constants.ts';
import type { Embed } from '../limits/embed.ts';
import type { JsonObject } from '../json.ts';
import { findMessage, type Platform } from '../platform.ts';
import type { Attachment, Interaction, Message } from '../world.ts';
import { channelView } from './channels.ts';
import { componentViews } from './components.ts';
import { bareMemberView, userView } from './users.ts';

/** Where a file of a message can be fetched. */
export const attachmentUrl = (platform: Platform, message: Message, file: Attachment): string =>
  `${platform.origin()}/attachments/${message.channelId}/${file.id}/${encodeURIComponent(file.filename)}`;

/** A message as the history shows it: with the message it replies to, without its nonce. */
export function messageView(platform: Platform, message: Message): JsonObject {
  const isReply = message.type === MESSAGE_TYPES.reply;
  return {
    ...basicView(platform, message),
    ...(isReply ? { referenced_message: referenced(platform, message) } : {}),
  };
}

/** A message as the create answer and the event show it: the only two places where the nonce is told. */
export function createdMessageView(platform: Platform, message: Message): JsonObject {
  return { ...messageView(platform, message), nonce: message.nonce };
}

/** What MESSAGE_CREATE and MESSAGE_UPDATE add for messages in a guild. */
export function messageEventView(platform: Platform, message: Message, view: JsonObject): JsonObject {
  const guildId = platform.world.channels.get(message.channelId)?.guildId;
  const member = platform.world.guilds.get(guildId ?? '')?.members.get(message.authorId);
  return { ...view, guild_id: guildId, member: member && bareMemberView(member) };
}

function basicView(platform: Platform, message: Message): JsonObject {
  const { world } = platform;
  const author = world.users.get(message.authorId) ?? platform.bot;
  const thread = world.channels.get(message.id);
  const mentions = message.mentions.flatMap((id) => world.users.get(id) ?? []);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    content: message.content,
    author: userView(author),
    mentions: mentions.map(userView),
    mention_roles: message.mentionRoles,
    mention_everyone: message.mentionEveryone,
    ...contentsView(platform, message),
    timestamp: message.createdAt.toISOString(),
    edited_timestamp: message.editedAt?.toISOString() ?? null,
    flags: message.flags,
    pinned: message.pinnedAt !== undefined,
    tts: false,
    reactions: message.reactions.length > 0 ? reactionViews(platform, message) : undefined,
    message_reference: message.reference && {
      type: 0,
      channel_id: message.reference.channelId,
      message_id: message.reference.messageId,
      guild_id: message.reference.guildId,
    },
    thread: thread?.thread === undefined ? undefined : channelView(platform, thread),
    webhook_id: message.webhookId,
    application_id: message.webhookId === platform.applicationId ? platform.applicationId : undefined,
    ...interactionMembers(platform, world.interactions.get(message.interactionId ?? '')),
  };
}

function contentsView(platform: Platform, message: Message): JsonObject {
  const urls = new Map(
    message.attachments.map((file) => [file.filename, attachmentUrl(platform, message, file)]),
  );
  return {
    embeds: message.embeds.map((embed) => embedView(embed, urls)),
    components: componentViews(message.components, urls),
    attachments: message.attachments.map((file) => ({
      id: file.id,
      filename: file.filename,
      size: file.bytes.byteLength,
      url: urls.get(file.filename),
      proxy_url: urls.get(file.filename),
      content_type: file.contentType,
      description: file.description,
    })),
  };
}

function embedView(embed: Embed, files: ReadonlyMap<string, string>): JsonObject {
  const resolve = (url: string) => files.get(url.replace(/^attachment:\/\//, '')) ?? url;
  const picture = (media: { readonly url: string } | undefined) => media && { url: resolve(media.url) };
  return {
    type: 'rich',
    title: embed.title,
    description: embed.description,
    url: embed.url,
    color: embed.color,
    timestamp: embed.timestamp,
    author: embed.author && { ...embed.author },
    footer: embed.footer && { ...embed.footer },
    image: picture(embed.image),
    thumbnail: picture(embed.thumbnail),
    fields: embed.fields?.map(({ name, value, inline }) => ({ name, value, inline: inline ?? false })),
  };
}

function reactionViews(platform: Platform, message: Message): JsonObject[] {
  return message.reactions.map(({ emoji, userIds }) => ({
    emoji: { id: null, name: emoji },
    count: userIds.length,
    count_details: { burst: 0, normal: userIds.length },
    burst_colors: [],
    me_burst: false,
    me: userIds.includes(platform.bot.id),
  }));
}

function interactionMembers(platform: Platform, interaction: Interaction | undefined): JsonObject {
  const metadata = interaction === undefined ? undefined : metadataOf(platform, interaction);
  return metadata === undefined ? {} : { interaction_metadata: metadata };
}

/** What a reply tells of the interaction it answers; of a form, also what the form was opened by. */
function metadataOf(platform: Platform, interaction: Interaction): JsonObject | undefined {
  const user = platform.world.users.get(interaction.userId);
  if (user === undefined) return undefined;
  const { id, type, messageId, triggeredById, owners } = interaction;
  const base = { id, type, user: userView(user), authorizing_integration_owners: { ...owners } };
  const trigger = platform.world.interactions.get(triggeredById ?? '');
  if (trigger !== undefined)
    return { ...base, triggering_interaction_metadata: metadataOf(platform, trigger) };
  if (type === INTERACTION_TYPES.command) return base;
  return messageId === undefined ? undefined : { ...base, interacted_message_id: messageId };
}

function referenced(platform: Platform, message: Message): JsonObject | null {
  const { reference } = message;
  const target = reference && findMessage(platform, reference.channelId, reference.messageId);
  return target === undefined ? null : basicView(platform, target);
}
