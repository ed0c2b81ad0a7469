import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits, Status } from 'discord.js';
import type { ConnectionHealth } from '../../core/operator/connection.ts';
import type { Log } from '../../log.ts';
import { toLoggable } from '../loggable.ts';
import { toRestOptions, type RequestGate } from '../posting/rest-clients.ts';
import { createFence, type Fence } from './fence.ts';
import { afterFailedLogin, liveThrough, type LifeEnd } from './life.ts';
import { readSessionBudget, waitForSessions } from './session-budget.ts';
import type { GatewayPatience } from './watchdog.ts';

/** How many shards the gateway is divided into; `auto`: as many as Discord recommends. */
export type Shards = number | 'auto';

export interface GatewayTimes extends GatewayPatience {
  readonly firstPauseMs: number;
  readonly lastPauseMs: number;
  /** Between two sessions of one shard Discord wants five seconds. */
  readonly sessionPauseMs: number;
  /** A connection that was ready for so long ends a series of failures. */
  readonly soundMs: number;
  readonly watchMs: number;
  /** How long guilds that Discord does not tell of are waited for; people are not answered meanwhile. */
  readonly guildsMs: number;
}

const SECOND_MS = 1_000;
const TIMES: GatewayTimes = {
  readyWithinMs: 60 * SECOND_MS,
  silenceMs: 150 * SECOND_MS,
  firstPauseMs: SECOND_MS,
  lastPauseMs: 60 * SECOND_MS,
  sessionPauseMs: 5 * SECOND_MS,
  soundMs: 60 * SECOND_MS,
  watchMs: 5 * SECOND_MS,
  guildsMs: 2 * SECOND_MS,
};
/** A connection cannot be closed cleanly at every moment, so a stop does not wait for that longer than this. */
const CLOSING_MS = 2_000;
/** A little more than discord.js gives a connection to come about. */
const HANDSHAKE_MS = 35_000;

export interface GatewayOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly shards: Shards;
  readonly gate: RequestGate;
  readonly log: Log;
  /** Given every client that is made, before it logs in, to listen to. */
  readonly attach: (client: Client) => void;
  readonly onFatal: (reason: string) => void;
  readonly times?: Partial<GatewayTimes>;
}

/** The listening end of the connection to Discord. It comes back by itself, whatever it takes. */
export interface Gateway extends AsyncDisposable {
  /** The client that is connected, or on its way to be. */
  readonly client: () => Client | undefined;
  readonly health: () => ConnectionHealth;
}

/** Opens the gateway. Returns at once. Every connection has a client of its own: one that has failed is never used again. */
export function openGateway(options: GatewayOptions): Gateway {
  const stop = new AbortController();
  const times = { ...TIMES, ...options.times };
  let current: Client | undefined;
  let health: ConnectionHealth = { kind: 'lost', since: new Date(), reason: 'not connected yet' };
  const lose = (reason: string): void => {
    if (health.kind === 'ready') health = { kind: 'lost', since: new Date(), reason };
  };
  const connect = (fence: Fence, signal: AbortSignal): Client => {
    const client = openClient({ ...options, times, fence }, signal);
    const onReady = (): void => {
      if (health.kind === 'ready' || !isWholeReady(client)) return;
      options.log.info({ outMs: Date.now() - health.since.getTime() }, 'discord gateway connected');
      health = { kind: 'ready', since: new Date() };
    };
    client.on(Events.ShardReady, onReady);
    client.on(Events.ShardResume, onReady);
    client.on(Events.ShardReconnecting, () => lose('the connection broke'));
    current = client;
    return client;
  };
  const lives = liveOn({ ...options, times, connect, lose, signal: stop.signal });
  return {
    client: () => current,
    health: () => health,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await lives;
    },
  };
}

/** The shards' own states: the client's as a whole says "ready" for ever once it was. */
const isWholeReady = ({ ws }: Client): boolean =>
  ws.shards.size > 0 && ws.shards.every(({ status }) => status === Status.Ready);

function openClient(
  {
    apiUrl,
    gate,
    shards,
    attach,
    times,
    fence,
  }: GatewayOptions & { readonly times: GatewayTimes; readonly fence: Fence },
  signal: AbortSignal,
): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    waitGuildTimeout: times.guildsMs,
    ws: fence.options,
    rest: toRestOptions(apiUrl, { ...gate, signal: AbortSignal.any([gate.signal, signal]) }),
    ...(shards === 'auto'
      ? { shards }
      : { shards: Array.from({ length: shards }, (_, id) => id), shardCount: shards }),
  });
  attach(client);
  return client;
}

