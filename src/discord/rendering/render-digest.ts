import {
  ButtonStyle,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
} from 'discord.js';
import { keepWithin } from '../../core/digest/budget.ts';
import type { Digest, DigestGroup, DigestLine, TopStory } from '../../core/digest/digest.ts';
import {
  markOf,
  sayBecame,
  sayChanged,
  sayChecked,
  sayCounts,
  sayCoverage,
  sayDeveloping,
  sayLead,
  sayMarks,
  sayNumber,
  sayOutlets,
  sayQuiet,
  sayReasons,
  sayTitle,
  sayVolume,
} from '../../core/digest/words.ts';
import { say } from '../../core/messages/phrases.ts';
import { toCustomId } from './custom-id.ts';
import { toDigestRef } from '../commands/digest/digest-ref.ts';
import type { DiscordMessage } from './discord-message.ts';
import { toLink, toMarkup, toPlain } from './safe-text.ts';

/** Discord counts all text of such a message together: 4,000 characters. A picture's description is not among them. */
const TEXT_LENGTH = 3_800;
const TOP_HEADLINE_LENGTH = 160;
const HEADLINE_LENGTH = 140;
const NAME_LENGTH = 40;
/** Each group is a component, of which a message has at most 40. */
const MOST_GROUPS = 10;

/** Renders a digest as one card; the least important stories are left out where there is no room for all. */
export function renderDigest(digest: Digest, marker: string): DiscordMessage {
  return {
    components: [
      {
        type: ComponentType.Container,
        ...(digest.top === undefined ? {} : { accent_color: digest.top.topic.colour }),
        components: [
          ...digestBody(digest),
          { type: ComponentType.ActionRow, components: digestButtons(digest, marker) },
        ],
      },
    ],
    allowed_mentions: { parse: [] },
    flags: MessageFlags.IsComponentsV2 | (digest.silent ? MessageFlags.SuppressNotifications : 0),
  };
}

/** Returns a digest's texts, without its buttons. */
export function digestBody(digest: Digest): APIComponentInContainer[] {
  if (digest.isQuiet) return [toText(quietText(digest))];
  const shownGroups = digest.groups.slice(0, MOST_GROUPS);
  const lines = [
    ...digest.highlights,
    ...shownGroups.flatMap((group) => group.lines),
    ...digest.developing,
    ...(digest.useful ?? []),
  ];
  const rendered = new Map(lines.map((line) => [line, renderLine(line, digest)]));
  const blocks = (isKept: (line: DigestLine) => boolean): string[] =>
    toBlocks(digest, (some) => some.filter(isKept).map((line) => rendered.get(line) ?? ''));
  const weighted = lines.map((line) => ({
    line,
    importance: line.importance,
    length: (rendered.get(line)?.length ?? 0) + 1,
  }));
  const listed = weighted.reduce((sum, { length }) => sum + length, 0);
  const others = Math.max(lengthOf(blocks(() => false)), lengthOf(blocks(() => true)) - listed);
  const kept = new Set([...keepWithin(weighted, TEXT_LENGTH - others)].map(({ line }) => line));
  const shown = blocks((line) => kept.has(line));
  return shown.flatMap((block, index) =>
    index === 0 || (block.startsWith('-#') && index < shown.length - 1)
      ? [toText(block)]
      : [...RULE, toText(block)],
  );
}

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);

type ShowLines = (lines: readonly DigestLine[]) => string[];

/** The texts from top to bottom; the first is the title. */
function toBlocks(digest: Digest, show: ShowLines): string[] {
  const { language, top, highlights, groups, developing, useful = [] } = digest;
  const head = [`## ${sayTitle(digest)}`, sayLead(digest), sayCounts(digest)];
  const highlighted = show(highlights);
  const further = show(developing);
  const praised = show(useful);
  const shown = groups.slice(0, MOST_GROUPS).map((group) => ({ group, lines: show(group.lines) }));
  const [listing, counted] = [
    shown.filter(({ lines }) => lines.length > 0),
    shown.filter(({ lines }) => lines.length === 0),
  ];
  return [
    head.filter((line) => line !== undefined).join('\n'),
    ...(top === undefined ? [] : [topText(top, digest)]),
    ...(highlighted.length === 0 ? [] : [highlighted.join('\n')]),
    ...listing.map(({ group, lines }) => groupText(group, digest, lines)),
    ...(counted.length === 0 ? [] : [counted.map(({ group }) => groupTitle(group, digest)).join('\n')]),
    ...otherGroups(groups.slice(MOST_GROUPS), digest),
    ...(further.length === 0 ? [] : [[`**${sayDeveloping(digest)}**`, ...further].join('\n')]),
    ...(praised.length === 0 ? [] : [[`**${say('digest.useful', language)}**`, ...praised].join('\n')]),
    footText(digest),
  ];
}

