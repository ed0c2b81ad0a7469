import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  OAuth2Scopes,
  PermissionFlagsBits,
} from 'discord.js';
import type { Destination } from '../core/destination.ts';
import type { FindOutcome, Message, SendOutcome } from '../core/message.ts';
import type { Log } from '../log.ts';
import type { Command, CommandDeps } from './command.ts';
import { latest } from './commands/latest.ts';
import { status } from './commands/status.ts';
import { topics } from './commands/topics.ts';
import { findPosted } from './history.ts';
import { answer } from './interactions.ts';
import { render } from './render.ts';
import { post, toOutcome } from './send.ts';
import { syncCommands, type CommandHash } from './sync-commands.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** Warn long before Discord's limit of 10,000 refused requests in ten minutes. */
const INVALID_REQUEST_WARNING = 500;

export interface BotOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly deps: CommandDeps;
  readonly commandHash: CommandHash;
  readonly log: Log;
  /** Called when nothing can be sent any more: the token is not valid. */
  readonly onFatal: (reason: string) => void;
}

/** The connection to Discord. It sends from the first moment; the gateway, for commands, follows when it can. */
export interface Bot extends AsyncDisposable {
  readonly send: (destination: Destination, message: Message, nonce: string) => Promise<SendOutcome>;
  readonly find: (destination: Destination, nonce: string, since: Date) => Promise<FindOutcome>;
}

/** Opens the connection. Returns at once: logging in, and trying again, goes on behind it. */
export function openBot(options: BotOptions): Bot {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { api: options.apiUrl, invalidRequestWarningInterval: INVALID_REQUEST_WARNING },
  });
  client.rest.setToken(options.token);
  const stop = new AbortController();
  listen(client, options);
  const login = logIn(client, options, stop.signal);
  return {
    send: (destination, message, nonce) =>
      post(client.rest, destination.address, { ...render(message, nonce), nonce }),
    find: (destination, nonce, since) =>
      findPosted(client.rest, destination.address, { marker: nonce, since }),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await login;
      await client.destroy();
    },
  };
}

function listen(client: Client, { deps, log, commandHash, onFatal }: BotOptions): void {
  const commands = [topics, latest(deps.subject.topics), status];
  client.on(Events.Error, (error) => {
    log.warn({ err: error }, 'discord client error');
  });
  client.on(Events.InteractionCreate, (interaction) => {
    void answer(interaction, { commands, deps, log });
  });
  client.rest.on('rateLimited', ({ route, timeToReset }) => {
    log.debug({ route, waitMs: timeToReset }, 'discord rate limit');
  });
  client.rest.on('invalidRequestWarning', ({ count }) => {
    log.error({ count }, 'discord refuses many requests');
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
    void registerCommands(ready, commands, { commandHash, log });
  });
}

async function registerCommands(
  client: Client<true>,
  commands: readonly Command[],
  { commandHash, log }: Pick<BotOptions, 'commandHash' | 'log'>,
): Promise<void> {
  try {
    const outcome = await syncCommands(client, commands, commandHash);
    log.info({ commands: commands.length, outcome }, 'commands checked');
  } catch (error) {
    log.error({ err: error }, 'commands could not be registered');
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
      log.warn({ err: error, againInMs: pauseMs }, 'discord login failed');
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
