import { MessageFlags } from 'discord.js';
import type { FactMark, Message, ReportedFact } from '../../core/messages/message.ts';
import { withoutCorrection } from '../../core/messages/headline.ts';
import { say } from '../../core/messages/phrases.ts';
import type { UiLanguage } from '../../core/subject.ts';
import { updateButtons } from './card-buttons.ts';
import type { DiscordMessage } from './discord-message.ts';
import { allowedMentions, outletCounts, pingLines, toMention, toTimestamp } from './render-card.ts';
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
    facts.map((fact) => factLine(message, fact)),
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
function titleLine(message: Update): string {
  const { cause, number, facts, story, corrected, language } = message;
  const headline = toMarkup(story.headline, HEADLINE_LENGTH);
  switch (cause) {
    case 'fact': {
      const words = toMarkup(facts.at(-1)?.headline ?? story.headline, HEADLINE_LENGTH);
      return [`**${say('update.title', language, { number })}**`, ...marksAbove(message), words].join(' · ');
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

/**
 * Facts below one line that says what they are, unless the title tells the only one; a story may also become major by
 * who tells it alone.
 */
function bodyLines(message: Update, lines: readonly string[]): string[] {
  const { cause, story, language } = message;
  if (cause === 'fact' && message.facts.length === 1) return [...lines];
  if (lines.length > 0) return [leadOf(message).trimEnd(), ...lines];
  if (cause === 'correction') return [leadOf(message).trimEnd()];
  const tellers =
    story.outletCount > 1 ? outletCounts(story, language) : [toMarkup(story.outlet, FACT_LENGTH)];
  return [`> ${tellers.join(' · ')}`];
}

/** What is new of a fact whose words are the card's own headline stands before them. */
function marksAbove({ facts, story, language }: Update): string[] {
  const latest = facts.at(-1);
  return latest?.headline === story.headline ? latest.marks.map((mark) => sayMark(mark, language)) : [];
}

/** What a fact says below the title; empty where the title says it. */
function wordsBelow(fact: ReportedFact, { cause, facts, corrected }: Update): string {
  if (cause === 'fact') return fact === facts.at(-1) ? '' : fact.headline;
  if (cause === 'major') return fact.headline;
  const words = withoutCorrection(fact.headline);
  return words === corrected ? '' : words;
}

/** One fact with who reports it. */
function factLine(message: Update, fact: ReportedFact): string {
  const { language, cause, facts } = message;
  const words = wordsBelow(fact, message);
  const isSaidAbove = cause === 'fact' && fact === facts.at(-1) && marksAbove(message).length > 0;
  const parts = [
    ...(isSaidAbove ? [] : fact.marks.map((mark) => sayMark(mark, language))),
    ...(words === '' ? [] : [toMarkup(words, FACT_LENGTH)]),
    toMention(fact, language),
    toTimestamp(fact.at),
  ];
  return `> ${parts.join(' · ')}`;
}

function sayMark(mark: FactMark, language: UiLanguage): string {
  if (mark.kind !== 'count') return say(`fact.${mark.kind}`, language);
  const toFigure = (value: number): string => value.toLocaleString(language);
  return say('fact.count', language, { value: toFigure(mark.value), was: toFigure(mark.was) });
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
