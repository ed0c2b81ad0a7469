import { MessageFlags, type APIEmbed } from 'discord.js';
import type { CardNote, Mention, Message, Ping, StoryView } from '../../core/messages/message.ts';
import { withoutCorrection } from '../../core/messages/headline.ts';
import { say, sayLanguage, sayOutletKind } from '../../core/messages/phrases.ts';
import type { UiLanguage } from '../../core/subject.ts';
import { cardButtons } from './card-buttons.ts';
import type { DiscordMessage } from './discord-message.ts';
import { toAddress, toLink, toMarkup, toPlain } from './safe-text.ts';

/** Long enough for a headline, short enough for a lock screen. */
const LEAD_LENGTH = 160;
const EMBED_TITLE_LENGTH = 256;
const SUMMARY_LENGTH = 700;
const SMALL_LENGTH = 128;
const FIELD_LENGTH = 1024;
/** Discord's limit on the address of an embed's title. */
const EMBED_URL_LENGTH = 2048;
const SHOWN_MENTIONS = 6;

/** Renders a story's card: as it is first posted, and as it stands after each edit. */
export function renderCard(
  message: Extract<Message, { kind: 'alert' | 'edit' | 'close' }>,
  marker: string,
): DiscordMessage {
  const { story, language, ping } = message;
  const note = message.kind === 'alert' ? {} : message.note;
  return {
    content: [leadLine(story, note, language), ...pingLines(ping, language)].join('\n'),
    embeds: [toEmbed(story, note, language)],
    components: [cardButtons(story, language, marker)],
    allowed_mentions: allowedMentions(ping),
    ...(message.kind === 'alert' && message.silent ? { flags: MessageFlags.SuppressNotifications } : {}),
  };
}

/** Whom a message may ping, said with every message and every edit: Discord's default allows more. */
export const allowedMentions = (ping: Ping | undefined): NonNullable<DiscordMessage['allowed_mentions']> =>
  ping === undefined ? { parse: [] } : { parse: [], roles: [ping.role] };

/** The role, with how many times it was left out since it was last named. */
export function pingLines(ping: Ping | undefined, language: UiLanguage): string[] {
  if (ping === undefined) return [];
  const muted = ping.muted === 0 ? '' : ` · ${say('card.muted', language, { count: ping.muted })}`;
  return [`-# <@&${ping.role}>${muted}`];
}

/** The line that a lock screen shows: it must make sense alone. */
function leadLine(story: StoryView, { corrected }: CardNote, language: UiLanguage): string {
  const mark = topicMark(story);
  if (corrected === undefined) return `${mark}${toMarkup(story.headline, LEAD_LENGTH)}`;
  const said = `**${say('card.corrected', language)}**`;
  const line = `${mark}${toMarkup(withoutCorrection(story.headline), LEAD_LENGTH)}`;
  if (isMendedBelow(story, corrected)) return `${line} · ${said}`;
  const was = `${mark}~~${toMarkup(corrected, LEAD_LENGTH)}~~ · ${said}`;
  return corrected === story.headline ? was : `${was}\n${line}`;
}

/** Tells whether an outlet says that it has corrected a report whose headline goes on to hold. */
const isMendedBelow = ({ headline }: StoryView, corrected: string): boolean =>
  headline !== corrected && withoutCorrection(headline) === corrected;

/** The topic that a message leads with: `🛢️ **Oil** · `. */
export function topicMark({ topics }: StoryView): string {
  const [topic] = topics;
  return topic === undefined ? '' : `${topic.emoji} **${toMarkup(topic.name, SMALL_LENGTH)}** · `;
}

function toEmbed(story: StoryView, note: CardNote, language: UiLanguage): APIEmbed {
  const summary = toSummary(story, language);
  const url = toAddress(story.url ?? '', EMBED_URL_LENGTH);
  return {
    author: { name: toPlain(authorLine(story, language), EMBED_TITLE_LENGTH) },
    title: toTitle(story, note),
    ...(url === undefined ? {} : { url }),
    ...(summary === '' ? {} : { description: summary }),
    color: story.topics[0]?.colour ?? 0,
    fields: toFields(story, note, language),
    footer: { text: toPlain(footerLine(story, note, language), EMBED_TITLE_LENGTH) },
  };
}

