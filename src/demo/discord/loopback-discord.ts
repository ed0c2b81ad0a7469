import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { serveAttachment } from './http/attachments.ts';
import { createBan } from './http/admission.ts';
import { createClock } from './clock.ts';
import { runControl } from './control/control-http.ts';
import type { Controls } from './control/controls.ts';
import { createControls } from './control/create-controls.ts';
import { createFaults, createRandom } from './faults.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { isHeard } from './gateway/hearing.ts';
import { createOutcomes } from './control/people.ts';
import { noCounts, type GatewayEvent, type Platform, type Settings } from './platform.ts';
import { createRateLimits, RATE_LIMITS, type RateLimitSettings } from './http/rate-limits.ts';
import type { RequestRecord } from './http/record.ts';
import { servePage } from './reading/page.ts';
import { readRequest } from './http/request.ts';
import { serveRest, type RestServer } from './http/rest-server.ts';
import { createRouter } from './rest/route.ts';
import { ROUTES } from './rest/routes.ts';
import { addGuild, addUser } from './control/setup.ts';
import type { GuildSetup, UserSetup } from './control/setup-schema.ts';
import { createSnowflakes } from './snowflake.ts';
import { createWorld } from './world.ts';

export interface LoopbackDiscordOptions {
  /** By default any free one. */
  readonly port?: number;
  /** The date that messages carry; by default the machine's. */
  readonly now?: () => Date;
  /** Seed of the faults' chances. */
  readonly seed?: number;
  /** By default one guild, Newsroom, with the channel #alerts. Pass an empty list to begin with none. */
  readonly guilds?: readonly GuildSetup[];
  readonly users?: readonly UserSetup[];
  /** What the bot identifies itself with. */
  readonly token?: string;
  readonly botName?: string;
  /** Any of the three limits that is to differ from Discord's. */
  readonly rateLimits?: Partial<RateLimitSettings>;
  /** Invalid requests in ten minutes that get the bot banned for an hour; Discord's figure is 10,000. */
  readonly invalidLimit?: number;
  /** How long a nonce is remembered. Discord says "a few minutes"; by default three. */
  readonly nonceWindowMs?: number;
  /** By default `before-answer`. */
  readonly dispatchOrder?: Settings['dispatchOrder'];
  /** By default true: an embed without EMBED_LINKS is refused instead of silently dropped. */
  readonly strictEmbeds?: boolean;
  /** By default 41,250, as Discord's. */
  readonly heartbeatIntervalMs?: number;
  /** How many times the bot may identify in 24 hours; Discord's figure is 1,000. */
  readonly identifyBudget?: number;
  /** Time that has to pass between two IDENTIFYs; Discord asks for 5,000, by default none is asked for. */
  readonly identifyIntervalMs?: number;
  /** The privileged intents that the application has been granted; by default none. */
  readonly grantedIntents?: number;
}

/** A Discord of one's own, on this machine only. */
export interface LoopbackDiscord extends Controls, AsyncDisposable {
  /** For discord.js as `rest.api`: `http://127.0.0.1:port/api`. */
  readonly apiUrl: string;
  /** Where the page that shows the channels is. */
  readonly pageUrl: string;
  readonly port: number;
  readonly token: string;
  readonly botId: string;
  readonly applicationId: string;
}

const DEFAULT_TOKEN = 'loopback-discord.bot.token';
const DEFAULT_NONCE_WINDOW_MS = 180_000;
const IDENTIFY_BUDGET = 1000;
const INVALID_LIMIT = 10_000;
const DEFAULT_HEARTBEAT_MS = 41_250;
const DEFAULT_GUILDS: readonly GuildSetup[] = [{ name: 'Newsroom', channels: [{ name: 'alerts' }] }];

/**
 * Opens a Discord on 127.0.0.1 that the unmodified discord.js client logs in to with nothing changed but `rest.api`.
 * State is kept in memory. What people, administrators and accidents do comes in by the methods of `Controls`, which
 * another process reaches by `POST /__test/<method>` with the arguments as a JSON array. Closes with `await using`.
 */
