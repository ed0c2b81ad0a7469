import type { Message } from '../../core/messages/message.ts';
import { say } from '../../core/messages/phrases.ts';
import { sayWelcome } from '../../core/messages/say-welcome.ts';
import { renderStories } from './render-stories.ts';
import type { DiscordMessage } from './discord-message.ts';
import { toMarkup } from './safe-text.ts';

const SUBJECT_LENGTH = 200;

/** Renders what a new installation says first: that it works, and what the last day brought. */
export function renderWelcome(
  message: Extract<Message, { kind: 'welcome' }>,
  marker: string,
): DiscordMessage {
  const { language, subject, stories, moreCount } = message;
  const title = say('welcome.title', language, { subject: toMarkup(subject[language], SUBJECT_LENGTH) });
  return renderStories({ language, title, lead: sayWelcome(message), stories, moreCount }, marker);
}
