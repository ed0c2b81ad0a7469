import { MessageFlags } from 'discord.js';
import { sayError } from '../../core/messages/errors.ts';
import type { Message } from '../../core/messages/message.ts';
import { say } from '../../core/messages/phrases.ts';
import { toButtonRows } from './buttons.ts';
import type { DiscordMessage } from './discord-message.ts';
import { renderCard } from './render-card.ts';

/** Renders a test: the words that say so, and below them a story as an alert would show it. It notifies nobody. */
export function renderTest({ language, story }: Extract<Message, { kind: 'test' }>): DiscordMessage {
  const title = say(story === undefined ? 'test.title.empty' : 'test.title', language);
  const card =
    story === undefined ? undefined : renderCard({ kind: 'alert', language, story, silent: true }, '');
  return {
    content: [`🔔 ${title}`, ...(card?.content === undefined ? [] : [card.content])].join('\n'),
    ...(card?.embeds === undefined ? {} : { embeds: card.embeds }),
    allowed_mentions: { parse: [] },
    flags: MessageFlags.SuppressNotifications,
  };
}

/** Renders what the person who subscribed a channel is told once it takes nothing any more. */
export function renderFailing(message: Extract<Message, { kind: 'failing' }>): DiscordMessage {
  const { language, channelId, destinationId, code } = message;
  const channel = `<#${channelId}>`;
  const error = sayError(code, language, { channel });
  return {
    content: `⚠️ ${say('failing.title', language, { channel, error })}`,
    components: toButtonRows([
      { kind: 'channel-resume', about: destinationId, label: say('button.try-again', language) },
    ]),
    allowed_mentions: { parse: [] },
  };
}
