import { ApiError } from './api-error.ts';
import { MESSAGE_FLAGS, MESSAGE_TYPES } from './constants.ts';
import { isEmptyEmbed } from './limits/embed.ts';
import type { Component } from './limits/components.ts';
import { parseForm, toFormErrors } from './limits/form-errors.ts';
import { checkOldLayout, isEmptyMessage, isV2, messageSchema, type MessageBody } from './limits/message.ts';
import { numberComponents } from './limits/numbering.ts';
import { findMentions } from './mentions.ts';
import { findMessage, nextId, storeMessage, type Platform } from './platform.ts';
import type { Attachment, Channel, Message, Reference } from './world.ts';
import { channelView } from './views/channels.ts';
import { createdMessageView, messageEventView } from './views/messages.ts';

/** A file that came with a request: `files[n]`. */
export interface Upload {
  readonly index: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Ten MiB for every file, as in a guild without boosts. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_FILES = 10;
/** The flags that a sender may set. */
export const SETTABLE_FLAGS =
  MESSAGE_FLAGS.suppressEmbeds | MESSAGE_FLAGS.suppressNotifications | MESSAGE_FLAGS.componentsV2;

/** Reads a message's body and refuses what Discord refuses: fields, layout, files, and a message with nothing in it. */
export function parseMessage(body: unknown, files: readonly Upload[]): MessageBody {
  const message = parseForm(messageSchema, body);
  if (!isV2(message.flags)) refuseNewLayout(message.components ?? []);
  refuseFiles(files);
  if (isEmptyMessage(message, files.length)) throw new ApiError(50006);
  return message;
}

function refuseNewLayout(components: readonly Component[]): void {
  const issues: Parameters<typeof toFormErrors>[0][number][] = [];
  checkOldLayout(components, { addIssue: (issue) => issues.push({ ...issue, input: undefined }) });
  if (issues.length > 0) throw new ApiError(50035, toFormErrors(issues));
}

const complaint = (code: string, message: string) => ({ _errors: [{ code, message }] });

function refuseFiles(files: readonly Upload[]): void {
  if (files.length > MAX_FILES) {
    const message = `Must be ${MAX_FILES} or fewer in length.`;
    throw new ApiError(50035, { files: complaint('BASE_TYPE_MAX_LENGTH', message) });
  }
  if (files.some(({ bytes }) => bytes.byteLength > MAX_FILE_BYTES)) {
    const message = `File exceeds the maximum size of ${MAX_FILE_BYTES} bytes`;
    throw new ApiError(50035, { files: complaint('BASE_TYPE_FILE_TOO_LARGE', message) });
  }
}

export interface Posting {
  readonly channel: Channel;
  readonly authorId: string;
  readonly body: MessageBody;
  readonly files: readonly Upload[];
  readonly type?: number | undefined;
  readonly flags?: number | undefined;
  readonly reference?: Reference | undefined;
  readonly repliedUserId?: string | undefined;
  readonly interactionId?: string | undefined;
  readonly webhookId?: string | undefined;
  readonly visibleTo?: string | undefined;
  /** The id of a thread's first message in a forum is the thread's own. */
  readonly id?: string | undefined;
}

/** Stores a message that has been checked, and tells the gateway of it unless only one user sees it. */
export function createMessage(platform: Platform, posting: Posting): Message {
  const { channel, authorId } = posting;
  const message: Message = {
    id: posting.id ?? nextId(platform),
    channelId: channel.id,
    authorId,
    type: posting.type ?? (posting.reference === undefined ? MESSAGE_TYPES.normal : MESSAGE_TYPES.reply),
    ...contentsOf(platform, posting),
    createdAt: platform.clock.now(),
    reference: posting.reference,
    interactionId: posting.interactionId,
    webhookId: posting.webhookId,
    visibleTo: posting.visibleTo,
    reactions: [],
  };
  storeMessage(platform, message);
  if (message.nonce !== undefined && authorId === platform.bot.id) {
    platform.world.nonces.set(message.nonce, { channelId: channel.id, messageId: message.id });
  }
  if (message.visibleTo === undefined) announce(platform, channel, message);
  return message;
}

function contentsOf(platform: Platform, { body, channel, authorId, files, ...posting }: Posting) {
  const content = (body.content ?? '').trim();
  const components = numberComponents(body.components ?? []);
  const allowed = body.allowed_mentions;
  const mentioning = {
    channel,
    authorId,
    content,
    components,
    allowed,
    repliedUserId: posting.repliedUserId,
  };
  return {
    content,
    components,
    embeds: (body.embeds ?? []).filter((embed) => !isEmptyEmbed(embed)),
    attachments: storeFiles(platform, body, files),
    flags: ((body.flags ?? 0) & SETTABLE_FLAGS) | (posting.flags ?? 0),
    nonce: body.nonce ?? undefined,
    ...findMentions(platform, mentioning),
  };
}

function announce(platform: Platform, channel: Channel, message: Message): void {
  const active: Channel = { ...channel, lastMessageId: message.id };
  if (channel.thread?.archived === true) {
    const thread = { ...channel.thread, archived: false, archivedAt: platform.clock.now() };
    platform.world.channels.set(channel.id, { ...active, thread });
    emitChannel(platform, 'THREAD_UPDATE', { ...active, thread });
  } else {
    platform.world.channels.set(channel.id, active);
  }
  const data = messageEventView(platform, message, createdMessageView(platform, message));
  platform.emit({ name: 'MESSAGE_CREATE', data, guildId: channel.guildId });
}

export function emitChannel(platform: Platform, name: string, channel: Channel): void {
  platform.emit({ name, data: channelView(platform, channel), guildId: channel.guildId });
}

export function storeFiles(platform: Platform, body: MessageBody, files: readonly Upload[]): Attachment[] {
  return files.map(({ index, filename, contentType, bytes }) => {
    const described = body.attachments?.find(({ id }) => id === index);
    return {
      id: nextId(platform),
      filename: described?.filename ?? filename,
      contentType,
      bytes,
      description: described?.description ?? undefined,
    };
  });
}

/** Finds the message that a body replies to; 50035 when it is gone and the sender insists on it. */
export function findReference(
  platform: Platform,
  channel: Channel,
  body: MessageBody,
): { reference: Reference; repliedUserId: string } | undefined {
  const asked = body.message_reference;
  if (asked === undefined || asked === null) return undefined;
  const target = findMessage(platform, channel.id, asked.message_id);
  if (target !== undefined) {
    const reference = { messageId: target.id, channelId: channel.id, guildId: channel.guildId };
    return { reference, repliedUserId: target.authorId };
  }
  if (asked.fail_if_not_exists === false) return undefined;
  throw new ApiError(50035, { message_reference: complaint('REPLIES_UNKNOWN_MESSAGE', 'Unknown message') });
}