export async function openLoopbackDiscord(options: LoopbackDiscordOptions = {}): Promise<LoopbackDiscord> {
  const server = createServer();
  await listen(server, options.port ?? 0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  const parts = assemble(options, origin);
  const { platform, gateway, rest, controls } = parts;
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  server.on('request', (request, response) => {
    // A fault in this Discord itself must be seen by the test that meets it, and must not end the process.
    serve(parts, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  for (const user of options.users ?? []) addUser(platform, user);
  for (const guild of options.guilds ?? DEFAULT_GUILDS) addGuild(platform, guild);
  rest.flushEvents();
  return {
    ...controls,
    apiUrl: `${origin}/api`,
    pageUrl: `${origin}/`,
    port,
    token: platform.settings.token,
    botId: platform.bot.id,
    applicationId: platform.applicationId,
    async [Symbol.asyncDispose]() {
      gateway.disconnect();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Parts {
  readonly platform: Platform;
  readonly gateway: Gateway;
  readonly rest: RestServer;
  readonly controls: Controls;
}

function assemble(options: LoopbackDiscordOptions, origin: string): Parts {
  const clock = createClock(options.now);
  const pending: GatewayEvent[] = [];
  const outcomes = createOutcomes(() => platform);
  const platform = createPlatform(options, {
    clock,
    origin: () => origin,
    emit: (event) => {
      if (isHeard(platform, event)) pending.push(event);
    },
    interactionChanged: (id) => outcomes.changed(id),
  });
  const gateway = createGateway(platform, {
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? DEFAULT_HEARTBEAT_MS,
    grantedIntents: options.grantedIntents ?? 0,
    identifyIntervalMs: options.identifyIntervalMs ?? 0,
  });
  const requests: RequestRecord[] = [];
  const rest: RestServer = {
    platform,
    requests,
    faults: createFaults(createRandom(options.seed ?? 1)),
    rateLimits: createRateLimits(clock, { ...RATE_LIMITS, ...options.rateLimits }),
    ban: createBan(clock, options.invalidLimit ?? INVALID_LIMIT),
    findRoute: createRouter(ROUTES),
    flushEvents: () => pending.splice(0).forEach((event) => gateway.deliver(event)),
  };
  return { platform, gateway, rest, controls: createControls({ platform, gateway, rest, outcomes }) };
}

type Wiring = Pick<Platform, 'clock' | 'origin' | 'emit' | 'interactionChanged'>;

function createPlatform(options: LoopbackDiscordOptions, wiring: Wiring): Platform {
  const world = createWorld();
  const snowflakes = createSnowflakes();
  const settings: Settings = {
    token: options.token ?? DEFAULT_TOKEN,
    nonceWindowMs: options.nonceWindowMs ?? DEFAULT_NONCE_WINDOW_MS,
    dispatchOrder: options.dispatchOrder ?? 'before-answer',
    strictEmbeds: options.strictEmbeds ?? true,
    identifyBudget: options.identifyBudget ?? IDENTIFY_BUDGET,
  };
  const id = snowflakes.nextOfSetup();
  const bot = {
    id,
    username: options.botName ?? 'vigía',
    globalName: null,
    bot: true,
    locale: 'en-US',
    dmsClosed: false,
    hasApp: false,
  };
  world.users.set(id, bot);
  return { ...wiring, world, snowflakes, settings, counters: noCounts(), bot, applicationId: id };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

const CONTROL = /^\/__test\/(\w+)$/;

/** Everything on one port: the controls, the page with its files, and whatever else is there as the REST interface. */
async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { platform, controls, rest } = parts;
  const address = request.url ?? '/';
  const control = CONTROL.exec(address)?.[1];
  if (control !== undefined && request.headers.origin !== undefined) {
    // A browser says where it comes from; a web page has no business with the controls.
    response.writeHead(403).end();
    return;
  }
  if (control !== undefined) {
    const { body } = await readRequest(request);
    const answer = await runControl(controls, control, body);
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.text);
    return;
  }
  const isShown = request.method === 'GET' && !address.startsWith('/api/');
  if (isShown && (serveAttachment(platform, address, response) || servePage(platform, address, response)))
    return;
  await serveRest(rest, request, response);
}
