import { MESSAGE_FLAGS } from '../constants.ts';
import { isEmptyEmbed } from '../limits/embed.ts';
import type { Message } from '../world.ts';
import { html, type Html } from './html.ts';
import { componentsHtml } from './html-components.ts';
import { embedHtml, type PictureAddress } from './html-embed.ts';
import { filesHtml } from './html-files.ts';
import { inlineHtml, textHtml } from './html-text.ts';
import { nameOf, sentText, type Reader } from './reader.ts';
import { viewerWords } from './viewer-words.ts';

/** Messages of one author within this time stand under one name. */
const GROUP_MS = 7 * 60 * 1000;

/** Messages as a person sees them, oldest first. */
export function messagesHtml(reader: Reader, messages: readonly Message[]): Html[] {
  return messages.map((message, index) =>
    messageHtml(reader, message, continues(messages[index - 1], message)),
  );
}

function continues(previous: Message | undefined, message: Message): boolean {
  if (previous === undefined || message.reference !== undefined) return false;
  const isClose = message.createdAt.getTime() - previous.createdAt.getTime() < GROUP_MS;
  return previous.authorId === message.authorId && isClose && previous.visibleTo === message.visibleTo;
}

function messageHtml(reader: Reader, message: Message, isContinued: boolean): Html {
  const addressOf: PictureAddress = (url) => pictureAddress(message, url);
  const isPrivate = message.visibleTo !== undefined;
  const isPublished = (message.flags & MESSAGE_FLAGS.crossposted) !== 0;
  return html`<li
    class="message${isContinued ? ' continued' : ''}${isPrivate ? ' private' : ''}"
    id="m${message.id}"
  >
    ${replyHtml(reader, message)} ${isContinued ? undefined : headHtml(reader, message)}
    <div class="body">
      ${contentHtml(reader, message)}
      ${message.embeds.filter((embed) => !isEmptyEmbed(embed)).map((embed) => embedHtml(reader, embed, addressOf))}
      ${componentsHtml(reader, message.components, addressOf)} ${filesHtml(message, addressOf)}
      ${message.reactions.length > 0 && html`<p class="reactions">${message.reactions.map(reactionHtml)}</p>`}
      ${isPublished && html`<p class="note">📣 Published to the channels that follow this one</p>`}
      ${threadLinkHtml(reader, message)}
      ${isPrivate && html`<p class="note">👁 ${viewerWords(reader.locale).onlyYou}</p>`}
    </div>
  </li>`;
}

/** The thread that was begun from a message, with how much was said in it. */
function threadLinkHtml({ world }: Reader, { id, channelId }: Message): Html | undefined {
  const thread = world.channels.get(id);
  if (thread?.thread === undefined || thread.parentId !== channelId) return undefined;
  const count = [...(world.messages.get(id)?.values() ?? [])].filter(
    ({ deletedAt }) => deletedAt === undefined,
  );
  return html`<p class="thread-link">
    <a href="/channels/${id}"><strong>${thread.name}</strong> · ${count.length} ›</a>
  </p>`;
}

const reactionHtml = ({ emoji, userIds }: Message['reactions'][number]): Html =>
  html`<span class="reaction">${emoji} ${userIds.length}</span>`;

function headHtml(reader: Reader, message: Message): Html {
  const name = nameOf(reader.world, message.authorId);
  const isApp = reader.world.users.get(message.authorId)?.bot === true;
  const isSilent = (message.flags & MESSAGE_FLAGS.suppressNotifications) !== 0;
  return html`<span class="avatar${isApp ? ' app' : ''}" aria-hidden="true"
      >${(name[0] ?? '?').toUpperCase()}</span
    >
    <p class="head">
      <strong>${name}</strong>${isApp && html` <span class="tag">APP</span>`}
      ${isSilent && html`<span class="silent" title="Sent without a notification">🔕</span>`}
      <time datetime="${message.createdAt.toISOString()}">${sentText(reader, message.createdAt)}</time>
    </p>`;
}

function replyHtml(reader: Reader, { reference }: Message): Html | undefined {
  if (reference === undefined) return undefined;
  const target = reader.world.messages.get(reference.channelId)?.get(reference.messageId);
  if (target === undefined || target.deletedAt !== undefined) {
    return html`<p class="reply"><em>Original message was deleted</em></p>`;
  }
  const [line = ''] = target.content.split('\n');
  const text = line === '' ? (target.embeds[0]?.title ?? 'Click to see attachment') : line;
  const name = nameOf(reader.world, target.authorId);
  return html`<p class="reply">
    <a href="#m${target.id}"><strong>${name}</strong> ${inlineHtml(reader, text)}</a>
  </p>`;
}

function contentHtml(reader: Reader, message: Message): Html {
  if ((message.flags & MESSAGE_FLAGS.loading) !== 0) {
    return html`<p class="note">${nameOf(reader.world, message.authorId)} is thinking…</p>`;
  }
  const edited =
    message.editedAt !== undefined && html`<span class="edited">${viewerWords(reader.locale).edited}</span>`;
  if (message.content === '' && edited === false) return html``;
  return html`<div class="content">${textHtml(reader, message.content)}${edited}</div>`;
}

function pictureAddress(message: Message, url: string): string | undefined {
  const file = message.attachments.find(({ filename }) => url === `attachment://${filename}`);
  return file && `/attachments/${message.channelId}/${file.id}/${encodeURIComponent(file.filename)}`;
}
