import type { ServerResponse } from 'node:http';
import { CHANNEL_TYPES } from '../constants.ts';
import type { Platform } from '../platform.ts';
import type { Channel, Guild, Message } from '../world.ts';
import { modalSchema, type Modal } from '../limits/modal.ts';
import { isForum } from '../views/channels.ts';
import { html, type Html } from './html.ts';
import { messagesHtml } from './html-message.ts';
import { modalHtml } from './html-modal.ts';
import { postsHtml, threadStartHtml } from './html-thread.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { Reader } from './reader.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CHANNEL_PATH = /^\/channels\/(\d+)$/;
const FORM_PATH = /^\/interactions\/(\d+)$/;

/** What is looked at: a channel or some of its messages, by whom, and the form that is open over it. */
interface View {
  readonly channel: Channel;
  readonly as?: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly modal?: Modal | undefined;
}

/**
 * Serves the page that shows the channels as Discord would: `/` and `/channels/<id>`, with `?as=<user>` for what only
 * that user sees and `?only=<id>,<id>` for those messages alone, and `/interactions/<id>` for the form that a user was shown. Nothing on it runs or comes from
 * elsewhere. Returns false for any other address.
 */
export function servePage(platform: Platform, address: string, response: ServerResponse): boolean {
  const url = new URL(address, platform.origin());
  if (url.pathname === '/page.css') {
    send(response, 'text/css', PAGE_STYLE);
    return true;
  }
  const view = findForm(platform, url) ?? findMessages(platform, url);
  if (view === undefined) return false;
  send(response, 'text/html; charset=utf-8', pageHtml(platform, view).html);
  return true;
}

function findForm({ world }: Platform, url: URL): View | undefined {
  const interaction = world.interactions.get(FORM_PATH.exec(url.pathname)?.[1] ?? '');
  const channel = world.channels.get(interaction?.channelId ?? '');
  const modal = modalSchema.safeParse(interaction?.modal).data;
  return channel && { channel, as: interaction?.userId, modal };
}

function findMessages(platform: Platform, url: URL): View | undefined {
  const asked = CHANNEL_PATH.exec(url.pathname)?.[1] ?? '';
  const channel = url.pathname === '/' ? firstChannel(platform) : platform.world.channels.get(asked);
  const only = url.searchParams.get('only')?.split(',');
  return channel && { channel, as: url.searchParams.get('as') ?? undefined, only };
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  response.end(text);
}

function firstChannel(platform: Platform): Channel | undefined {
  const channels = [...platform.world.channels.values()].filter(
    ({ type }) => type !== CHANNEL_TYPES.category,
  );
  const hasMessages = ({ id }: Channel) => (platform.world.messages.get(id)?.size ?? 0) > 0;
  return channels.find(hasMessages) ?? channels[0];
}

function pageHtml(platform: Platform, view: View): Html {
  const { channel, modal, as } = view;
  const locale = platform.world.users.get(as ?? '')?.locale;
  const reader: Reader = { world: platform.world, now: platform.clock.now(), locale };
  const messages = visibleMessages(platform, view);
  return html`<!doctype html>
    <html lang="${locale ?? 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${titleOf(channel)}</title>
        <link rel="stylesheet" href="/page.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <nav aria-label="Channels">${navigation(platform, channel)}</nav>
        <main>
          <header>
            <h1>${titleOf(channel)}</h1>
            ${channel.topic !== null && html`<p>${channel.topic}</p>`}
          </header>
          ${channel.thread && threadStartHtml(reader, channel)}
          ${isForum(channel) ? postsHtml(reader, channel) : listHtml(reader, messages)}
          ${modal && modalHtml(reader, modal)}
        </main>
      </body>
    </html>`;
}

function listHtml(reader: Reader, messages: readonly Message[]): Html {
  if (messages.length === 0) return html`<p class="empty">No messages yet.</p>`;
  return html`<ol>
    ${messagesHtml(reader, messages)}
  </ol>`;
}

function visibleMessages(platform: Platform, { channel, as, only }: View): Message[] {
  const all = [...(platform.world.messages.get(channel.id)?.values() ?? [])];
  return all.filter(
    ({ id, deletedAt, visibleTo }) =>
      deletedAt === undefined &&
      (visibleTo === undefined || visibleTo === as) &&
      (only === undefined || only.includes(id)),
  );
}

function navigation(platform: Platform, current: Channel): Html[] {
  const channels = [...platform.world.channels.values()];
  const guilds = [...platform.world.guilds.values()].map((guild) => guildHtml(guild, channels, current));
  const direct = channels.filter(({ guildId }) => guildId === undefined);
  if (direct.length === 0) return guilds;
  return [
    ...guilds,
    html`<h2>Direct messages</h2>
      ${direct.map((each) => entryHtml(each, current))}`,
  ];
}

function guildHtml(guild: Guild, channels: readonly Channel[], current: Channel): Html {
  const own = channels.filter(({ guildId, type }) => guildId === guild.id && type !== CHANNEL_TYPES.category);
  const entries = own
    .filter(({ thread }) => thread === undefined)
    .flatMap((channel) => [
      channel,
      ...own.filter(({ thread, parentId }) => thread && parentId === channel.id),
    ]);
  return html`<h2>${guild.name}</h2>
    ${entries.map((channel) => entryHtml(channel, current))}`;
}

function entryHtml(channel: Channel, current: Channel): Html {
  const here = channel.id === current.id && html` aria-current="page"`;
  const className = channel.thread === undefined ? 'channel' : 'thread';
  return html`<a class="${className}" href="/channels/${channel.id}" ${here}>${titleOf(channel)}</a>`;
}

function titleOf({ guildId, thread, name }: Channel): string {
  if (thread !== undefined) return name;
  return guildId === undefined ? `@${name}` : `#${name}`;
}
