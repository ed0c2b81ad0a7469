import type { Message } from '../../core/messages/message.ts';
import { say } from '../../core/messages/phrases.ts';
import { renderStories } from './render-stories.ts';
import type { DiscordMessage } from './discord-message.ts';

/** Renders what came out while the feeds could not be read, or while the reader was not to be disturbed. */
export function renderCatchUp(
  { language, since, cause, stories, moreCount }: Extract<Message, { kind: 'catch-up' }>,
  marker: string,
): DiscordMessage {
  const time = `<t:${String(Math.floor(since.getTime() / 1000))}:f>`;
  const words = cause === undefined ? 'catch-up' : WORDS[cause];
  const title = say(`${words}.title`, language);
  const lead = say(`${words}.lead`, language, { since: time });
  return renderStories({ language, title, lead, stories, moreCount }, marker);
}

const WORDS = { 'quiet-hours': 'held', pause: 'paused' } as const;
