import type { Message } from '../core/messages/message.ts';
import { say } from '../core/messages/phrases.ts';
import { renderStories } from './render-stories.ts';
import type { DiscordMessage } from './discord-message.ts';

/** Renders what came out while the feeds could not be read. */
export function renderCatchUp(
  { language, since, stories, moreCount }: Extract<Message, { kind: 'catch-up' }>,
  marker: string,
): DiscordMessage {
  const time = `<t:${String(Math.floor(since.getTime() / 1000))}:f>`;
  const title = say('catch-up.title', language);
  const lead = say('catch-up.lead', language, { since: time });
  return renderStories({ language, title, lead, stories, moreCount }, marker);
}