interface Living extends GatewayOptions {
  readonly times: GatewayTimes;
  /** Requests of the client end with the signal. */
  readonly connect: (fence: Fence, signal: AbortSignal) => Client;
  readonly lose: (reason: string) => void;
  readonly signal: AbortSignal;
}

/** One connection after the other, with growing pauses while none lasts. */
async function liveOn(living: Living): Promise<void> {
  const { signal, times, log, onFatal, lose } = living;
  for (let failures = 0; !signal.aborted;) {
    const startedMs = performance.now();
    const { end, readyForMs } = await liveOnce(living);
    if (end.kind === 'stopped') return;
    if (end.kind === 'fatal') {
      log.error({ reason: end.reason }, 'discord gateway closed for good');
      return onFatal(end.reason);
    }
    lose(end.reason);
    failures = readyForMs >= times.soundMs ? 1 : failures + 1;
    const backOffMs = Math.min(times.firstPauseMs * 2 ** (failures - 1), times.lastPauseMs);
    const pauseMs = readyForMs > 0 ? Math.max(backOffMs, times.sessionPauseMs) : backOffMs;
    const event = {
      reason: end.reason,
      ...(end.error === undefined ? {} : { err: toLoggable(end.error) }),
      lastedMs: Math.round(performance.now() - startedMs),
      againInMs: pauseMs,
    };
    // An outage is told of once; that it goes on is told by what has not come back.
    log[failures === 1 ? 'warn' : 'debug'](
      event,
      readyForMs > 0 ? 'discord gateway lost' : 'discord login failed',
    );
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

const monotonicMs = (): number => performance.now();

/** One client, from waiting for leave to log in to its end. */
async function liveOnce(living: Living): Promise<{ readonly end: LifeEnd; readonly readyForMs: number }> {
  const { connect, token, signal, times } = living;
  const giveUp = new AbortController();
  const fence = createFence();
  const client = connect(fence, giveUp.signal);
  let readyAtMs: number | undefined;
  client.once(Events.ShardReady, () => (readyAtMs = performance.now()));
  const leave = await awaitLeave(client, living);
  if (typeof leave !== 'number') {
    await client.destroy();
    return { end: leave, readyForMs: 0 };
  }
  const login = client.login(token);
  const patience = { ...times, readyWithinMs: times.readyWithinMs + (leave - 1) * times.sessionPauseMs };
  const watched = { client, login, signal, patience, watchMs: times.watchMs, nowMs: monotonicMs };
  const end = await liveThrough(watched);
  const readyForMs = readyAtMs === undefined ? 0 : Math.max(1, performance.now() - readyAtMs);
  fence.close();
  // Answers to people that are under way come to their end; so does a login, which would go on after being closed.
  if (readyAtMs === undefined) giveUp.abort();
  await withinReason(login);
  if (await fence.settle(client, signal.aborted ? CLOSING_MS : HANDSHAKE_MS))
    await withinReason(client.destroy());
  giveUp.abort();
  return { end, readyForMs };
}

/** Waits for something to come to an end, whichever, but not for long. */
const withinReason = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work.catch(() => undefined), sleep(CLOSING_MS, undefined, { ref: false })]);

/** Waits until there is leave to open sessions, and returns how many will be; or why there is none to be had. */
async function awaitLeave(client: Client, { token, shards, signal, log }: Living): Promise<number | LifeEnd> {
  client.rest.setToken(token);
  try {
    const found = await readSessionBudget(client.rest);
    const sessions = shards === 'auto' ? (found?.recommendedShards ?? 1) : shards;
    const waitMs = found === undefined ? 0 : waitForSessions(found.budget, sessions);
    if (waitMs > 0) {
      log.error({ ...found?.budget, waitMs }, 'few discord sessions are left today: waiting before the next');
      await sleep(waitMs, undefined, { signal });
    }
    return signal.aborted ? { kind: 'stopped' } : sessions;
  } catch (error) {
    return signal.aborted ? { kind: 'stopped' } : afterFailedLogin(error);
  }
}
