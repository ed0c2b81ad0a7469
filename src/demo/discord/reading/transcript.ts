import { MESSAGE_FLAGS } from '../constants.ts';
import type { Message } from '../world.ts';
import { beside, paint, widthOf, wrap, type Ink } from './ink.ts';
import { nameOf, sentText, type Reader } from './reader.ts';
import { drawComponents } from './terminal-components.ts';
import { drawEmbed } from './terminal-embed.ts';
import { drawText, inlineText } from './terminal-text.ts';

export interface TranscriptOptions {
  /** The moment of reading, which `12 minutes ago` is counted from; by default this Discord's now. */
  readonly now?: Date | undefined;
  /** Columns; by default 80. */
  readonly width?: number | undefined;
  readonly colour?: boolean | undefined;
  /** IANA name; by default UTC. */
  readonly timeZone?: string | undefined;
}

/** Draws messages as a person sees them in the channel, oldest first, under the channel's name. */
export function drawTranscript(
  ink: Ink,
  reader: Reader,
  title: string,
  messages: readonly Message[],
): string {
  const rule = '─'.repeat(Math.max(3, ink.width - widthOf(title) - 4));
  const heading = `${paint(ink, 'dim', '──')} ${paint(ink, 'bold', title)} ${paint(ink, 'dim', rule)}`;
  const drawn = messages.flatMap((message) => [
    '',
    ...drawMessage(ink, reader, message),
    ...drawThread(ink, reader, message),
  ]);
  const empty = messages.length === 0 ? ['', paint(ink, 'dim', 'No messages yet.')] : [];
  return [heading, ...drawn, ...empty, ''].join('\n');
}

/** The thread that was begun from a message stands below it, each of its lines behind a mark. */
function drawThread(ink: Ink, reader: Reader, { id, channelId }: Message): string[] {
  const thread = reader.world.channels.get(id);
  if (thread?.thread === undefined || thread.parentId !== channelId) return [];
  const messages = [...(reader.world.messages.get(id)?.values() ?? [])].filter(
    ({ deletedAt, visibleTo }) => deletedAt === undefined && visibleTo === undefined,
  );
  if (messages.length === 0) return [];
  return beside(ink, paint(ink, 'dim', '  ┊ '), (inner) => [
    ...wrap(inner, `🧵 ${paint(inner, 'bold', thread.name)}`),
    ...messages.flatMap((message) => drawMessage(inner, reader, message)),
  ]);
}

function drawMessage(ink: Ink, reader: Reader, message: Message): string[] {
  const body = beside(ink, '  ', (inner) => [
    ...drawContent(inner, reader, message),
    ...message.embeds.flatMap((embed) => drawEmbed(inner, reader, embed)),
    ...drawComponents(inner, reader, message.components),
    ...drawFiles(inner, message),
    ...drawReactions(inner, message),
  ]);
  return [...drawReply(ink, reader, message), ...wrap(ink, drawHeader(ink, reader, message)), ...body];
}

function drawHeader(ink: Ink, reader: Reader, message: Message): string {
  const author = reader.world.users.get(message.authorId);
  const name = paint(ink, 'bold', nameOf(reader.world, message.authorId));
  const badge = author?.bot === true ? ` ${tag(ink, 'APP')}` : '';
  const isSilent = (message.flags & MESSAGE_FLAGS.suppressNotifications) !== 0;
  const marks = [
    sentText(reader, message.createdAt),
    ...(isSilent ? ['🔕'] : []),
    ...(message.visibleTo === undefined ? [] : ['only you can see this']),
    ...(message.pinnedAt === undefined ? [] : ['pinned']),
  ];
  return `${name}${badge} ${paint(ink, 'dim', marks.join(' · '))}`;
}

function tag(ink: Ink, text: string): string {
  return ink.colour ? `\u001B[48;2;88;101;242m\u001B[97m ${text} \u001B[39m\u001B[49m` : `[${text}]`;
}

/** The line over a reply: whom and what it answers. */
function drawReply(ink: Ink, reader: Reader, { reference }: Message): string[] {
  if (reference === undefined) return [];
  const target = reader.world.messages.get(reference.channelId)?.get(reference.messageId);
  const isGone = target === undefined || target.deletedAt !== undefined;
  const text = isGone ? 'Original message was deleted' : firstLine(ink, reader, target);
  return [paint(ink, 'dim', `  ╭─ ${text}`)];
}

function firstLine(ink: Ink, reader: Reader, message: Message): string {
  const [line = ''] = message.content.split('\n');
  const plain = inlineText(
    { ...ink, colour: false },
    reader,
    line || (message.embeds[0]?.title ?? 'message'),
  );
  const text = `${nameOf(reader.world, message.authorId)} ${plain}`;
  const [start = '', ...rest] = wrap({ ...ink, width: ink.width - 8 }, text);
  return rest.length === 0 ? start : `${start} …`;
}

function drawContent(ink: Ink, reader: Reader, message: Message): string[] {
  const isWaiting = (message.flags & MESSAGE_FLAGS.loading) !== 0;
  if (isWaiting) return [paint(ink, 'dim', `${nameOf(reader.world, message.authorId)} is thinking…`)];
  const lines = message.content === '' ? [] : drawText(ink, reader, message.content);
  if (message.editedAt === undefined) return lines;
  const mark = paint(ink, 'dim', '(edited)');
  const last = lines.at(-1);
  if (last === undefined) return [mark];
  const hasRoom = widthOf(last) + 9 <= ink.width;
  return hasRoom ? [...lines.slice(0, -1), `${last} ${mark}`] : [...lines, mark];
}

function drawFiles(ink: Ink, { attachments }: Message): string[] {
  return attachments.flatMap(({ filename, description }) =>
    wrap(ink, paint(ink, 'dim', `▒ ${filename}${description === undefined ? '' : `: ${description}`}`)),
  );
}

function drawReactions(ink: Ink, { reactions }: Message): string[] {
  if (reactions.length === 0) return [];
  return wrap(ink, reactions.map(({ emoji, userIds }) => `${emoji} ${userIds.length}`).join('  '));
}