/** A headline that holds no more, and for which there is no other, is struck through. */
function toTitle({ headline }: StoryView, { corrected }: CardNote): string {
  if (corrected === undefined) return toMarkup(headline, EMBED_TITLE_LENGTH);
  return corrected === headline
    ? `~~${toMarkup(headline, EMBED_TITLE_LENGTH - 4)}~~`
    : toMarkup(withoutCorrection(headline), EMBED_TITLE_LENGTH);
}

function authorLine(
  { outlet, outletKind, outletCount, firstOutlet }: StoryView,
  language: UiLanguage,
): string {
  const named = `${outlet} (${sayOutletKind(outletKind, language)})`;
  if (outletCount <= 1) return named;
  return say(firstOutlet === undefined ? 'first-of' : 'one-of', language, {
    outlet: named,
    count: outletCount,
  });
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

type Fields = NonNullable<APIEmbed['fields']>;

function toFields(story: StoryView, { updatedAt }: CardNote, language: UiLanguage): Fields {
  const { level, score, dots } = story.importance;
  const figure = new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(score);
  const shown = `${'●'.repeat(dots)}${'○'.repeat(4 - dots)} ${say(`importance.${level}`, language)} (${figure})`;
  const time = story.published ?? story.firstSeen;
  const updated =
    updatedAt === undefined
      ? []
      : [{ name: say('card.updated', language), value: `${toTimestamp(updatedAt)} ↓`, inline: true }];
  return [
    { name: say('importance', language), value: shown, inline: true },
    {
      name: say(story.published === undefined ? 'first-seen' : 'published', language),
      value: toTimestamp(time),
      inline: true,
    },
    ...updated,
    ...mentionFields(story.alsoReportedBy, language),
  ];
}

/** A time as Discord shows it to each reader: `12 minutes ago`. */
export const toTimestamp = (time: Date): string => `<t:${String(Math.floor(time.getTime() / 1000))}:R>`;

/** Voices of their own, then the copies, under the name of whose words they print. */
function mentionFields(mentions: readonly Mention[], language: UiLanguage): Fields {
  const own = mentionLine(
    mentions.filter(({ copyOf }) => copyOf === undefined),
    language,
  );
  const copies = Map.groupBy(
    mentions.filter(({ copyOf }) => copyOf !== undefined),
    ({ copyOf = '' }) => copyOf,
  );
  const [first] = copies;
  return [
    ...(own === '' ? [] : [{ name: say('also-reported-by', language), value: own, inline: false }]),
    ...(first === undefined ? [] : copyField(first[0], [...copies.values()].flat(), language)),
  ];
}

function copyField(source: string, copies: readonly Mention[], language: UiLanguage): Fields {
  const value = mentionLine(copies, language);
  const name = say('card.copies', language, { source: toMarkup(source, SMALL_LENGTH) });
  return value === '' ? [] : [{ name, value, inline: false }];
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

/** An outlet with its report, and the language of that where it is not the reader's. */
export function toMention(
  mention: Pick<Mention, 'outlet' | 'url' | 'language'>,
  language: UiLanguage,
): string {
  const link = toLink(mention.outlet, mention.url, SMALL_LENGTH);
  return mention.language === language ? link : `${link} (${toPlain(mention.language, 8)})`;
}

function footerLine(story: StoryView, { ended }: CardNote, language: UiLanguage): string {
  const [first, ...others] = story.topics.map(({ name }) => name);
  return [
    ...(ended === undefined ? [] : [say(`card.${ended}`, language)]),
    ...(first === undefined ? [] : [first]),
    ...(others.length === 0 ? [] : [say('also', language, { topics: others.join(', ') })]),
    ...outletCounts(story, language),
    ...(story.summary === '' ? [] : [say('automatic-summary', language)]),
  ].join(' · ');
}

/** How many outlets tell a story, and how many of them are voices of their own; nothing for a single one. */
export function outletCounts({ outletCount, independentCount }: StoryView, language: UiLanguage): string[] {
  if (outletCount <= 1) return [];
  return independentCount === undefined
    ? [say('outlets', language, { count: outletCount })]
    : [say('outlets.independent', language, { independent: independentCount, count: outletCount })];
}
