import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  OAuth2Scopes,
  PermissionFlagsBits,
  type REST,
} from 'discord.js';
import type { Destination } from '../core/destination.ts';
import type { FindOutcome, Message, SendOutcome } from '../core/messages/message.ts';
import type { Log } from '../log.ts';
import type { Command, Feature } from './command.ts';
import { findPosted } from './history.ts';
import { answer } from './interaction/router.ts';
import { toLoggable } from './loggable.ts';
import { openPostingClient, requestUntil, toRestOptions } from './rest-clients.ts';
import { render } from './render.ts';
import { post, toOutcome } from './send.ts';
import { syncCommands, type CommandHash } from './sync-commands.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** Opening the gateway cannot be called off cleanly, so a stop lets it come to its end; a silent gateway has none. */
const LOGIN_PATIENCE_MS = 2_000;

export interface BotOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** Everything that people can do. */
  readonly features: readonly Feature[];
  readonly commandHash: CommandHash;
  readonly log: Log;
  /** Called when nothing can be sent any more: the token is not valid. */
  readonly onFatal: (reason: string) => void;
}

/** The connection to Discord. It sends from the first moment; the gateway, for commands, follows when it can. */
export interface Bot extends AsyncDisposable {
  /** The signal ends an attempt whose answer is slow to come; what became of it is then not known. */
  readonly send: (
    to: Destination,
    message: Message,
    nonce: string,
    signal: AbortSignal,
  ) => Promise<SendOutcome>;
  readonly find: (at: Destination, nonce: string, since: Date, signal: AbortSignal) => Promise<FindOutcome>;
}

/** Opens the connection. Returns at once: logging in, and trying again, goes on behind it. */
export function openBot(options: BotOptions): Bot {
  const stop = new AbortController();
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { ...toRestOptions(options.apiUrl), makeRequest: requestUntil(stop.signal) },
  });
  const posting = openPostingClient(options.apiUrl, options.token);
  listen(client, options, stop.signal);
  for (const rest of [client.rest, posting]) watchRequests(rest, options.log);
  const login = logIn(client, options, stop.signal);
  return {
    send: ({ address }, message, nonce, signal) =>
      post(posting, address, { ...render(message, nonce), nonce, signal }),
    find: ({ address }, nonce, since, signal) =>
      findPosted(posting, address, {
        marker: nonce,
        since,
        signal,
        mayRead: () => mayReadHistory(client, address),
      }),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.race([login, sleep(LOGIN_PATIENCE_MS, undefined, { ref: false })]);
      await client.destroy();
      posting.clearHandlerSweeper();
      posting.clearHashSweeper();
    },
  };
}

/** Undefined until the gateway has told of the channel. */
function mayReadHistory(client: Client, channelId: string): boolean | undefined {
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined || client.user === null) return undefined;
  return (
    channel.isDMBased() || channel.permissionsFor(client.user)?.has(PermissionFlagsBits.ReadMessageHistory)
  );
}

function watchRequests(rest: REST, log: Log): void {
  rest.on('rateLimited', ({ route, retryAfter }) => {
    log.debug({ route, waitMs: retryAfter }, 'discord rate limit');
  });
  rest.on('invalidRequestWarning', ({ count }) => {
    log.error({ count }, 'discord refuses many requests');
  });
}

function listen(
  client: Client,
  { features, log, commandHash, onFatal }: BotOptions,
  signal: AbortSignal,
): void {
  const commands = features.flatMap((feature) => feature.commands);
  client.on(Events.Error, (error) => {
    log.warn({ err: toLoggable(error) }, 'discord client error');
  });
  client.on(Events.InteractionCreate, (interaction) => {
    void answer(interaction, { features, log });
  });
  client.on(Events.ShardDisconnect, ({ code }) => {
    log.error({ code }, 'discord gateway closed for good');
    if (code === AUTHENTICATION_FAILED) onFatal('Discord refused the bot token');
  });
  client.once(Events.ClientReady, (ready) => {
    log.info(
      { bot: ready.user.tag, guilds: ready.guilds.cache.size, invite: inviteOf(ready) },
      'discord ready',
    );
    void registerCommands(ready, commands, { commandHash, log, signal });
  });
}

async function registerCommands(
  client: Client<true>,
  commands: readonly Command[],
  { commandHash, log, signal }: Pick<BotOptions, 'commandHash' | 'log'> & { readonly signal: AbortSignal },
): Promise<void> {
  if (signal.aborted) return;
  try {
    const outcome = await syncCommands(client, commands, commandHash);
    log.info({ commands: commands.length, outcome }, 'commands checked');
  } catch (error) {
    if (!signal.aborted) log.error({ err: toLoggable(error) }, 'commands could not be registered');
  }
}

const AUTHENTICATION_FAILED = 4004;

/** The address by which an administrator adds the bot, with just the permissions that its work needs. */
function inviteOf(client: Client<true>): string {
  return client.generateInvite({
    scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
    permissions: [
      PermissionFlagsBits.ViewChannel,
      PermissionFlagsBits.SendMessages,
      PermissionFlagsBits.EmbedLinks,
      PermissionFlagsBits.ReadMessageHistory,
    ],
  });
}

/** Logs in, trying again with growing pauses while Discord cannot be reached. */
async function logIn(
  client: Client,
  { token, log, onFatal }: BotOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = FIRST_RETRY_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LAST_RETRY_MS)) {
    try {
      await client.login(token);
      return;
    } catch (error) {
      if (isTokenFault(error)) {
        onFatal('Discord refused the bot token');
        return;
      }
      log.warn({ err: toLoggable(error), againInMs: pauseMs }, 'discord login failed');
      client.rest.setToken(token);
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

function isTokenFault(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return toOutcome(error).kind === 'fatal';
  return (
    error instanceof Error &&
    /invalid token|TokenInvalid|Authentication failed/i.test(`${error.name} ${error.message}`)
  );
}
