import {
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
} from 'discord.js';
import type { Mention, Message, StoryView } from '../core/messages/message.ts';
import { say, sayLanguage, sayOutletKind } from '../core/messages/phrases.ts';
import type { UiLanguage } from '../core/subject.ts';
import { toCustomId } from './custom-id.ts';
import type { DiscordMessage } from './discord-message.ts';
import { renderCatchUp } from './render-catch-up.ts';
import { renderWelcome } from './render-welcome.ts';
import { toAddress, toLink, toMarkup, toPlain } from './safe-text.ts';

/** Long enough for a headline, short enough for a lock screen. */
const LEAD_LENGTH = 160;
const EMBED_TITLE_LENGTH = 256;
const SUMMARY_LENGTH = 700;
const SMALL_LENGTH = 128;
const FIELD_LENGTH = 1024;
/** Discord's limits on addresses: of an embed's title, of a link button. */
const EMBED_URL_LENGTH = 2048;
const BUTTON_URL_LENGTH = 512;
const SHOWN_MENTIONS = 6;

/**
 * Renders a message. Nobody is ever pinged by it, and whatever a feed wrote stands in it as plain text.
 * @param marker stands in the message's buttons, so that the bot can recognise it in the channel's history
 */
export function render(message: Message, marker: string): DiscordMessage {
  switch (message.kind) {
    case 'alert':
      return renderAlert(message, marker);
    case 'welcome':
      return renderWelcome(message, marker);
    case 'catch-up':
      return renderCatchUp(message, marker);
  }
}

function renderAlert(
  { story, language, silent }: Extract<Message, { kind: 'alert' }>,
  marker: string,
): DiscordMessage {
  return {
    content: leadLine(story),
    embeds: [toEmbed(story, language)],
    components: [toButtons(story, language, marker)],
    allowed_mentions: { parse: [] },
    ...(silent ? { flags: MessageFlags.SuppressNotifications } : {}),
  };
}

/** The line that a lock screen shows: it must make sense alone. */
function leadLine({ topics, headline }: StoryView): string {
  const [topic] = topics;
  const tag = topic === undefined ? '' : `${topic.emoji} **${toMarkup(topic.name, SMALL_LENGTH)}** · `;
  return `${tag}${toMarkup(headline, LEAD_LENGTH)}`;
}

function toEmbed(story: StoryView, language: UiLanguage): APIEmbed {
  const summary = toSummary(story, language);
  const url = toAddress(story.url ?? '', EMBED_URL_LENGTH);
  return {
    author: { name: toPlain(authorLine(story, language), EMBED_TITLE_LENGTH) },
    title: toMarkup(story.headline, EMBED_TITLE_LENGTH),
    ...(url === undefined ? {} : { url }),
    ...(summary === '' ? {} : { description: summary }),
    color: story.topics[0]?.colour ?? 0,
    fields: toFields(story, language),
    footer: { text: toPlain(footerLine(story, language), EMBED_TITLE_LENGTH) },
  };
}

function authorLine({ outlet, outletKind, outletCount }: StoryView, language: UiLanguage): string {
  const named = `${outlet} (${sayOutletKind(outletKind, language)})`;
  return outletCount > 1 ? say('first-of', language, { outlet: named, count: outletCount }) : named;
}

/** The summary, with whose words and which language it is where that is not the headline's. */
function toSummary({ summary, summaryLanguage, summaryOutlet }: StoryView, language: UiLanguage): string {
  if (summary === '') return '';
  const marks = [
    ...(summaryOutlet === undefined ? [] : [toMarkup(summaryOutlet, SMALL_LENGTH)]),
    ...(summaryLanguage === undefined ? [] : [sayLanguage(summaryLanguage, language)]),
  ];
  const credit = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  return `${toMarkup(summary, SUMMARY_LENGTH)}${credit}`;
}

function toFields(story: StoryView, language: UiLanguage): NonNullable<APIEmbed['fields']> {
  const { level, score, dots } = story.importance;
  const figure = new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(score);
  const shown = `${'●'.repeat(dots)}${'○'.repeat(4 - dots)} ${say(`importance.${level}`, language)} (${figure})`;
  const time = story.published ?? story.firstSeen;
  const mentions = mentionLine(story.alsoReportedBy, language);
  return [
    { name: say('importance', language), value: shown, inline: true },
    {
      name: say(story.published === undefined ? 'first-seen' : 'published', language),
      value: `<t:${String(Math.floor(time.getTime() / 1000))}:R>`,
      inline: true,
    },
    ...(mentions === '' ? [] : [{ name: say('also-reported-by', language), value: mentions, inline: false }]),
  ];
}

/** As many outlets as fit; the rest as a number. */
function mentionLine(mentions: readonly Mention[], language: UiLanguage): string {
  const links = mentions.slice(0, SHOWN_MENTIONS).map((mention) => toMention(mention, language));
  for (let shown = links.length; shown > 0; shown -= 1) {
    const hidden = mentions.length - shown;
    const parts = [
      ...links.slice(0, shown),
      ...(hidden > 0 ? [say('more', language, { count: hidden })] : []),
    ];
    const line = parts.join(' · ');
    if (line.length <= FIELD_LENGTH) return line;
  }
  return '';
}

function toMention(mention: Mention, language: UiLanguage): string {
  const link = toLink(mention.outlet, mention.url, SMALL_LENGTH);
  return mention.language === language ? link : `${link} (${toPlain(mention.language, 8)})`;
}

function footerLine({ topics, summary, outletCount }: StoryView, language: UiLanguage): string {
  const [first, ...others] = topics.map(({ name }) => name);
  return [
    ...(first === undefined ? [] : [first]),
    ...(others.length === 0 ? [] : [say('also', language, { topics: others.join(', ') })]),
    ...(outletCount > 1 ? [say('outlets', language, { count: outletCount })] : []),
    ...(summary === '' ? [] : [say('automatic-summary', language)]),
  ].join(' · ');
}

function toButtons(
  { storyId, url }: StoryView,
  language: UiLanguage,
  marker: string,
): APIActionRowComponent<APIButtonComponent> {
  const address = toAddress(url ?? '', BUTTON_URL_LENGTH);
  const read: APIButtonComponent[] =
    address === undefined
      ? []
      : [{ type: ComponentType.Button, style: ButtonStyle.Link, label: say('read', language), url: address }];
  const why: APIButtonComponent = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: say('why', language),
    custom_id: toCustomId({ kind: 'why', subjectOf: storyId, marker }),
  };
  return { type: ComponentType.ActionRow, components: [...read, why] };
}
