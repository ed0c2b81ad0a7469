import type { Message } from '../../core/messages/message.ts';
import { say } from '../../core/messages/phrases.ts';
import { renderStories } from './render-stories.ts';
import type { DiscordMessage } from './discord-message.ts';
import { toMarkup } from './safe-text.ts';

const SUBJECT_LENGTH = 200;

/** Renders what a new installation says first: that it works, and what the last day brought. */
export function renderWelcome(
  { language, subject, feedCount, stories, moreCount }: Extract<Message, { kind: 'welcome' }>,
  marker: string,
): DiscordMessage {
  const title = say('welcome.title', language, { subject: toMarkup(subject[language], SUBJECT_LENGTH) });
  const lead = say(stories.length === 0 ? 'welcome.none' : 'welcome.lead', language, { feeds: feedCount });
  return renderStories({ language, title, lead, stories, moreCount }, marker);
}
