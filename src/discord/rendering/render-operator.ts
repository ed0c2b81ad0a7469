import {
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type APIActionRowComponent,
  type APIButtonComponent,
} from 'discord.js';
import { explainError } from '../../core/messages/errors.ts';
import { say } from '../../core/messages/phrases.ts';
import type { News } from '../../core/operator/news.ts';
import type { OperatorMessage, OperatorView } from '../../core/operator/operator-message.ts';
import type { Trouble } from '../../core/operator/trouble.ts';
import type { UiLanguage } from '../../core/subject.ts';
import { toReply } from '../command.ts';
import { toCustomId } from './custom-id.ts';
import type { DiscordMessage } from './discord-message.ts';
import { toMarkup } from './safe-text.ts';
import { toTime } from './words.ts';

const GREY = 0x80_84_8e;
const OUTLET_LENGTH = 80;
/** More than fits beside the figures; the rest as a number. */
const SHOWN_TROUBLES = 10;
const MEGABYTE = 1_000_000;
/** What tells begun and over apart for those who see no colours. */
const MARKS = { begun: '▲', over: '●' } as const;

/** The custom id's kind of the button by which the operator looks again. */
export const LOOK_BUTTON = 'status';

/** Renders what the operator is told in their channel. */
export function renderOperator(message: OperatorMessage, marker: string): DiscordMessage {
  return message.kind === 'notice' ? renderNotice(message, marker) : renderStatus(message, marker);
}

type Notice = Extract<OperatorMessage, { kind: 'notice' }>;
type StatusMessage = Extract<OperatorMessage, { kind: 'operator-status' }>;

function renderNotice({ news, language, silent }: Notice, marker: string): DiscordMessage {
  return {
    content: toReply(news.map((each) => toLine(each, language))),
    components: [lookAgain(language, marker)],
    allowed_mentions: { parse: [] },
    ...(silent ? { flags: MessageFlags.SuppressNotifications } : {}),
  };
}

function renderStatus({ view, troubles, language }: StatusMessage, marker: string): DiscordMessage {
  const title =
    troubles.length === 0
      ? say('operator.well', language)
      : say('operator.troubles', language, { count: troubles.length });
  const lines = troubles
    .slice(0, SHOWN_TROUBLES)
    .map((trouble) => toLine({ kind: 'begun', trouble }, language));
  const hidden = troubles.length - lines.length;
  const more = hidden > 0 ? [say('more', language, { count: hidden })] : [];
  return {
    embeds: [
      {
        title: `${troubles.length === 0 ? MARKS.over : MARKS.begun} ${title}`,
        description: toReply([...figures(view, language), '', ...lines, ...more]),
        color: GREY,
      },
    ],
    components: [lookAgain(language, marker)],
    allowed_mentions: { parse: [] },
    flags: MessageFlags.SuppressNotifications,
  };
}

function figures(view: OperatorView, language: UiLanguage): string[] {
  const { at, lastPollAt, storiesToday, feeds, channels, people, waiting, freeBytes } = view;
  const polled =
    lastPollAt === undefined ? '' : ` · ${say('status.checked', language, { time: toTime(lastPollAt) })}`;
  return [
    `-# ${say('operator.updated', language, { time: toTime(at) })}${polled}`,
    say('status.stories', language, { count: storiesToday }),
    say('status.feeds', language, { ...feeds, down: feeds.total - feeds.working }),
    ...(feeds.flagged === 0 ? [] : [say('status.flagged', language, { count: feeds.flagged })]),
    say('operator.destinations', language, { channels, people }),
    say('status.waiting', language, { count: waiting }),
    ...(freeBytes === undefined
      ? []
      : [say('operator.disk', language, { free: toSize(freeBytes, language) })]),
  ];
}

function toLine({ kind, trouble }: News, language: UiLanguage): string {
  const values = { time: toTime(trouble.since, 'f'), ...valuesOf(trouble, language) };
  return `${MARKS[kind]} ${say(`operator.${trouble.kind}.${kind}`, language, values)}`;
}

function valuesOf(trouble: Trouble, language: UiLanguage): Readonly<Record<string, string | number>> {
  switch (trouble.kind) {
    case 'feed':
      return { outlet: toMarkup(trouble.outlet, OUTLET_LENGTH) };
    case 'destination':
      return {
        channel: `<#${trouble.address}>`,
        reason: explainError(trouble.code ?? 'closed', language, { channel: `<#${trouble.address}>` }).reason,
      };
    case 'outbox':
      return { count: trouble.waiting };
    case 'disk':
      return { free: toSize(trouble.freeBytes, language) };
    case 'books':
      return { count: trouble.differences };
    case 'requests':
      return { until: toTime(trouble.until, 't') };
    case 'feeds':
    case 'gateway':
      return {};
  }
}

/** Bytes in the unit that disks are sold in. */
const toSize = (bytes: number, language: UiLanguage): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }).format(
    bytes / MEGABYTE,
  );

/** The button answers with the figures of the moment; its id also marks the message. */
function lookAgain(language: UiLanguage, marker: string): APIActionRowComponent<APIButtonComponent> {
  const button: APIButtonComponent = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: say('operator.look', language),
    custom_id: toCustomId({ kind: LOOK_BUTTON, subjectOf: '', marker }),
  };
  return { type: ComponentType.ActionRow, components: [button] };
}
