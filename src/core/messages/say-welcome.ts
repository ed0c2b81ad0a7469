import type { Message } from './message.ts';
import { say } from './phrases.ts';

/** Says what the first look at the feeds came to: that none has answered is not that nothing has happened. */
export function sayWelcome({
  language,
  feedCount,
  silentCount = 0,
  stories,
}: Extract<Message, { kind: 'welcome' }>): string {
  if (feedCount > 0 && silentCount === feedCount)
    return say('welcome.unanswered', language, { feeds: feedCount });
  const silent = silentCount === 0 ? '' : say('welcome.silent', language, { count: silentCount });
  return say(stories.length === 0 ? 'welcome.none' : 'welcome.lead', language, { feeds: feedCount, silent });
}
