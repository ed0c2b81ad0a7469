import { Events, Routes, type Client, type REST } from 'discord.js';
import type { ConnectionHealth } from '../core/operator/connection.ts';
import type { Log } from '../log.ts';
import type { Feature } from './command.ts';
import { openGateway, type GatewayTimes, type Shards } from './gateway/gateway.ts';
import { createFirstTime } from './gateway/seen.ts';
import { TOKEN_REFUSED } from './gateway/life.ts';
import { createAllowance, type Allowance } from './interaction/allowance.ts';
import { findChannelFacts, type ChannelFacts } from './interaction/channel-facts.ts';
import { answer } from './interaction/router.ts';
import { inviteOf, mayReadHistory } from './invitation.ts';
import { toLoggable } from './loggable.ts';
import { createPace } from './posting/pace.ts';
import { createRequestGuard } from './posting/request-guard.ts';
import { openPostingClient, type RequestGate } from './posting/rest-clients.ts';
import { createServerClock, type ServerClock } from './posting/server-clock.ts';
import type { Draw } from './rendering/picture.ts';
import { createSender, type Sender } from './posting/sender.ts';
import { registerCommands, type CommandHash } from './sync-commands.ts';

export interface BotOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** One unless given. */
  readonly shards?: Shards;
  /** Everything that people can do. */
  readonly features: readonly Feature[];
  readonly commandHash: CommandHash;
  /** Draws the picture of a digest; without it digests have none. */
  readonly draw?: Draw;
  readonly log: Log;
  /** Called when nothing can be sent any more, or nothing heard: the token or the settings must be mended. */
  readonly onFatal: (reason: string) => void;
  /** Told of each request that Discord refuses, by Discord's code, or by HTTP status where there is none. */
  readonly onRefused?: (code: number) => void;
  /** Other times than those that suit Discord's own gateway. */
  readonly gatewayTimes?: Partial<GatewayTimes>;
  /** Refused requests within ten minutes after which there is a pause; by default half of what Discord bears. */
  readonly mostRefusals?: number;
}

/** How the connection is doing, for whoever looks after the program. */
export interface BotHealth {
  readonly gateway: ConnectionHealth;
  /** Set while nothing is sent because Discord refused too much. */
  readonly pausedUntil?: Date;
}

/** The connection to Discord. It sends from the first moment; the gateway, for commands, follows when it can. */
export interface Bot extends Sender, AsyncDisposable {
  readonly health: () => BotHealth;
  /** What is known of a channel; undefined for one that the bot cannot see, and until the gateway has told of it. */
  readonly findChannel: (id: string) => ChannelFacts | undefined;
  /** Asks Discord for its time, and resolves when it has told it or cannot be reached. */
  readonly askTime: (signal: AbortSignal) => Promise<void>;
}

/** Opens the connection. Returns at once: logging in, and trying again, goes on behind it. */
export function openBot(given: BotOptions): Bot {
  const options = { ...given, onFatal: onlyOnce(given.onFatal) };
  const stop = new AbortController();
  const clock = createServerClock(
    () => performance.now(),
    () => Date.now(),
  );
  const gate = openGate(options, clock, stop.signal);
  const posting = openPostingClient(options.apiUrl, options.token, {
    ...gate,
    signal: POSTS_END_WITH_THEIR_OWN,
  });
  logLimits(posting, options.log);
  const isNew = createFirstTime();
  const isAllowed = createAllowance(() => performance.now());
  const gateway = openGateway({
    ...options,
    shards: options.shards ?? 1,
    gate,
    attach: (client) => attach(client, { ...options, signal: stop.signal, isNew, isAllowed }),
    ...(options.gatewayTimes === undefined ? {} : { times: options.gatewayTimes }),
  });
  return {
    ...createSender({
      rest: posting,
      now: clock.now,
      mayReadHistory: (channelId) => mayReadHistory(gateway.client(), channelId),
      ...(options.draw === undefined ? {} : { draw: options.draw }),
    }),
    async askTime(signal) {
      // What goes wrong here goes wrong at the login, too, which says so.
      await posting.get(Routes.gatewayBot(), { signal }).catch(() => undefined);
    },
    findChannel(id) {
      const client = gateway.client();
      return client === undefined ? undefined : findChannelFacts(client, id);
    },
    health() {
      const pausedUntil = gate.guard.pausedUntil();
      return { gateway: gateway.health(), ...(pausedUntil === undefined ? {} : { pausedUntil }) };
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await gateway[Symbol.asyncDispose]();
      posting.clearHandlerSweeper();
      posting.clearHashSweeper();
    },
  };
}

function onlyOnce(tell: (reason: string) => void): (reason: string) => void {
  let isTold = false;
  return (reason) => {
    if (!isTold) tell(reason);
    isTold = true;
  };
}

/** Every post brings a signal that ends it: a stop lets what is under way be answered. */
const POSTS_END_WITH_THEIR_OWN = new AbortController().signal;

function openGate(
  { log, onFatal, mostRefusals, onRefused = () => undefined }: BotOptions,
  clock: ServerClock,
  signal: AbortSignal,
): RequestGate {
  const guard = createRequestGuard({
    nowMs: () => performance.timeOrigin + performance.now(),
    ...(mostRefusals === undefined ? {} : { most: mostRefusals }),
    onPause: (until, refusals) => log.error({ until, refusals }, 'discord refuses too much: nothing is sent'),
  });
  return {
    guard,
    clock,
    signal,
    pace: createPace(),
    onTokenRefused: () => onFatal(TOKEN_REFUSED),
    onRefused,
  };
}

function logLimits(rest: REST, log: Log): void {
  rest.on('rateLimited', ({ route, retryAfter }) => {
    log.debug({ route, waitMs: retryAfter }, 'discord rate limit');
  });
}

interface Hearing extends BotOptions {
  readonly signal: AbortSignal;
  /** The gateway may tell of an interaction again, to this client or to the one after it. */
  readonly isNew: (interactionId: string) => boolean;
  readonly isAllowed: Allowance;
}

/** Lets a client that is about to log in hear people, and tell Discord what they can do. */
function attach(client: Client, hearing: Hearing): void {
  const { features, log, isNew, isAllowed } = hearing;
  logLimits(client.rest, log);
  client.on(Events.Error, (error) => {
    log.warn({ err: toLoggable(error) }, 'discord client error');
  });
  client.on(Events.InteractionCreate, (interaction) => {
    if (isNew(interaction.id)) void answer(interaction, { features, log, isAllowed });
  });
  client.once(Events.ClientReady, (ready) => {
    log.info(
      { bot: ready.user.tag, guilds: ready.guilds.cache.size, invite: inviteOf(ready) },
      'discord ready',
    );
    void registerCommands(ready, hearing);
  });
}
