import { stripVTControlCharacters } from 'node:util';
import wrapAnsi from 'wrap-ansi';
import {
  changesCard,
  type CardMessage,
  type Message,
  type SendOutcome,
  type StoryView,
} from '../core/messages/message.ts';
import { say, sayLanguage, sayOutletKind } from '../core/messages/phrases.ts';
import { sayWelcome } from '../core/messages/say-welcome.ts';
import { toPlainLine } from '../core/text/plain-text.ts';
import { digestLines } from './terminal-digest.ts';
import type { UiLanguage } from '../core/subject.ts';

const WIDTH = 96;
const RESET = '\u001B[0m';
const BOLD = '\u001B[1m';
const DIM = '\u001B[2m';

/** Prints messages for whoever sits at the terminal: the destination of an installation without Discord. */
export interface TerminalSink {
  readonly send: (message: Message) => Promise<SendOutcome>;
}

/** Shows a text of several lines; false when nobody could read it. */
export type Print = (text: string) => Promise<boolean>;

/** @param colour false leaves out every control sequence */
export function openTerminalSink(print: Print, { colour }: { readonly colour: boolean }): TerminalSink {
  return {
    async send(message) {
      // What was printed stays as it was.
      if (changesCard(message)) return { kind: 'sent', messageId: '' };
      const text = `\n${linesOf(message).join('\n')}\n`;
      const isShown = await print(colour ? text : stripVTControlCharacters(text));
      return isShown
        ? { kind: 'sent', messageId: '' }
        : { kind: 'retry', reason: 'nobody reads the output any more' };
    },
  };
}

function linesOf(message: Exclude<Message, CardMessage>): string[] {
  switch (message.kind) {
    case 'alert':
      return alertLines(message.story, message.language);
    case 'update':
      return updateLines(message);
    case 'digest':
      return digestLines(message);
    case 'welcome':
      return welcomeLines(message);
    case 'catch-up':
      return catchUpLines(message);
    case 'test':
    case 'failing':
    case 'notice':
    case 'operator-status':
      return [];
  }
}

/** The same facts in the same order as the card in a channel. */
function alertLines(story: StoryView, language: UiLanguage): string[] {
  const bar = `${toColour(story.topics[0]?.colour ?? 0)}┃${RESET} `;
  const inCard = (text: string, style = ''): string[] =>
    wrapText(toPlainLine(text), WIDTH - 2).map((line) => `${bar}${style}${line}${style === '' ? '' : RESET}`);
  const { summary, importance, alsoReportedBy, url } = story;
  const others = alsoReportedBy.map(({ outlet, language: written }) =>
    written === language ? outlet : `${outlet} (${written})`,
  );
  return [
    ...wrapText(toPlainLine(`${tagsOf(story)} · ${story.headline}`), WIDTH).map(
      (line) => `${BOLD}${line}${RESET}`,
    ),
    ...inCard(`${story.outlet} (${sayOutletKind(story.outletKind, language)})`, DIM),
    ...(summary === '' ? [] : inCard(creditedSummary(story, language))),
    ...inCard(
      `${'●'.repeat(importance.dots)}${'○'.repeat(4 - importance.dots)} ${say(`importance.${importance.level}`, language)}`,
    ),
    ...(others.length === 0 ? [] : inCard(`${say('also-reported-by', language)}: ${others.join(' · ')}`)),
    ...(url === undefined ? [] : [`${bar}${DIM}${toPlainLine(url)}${RESET}`]),
  ];
}

/** What is new about a story that was printed before. */
function updateLines({
  story,
  facts,
  number,
  cause,
  corrected,
  language,
}: Extract<Message, { kind: 'update' }>): string[] {
  const titles = {
    fact: say('update.title', language, { number }),
    major: say('update.major', language),
    correction: `${say('card.corrected', language)} (${toPlainLine(corrected ?? '')})`,
  };
  const told = facts.map(({ headline, outlet }) => `• ${headline} (${outlet})`);
  return [
    ...wrapText(toPlainLine(`${tagsOf(story)} · ${titles[cause]} · ${story.headline}`), WIDTH).map(
      (line) => `${BOLD}${line}${RESET}`,
    ),
    ...told.flatMap((line) => wrapText(toPlainLine(line), WIDTH)),
  ];
}

function creditedSummary(
  { summary, summaryOutlet, summaryLanguage }: StoryView,
  language: UiLanguage,
): string {
  const credit = [
    ...(summaryOutlet === undefined ? [] : [summaryOutlet]),
    ...(summaryLanguage === undefined ? [] : [sayLanguage(summaryLanguage, language)]),
  ].join(', ');
  return credit === '' ? summary : `${summary} (${credit})`;
}

function welcomeLines(message: Extract<Message, { kind: 'welcome' }>): string[] {
  const { language, subject } = message;
  const title = say('welcome.title', language, { subject: subject[language] });
  return listLines({ ...message, title, lead: sayWelcome(message) });
}

function catchUpLines(message: Extract<Message, { kind: 'catch-up' }>): string[] {
  const { language, since } = message;
  const time = `${since.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const title = say('catch-up.title', language);
  return listLines({ ...message, title, lead: say('catch-up.lead', language, { since: time }) });
}

/** Several stories in one message, a line each. */
function listLines({
  language,
  title,
  lead,
  stories,
  moreCount,
}: Pick<Extract<Message, { kind: 'catch-up' }>, 'language' | 'stories' | 'moreCount'> & {
  readonly title: string;
  readonly lead: string;
}): string[] {
  return [
    `${BOLD}${toPlainLine(title)}${RESET}`,
    ...wrapText(lead, WIDTH),
    ...stories.flatMap((story) =>
      wrapText(toPlainLine(`• ${tagsOf(story)} · ${story.headline} (${story.outlet})`), WIDTH),
    ),
    ...(moreCount > 0 ? [say('more', language, { count: moreCount })] : []),
  ];
}

const tagsOf = ({ topics }: StoryView): string =>
  topics.map(({ emoji, name }) => `${emoji} ${name}`).join(' ');

/** A 24-bit colour as a terminal's control sequence. */
const toColour = (colour: number): string =>
  `\u001B[38;2;${String((colour >> 16) & 255)};${String((colour >> 8) & 255)};${String(colour & 255)}m`;

/** Breaks a text into lines of at most so many columns. */
const wrapText = (text: string, width: number): string[] => wrapAnsi(text, width, { hard: true }).split('\n');