function topText(top: TopStory, { language }: Digest): string {
  const reasons = sayReasons(top.reasons, language, safePhrase);
  const became = sayBecame(top, language);
  return [
    `**${say('digest.top', language)}**`,
    `${top.topic.emoji} **${toLink(top.headline, top.url, TOP_HEADLINE_LENGTH)}**${marks(top)}`,
    `${sayOutlets(top, language, safeName)} · ${toTime(top.at, 'R')}${became === undefined ? '' : ` · ${became}`}`,
    ...(reasons === undefined ? [] : [`> ${reasons}`]),
  ].join('\n');
}

function groupText(group: DigestGroup, digest: Digest, lines: readonly string[]): string {
  const { language, top } = digest;
  const hidden = group.count - lines.length - (top?.topic.id === group.topic.id ? 1 : 0);
  const changed = sayChanged(group, language);
  return [
    groupTitle(group, digest),
    ...(changed === undefined ? [] : [`-# ${changed}`]),
    ...lines,
    ...(hidden > 0 ? [`-# ${say('more', language, { count: hidden })}`] : []),
  ].join('\n');
}

const groupTitle = (group: DigestGroup, digest: Digest): string =>
  `**${group.topic.emoji} ${toMarkup(group.topic.name, NAME_LENGTH)}** · ${sayVolume(group, digest)}`;

/** More topics than can be shown, in one line. */
function otherGroups(groups: readonly DigestGroup[], { language }: Digest): string[] {
  if (groups.length === 0) return [];
  const named = groups.map(({ topic, count }) => `${topic.name} ${sayNumber(count, language)}`).join(' · ');
  return [`-# ${toMarkup(named, 300)}`];
}

const footText = (digest: Digest): string =>
  [...sayMarks(digest), sayCoverage(digest.coverage, digest.language)].map((line) => `-# ${line}`).join('\n');

function quietText(digest: Digest): string {
  const checked = sayChecked(digest.coverage, digest.language, (at) => toTime(at, 't'));
  return [sayQuiet(digest), ...(checked === undefined ? [] : [`-# ${checked}`])].join('\n');
}

function renderLine(line: DigestLine, { variant, language }: Digest): string {
  const time = toTime(line.at, variant === 'daily' || variant === 'now' ? 't' : 'd');
  const others = line.otherOutlets > 0 ? ` +${String(line.otherOutlets)}` : '';
  const became = sayBecame(line, language);
  return [
    `- ${toLink(line.headline, line.url, HEADLINE_LENGTH)}${marks(line)}`,
    `${toMarkup(line.outlet, NAME_LENGTH)}${others}`,
    time,
    ...(became === undefined ? [] : [became]),
  ].join(' · ');
}

const marks = (line: DigestLine): string =>
  `${line.headlineLanguage === undefined ? '' : ` (${toPlain(line.headlineLanguage, 8)})`}${markOf(line)}`;

/** The buttons under a digest. They carry the marker by which the bot finds the message again. */
function digestButtons(digest: Digest, marker: string): APIButtonComponentWithCustomId[] {
  const { counts, language } = digest;
  const settings = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: say('digest.settings', language),
    custom_id: toCustomId({ kind: 'digest-settings', subjectOf: '', marker }),
  } as const;
  if (counts.stories === 0) return [settings];
  const all = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label: say('digest.see-all', language, { count: sayNumber(counts.stories, language) }),
    custom_id: toCustomId({ kind: 'digest-all', subjectOf: toDigestRef({ ...digest, page: 0 }), marker }),
  } as const;
  return [all, settings];
}

const safeName = (text: string): string => toMarkup(text, NAME_LENGTH);
const safePhrase = (text: string): string => toMarkup(text, 2 * NAME_LENGTH);

const toText = (content: string): APIComponentInContainer => ({ type: ComponentType.TextDisplay, content });

const RULE: readonly APIComponentInContainer[] = [
  { type: ComponentType.Separator, divider: false, spacing: SeparatorSpacingSize.Small },
];

const toTime = (at: Date, style: 'R' | 't' | 'd'): string =>
  `<t:${String(Math.floor(at.getTime() / 1000))}:${style}>`;
