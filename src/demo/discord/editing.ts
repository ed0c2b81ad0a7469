import { ApiError } from './api-error.ts';
import { MESSAGE_FLAGS } from './constants.ts';
import { isEmptyEmbed } from './limits/embed.ts';
import { parseForm } from './limits/form-errors.ts';
import { isEmptyMessage, messageSchema, type MessageBody } from './limits/message.ts';
import { numberComponents } from './limits/numbering.ts';
import { findMentions } from './mentions.ts';
import { storeMessage, type Platform } from './platform.ts';
import { parseMessage, SETTABLE_FLAGS, storeFiles, type Upload } from './posting.ts';
import { messageEventView, messageView } from './views/messages.ts';
import type { Attachment, Message } from './world.ts';

export interface Change {
  readonly body: unknown;
  readonly files: readonly Upload[];
}

/** Changes the members of a message that the body names, checks the whole again, and tells the gateway. */
export function editMessage(platform: Platform, message: Message, change: Change): Message {
  const edited = { ...withChange(platform, message, change), editedAt: platform.clock.now() };
  replaceMessage(platform, edited);
  return edited;
}

/** Returns the message as a change makes it, checked, without storing it. Null clears a member, absence keeps it. */
export function withChange(platform: Platform, message: Message, change: Change): Message {
  const body = parseForm(messageSchema, change.body);
  const edited: Message = {
    ...message,
    ...changedContents(message, body),
    flags: changedFlags(message, body.flags),
    attachments: [...keptFiles(message, body), ...storeFiles(platform, body, change.files)],
  };
  refuseInvalid(edited, change.files);
  const channel = platform.world.channels.get(message.channelId);
  if (channel === undefined) throw new ApiError(10003);
  return { ...edited, ...findMentions(platform, { channel, ...edited, allowed: body.allowed_mentions }) };
}

function changedContents(
  message: Message,
  body: MessageBody,
): Pick<Message, 'content' | 'embeds' | 'components'> {
  const { content, embeds, components } = body;
  return {
    content: content === undefined ? message.content : (content ?? '').trim(),
    embeds: embeds === undefined ? message.embeds : (embeds ?? []).filter((embed) => !isEmptyEmbed(embed)),
    components: components === undefined ? message.components : numberComponents(components ?? []),
  };
}

/** The new layout can be switched on by an edit, never off. */
function changedFlags(message: Message, flags: number | null | undefined): number {
  if (flags === undefined || flags === null) return message.flags;
  const kept = message.flags & (~SETTABLE_FLAGS | MESSAGE_FLAGS.componentsV2);
  return kept | (flags & SETTABLE_FLAGS);
}

/** An edit that names attachments keeps only those it names. */
function keptFiles(message: Message, { attachments }: MessageBody): Attachment[] {
  return message.attachments.filter(
    ({ id }) => attachments === undefined || (attachments ?? []).some((each) => each.id === id),
  );
}

function refuseInvalid(message: Message, files: readonly Upload[]): void {
  const { content, embeds, components, flags } = message;
  const whole = { content, embeds: [...embeds], components: [...components] };
  if (isEmptyMessage(whole, message.attachments.length)) throw new ApiError(50006);
  if (!isEmptyMessage(whole, 0)) parseMessage({ ...whole, flags }, files);
}

/** Stores a changed message and tells the gateway. */
export function replaceMessage(platform: Platform, message: Message): void {
  storeMessage(platform, message);
  if (message.visibleTo !== undefined) return;
  const data = messageEventView(platform, message, messageView(platform, message));
  platform.emit({
    name: 'MESSAGE_UPDATE',
    data,
    guildId: platform.world.channels.get(message.channelId)?.guildId,
  });
}

/** Takes a message from everyone's sight; the read-outs keep it. */
export function deleteMessage(platform: Platform, message: Message): void {
  storeMessage(platform, { ...message, deletedAt: platform.clock.now() });
  if (message.visibleTo !== undefined) return;
  const guildId = platform.world.channels.get(message.channelId)?.guildId;
  const data = { id: message.id, channel_id: message.channelId, guild_id: guildId };
  platform.emit({ name: 'MESSAGE_DELETE', data, guildId });
}
