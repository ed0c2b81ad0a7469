import { MessageFlags } from 'discord.js';
import type { FactMark, Message, ReportedFact } from '../../core/messages/message.ts';
import { withoutCorrection } from '../../core/messages/headline.ts';
import { say } from '../../core/messages/phrases.ts';
import type { UiLanguage } from '../../core/subject.ts';
import { updateButtons } from './card-buttons.ts';
import type { DiscordMessage } from './discord-message.ts';
import { allowedMentions, pingLines, toMention, toTimestamp } from './render-card.ts';
import { toMarkup } from './safe-text.ts';

type Update = Extract<Message, { kind: 'update' }>;

/** Discord's limit on a message's text is 2,000; what does not fit is left out, oldest first. */
const CONTENT_LENGTH = 1_900;
const HEADLINE_LENGTH = 220;
const FACT_LENGTH = 200;

/** Renders an answer to a card: what is new, in the words of whoever reports it. */
export function renderUpdate(message: Update, marker: string): DiscordMessage {
  const { story, facts, language, ping, silent } = message;
  const latest = facts.at(-1);
  const last = pingLines(ping, language);
  const title = titleLine(message);
  const room = CONTENT_LENGTH - [title, ...last].join('\n').length;
  const lines = newestFitting(
    facts.map((fact) => factLine(fact, { language, words: wordsBelow(fact, message) })),
    room - leadOf(message).length,
  );
  const url = latest?.url ?? story.url;
  return {
    content: [title, ...bodyLines(message, lines), ...last].join('\n'),
    components: [updateButtons({ storyId: story.storyId, url }, language, marker)],
    allowed_mentions: allowedMentions(ping),
    flags: MessageFlags.SuppressEmbeds | (silent ? MessageFlags.SuppressNotifications : 0),
  };
}

/** The line that a lock screen shows. */
function titleLine({ cause, number, facts, story, corrected, language }: Update): string {
  const headline = toMarkup(story.headline, HEADLINE_LENGTH);
  switch (cause) {
    case 'fact': {
      const latest = facts.at(-1)?.headline ?? story.headline;
      return `**${say('update.title', language, { number })}** · ${toMarkup(latest, HEADLINE_LENGTH)}`;
    }
    case 'major':
      return `**${say('update.major', language)}** · ${headline}`;
    case 'correction': {
      const was = toMarkup(corrected ?? story.headline, HEADLINE_LENGTH);
      const holds = corrected !== undefined && facts.some(({ headline: now }) => isMended(now, corrected));
      return `**${say('card.corrected', language)}** · ${holds ? was : `~~${was}~~`}`;
    }
  }
}

/** The same headline, of a report that says of itself that it was corrected. */
const isMended = (now: string, was: string): boolean => now !== was && withoutCorrection(now) === was;

const leadOf = ({ cause, language }: Update): string =>
  `> ${say(cause === 'correction' ? 'update.corrected' : 'update.new', language)}\n`;

/** Facts below one line that says what they are; a story may also become major by who tells it alone. */
function bodyLines(message: Update, lines: readonly string[]): string[] {
  const { cause, story, language } = message;
  if (lines.length > 0) return [leadOf(message).trimEnd(), ...lines];
  if (cause === 'correction') return [leadOf(message).trimEnd()];
  return [`> ${say('outlets', language, { count: story.outletCount })}`];
}

/** What a fact says below the title; empty where the title says it. */
function wordsBelow(fact: ReportedFact, { cause, facts, corrected }: Update): string {
  if (cause === 'fact') return fact === facts.at(-1) ? '' : fact.headline;
  if (cause === 'major') return fact.headline;
  const words = withoutCorrection(fact.headline);
  return words === corrected ? '' : words;
}

/** One fact with who reports it. */
function factLine(
  fact: ReportedFact,
  { language, words }: { readonly language: UiLanguage; readonly words: string },
): string {
  const parts = [
    ...fact.marks.map((mark) => sayMark(mark, language)),
    ...(words === '' ? [] : [toMarkup(words, FACT_LENGTH)]),
    toMention(fact, language),
    toTimestamp(fact.at),
  ];
  return `> ${parts.join(' · ')}`;
}

function sayMark(mark: FactMark, language: UiLanguage): string {
  return mark.kind === 'count'
    ? say('fact.count', language, { value: mark.value, was: mark.was })
    : say(`fact.${mark.kind}`, language);
}

function newestFitting(lines: readonly string[], maxLength: number): string[] {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.toReversed()) {
    length += line.length + 1;
    if (length > maxLength) break;
    kept.unshift(line);
  }
  return kept;
}
