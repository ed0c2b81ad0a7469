import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError, Events, Status, type Client } from 'discord.js';
import { findStuck, type GatewayPatience, type ShardSight } from './watchdog.ts';

/** How a client's connection to the gateway came to its end. */
export type LifeEnd =
  /** Nothing will help until somebody mends the token or the settings. */
  | { readonly kind: 'fatal'; readonly reason: string }
  | { readonly kind: 'lost'; readonly reason: string; readonly error?: unknown }
  | { readonly kind: 'stopped' };

export interface LifeOptions {
  readonly client: Client;
  /** Settles when the client has logged in, or could not. */
  readonly login: Promise<unknown>;
  readonly signal: AbortSignal;
  readonly patience: GatewayPatience;
  /** How often the watchdog looks. */
  readonly watchMs: number;
  readonly nowMs: () => number;
}

export const TOKEN_REFUSED = 'Discord refused the bot token';
const UNAUTHORIZED = 401;
/** Close codes after which discord.js gives up, although the process goes on. */
const FATAL_CLOSES = new Map<number, string>([
  [4004, TOKEN_REFUSED],
  [4010, 'Discord knows no such shard; set VIGIA_SHARDS to auto'],
  [4011, 'the bot is in too many servers for its shards; set VIGIA_SHARDS to auto'],
  [4012, "Discord no longer speaks this version of the gateway's language; update vigía"],
  [4013, 'Discord knows no such intents; update vigía'],
  [4014, 'Discord does not allow the bot its intents; look at the Bot page of its application'],
]);

/** Watches over a client that is logging in until its connection has come to an end. The client is not destroyed. */
export async function liveThrough(options: LifeOptions): Promise<LifeEnd> {
  const { client, login, signal, watchMs, nowMs, patience } = options;
  const over = new AbortController();
  const shards = watchShards(client, nowMs);
  const ends = [
    new Promise<LifeEnd>((resolve) => {
      client.on(Events.ShardDisconnect, ({ code }) => resolve(afterClose(code)));
    }),
    login.then(() => new Promise<LifeEnd>(() => undefined), afterFailedLogin),
    stopped(signal, over.signal),
    untilStuck(() => findStuck(shards(), nowMs(), patience), watchMs, over.signal),
  ];
  try {
    return await Promise.race(ends);
  } finally {
    over.abort();
  }
}

function afterClose(code: number): LifeEnd {
  const reason = FATAL_CLOSES.get(code);
  return reason === undefined
    ? { kind: 'lost', reason: `the gateway closed with ${String(code)}` }
    : { kind: 'fatal', reason };
}

/** Tells what an error while logging in means. */
export function afterFailedLogin(error: unknown): LifeEnd {
  const isRefused =
    (error instanceof DiscordAPIError && error.status === UNAUTHORIZED) ||
    (error instanceof Error && /invalid token|TokenInvalid/i.test(`${error.name} ${error.message}`));
  return isRefused
    ? { kind: 'fatal', reason: TOKEN_REFUSED }
    : { kind: 'lost', reason: 'the login failed', error };
}

/** Resolves with the stop, and is forgotten when the life is over. */
const stopped = (signal: AbortSignal, over: AbortSignal): Promise<LifeEnd> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve({ kind: 'stopped' });
    signal.addEventListener('abort', () => resolve({ kind: 'stopped' }), { once: true, signal: over });
  });

async function untilStuck(
  findReason: () => string | undefined,
  watchMs: number,
  signal: AbortSignal,
): Promise<LifeEnd> {
  for (;;) {
    await sleep(watchMs, undefined, { signal, ref: false }).catch(() => undefined);
    const reason = findReason();
    if (signal.aborted) return { kind: 'stopped' };
    if (reason !== undefined) return { kind: 'lost', reason };
  }
}

interface ShardNotes {
  readyUntilMs: number;
  heardAtMs: number;
  /** The client's own note, by the machine's clock: only that it changes means something here. */
  acknowledged: number;
}

/** Takes note of what the gateway's shards do, and returns a function that tells how each is seen now. */
function watchShards(client: Client, nowMs: () => number): () => ShardSight[] {
  const startedMs = nowMs();
  const seen = new Map<number, ShardNotes>();
  const notesOf = (id: number): ShardNotes => {
    const notes = seen.get(id) ?? {
      readyUntilMs: startedMs,
      heardAtMs: startedMs,
      acknowledged: -1,
    };
    seen.set(id, notes);
    return notes;
  };
  client.on(Events.Raw, (_packet, id) => (notesOf(id).heardAtMs = nowMs()));
  return () => {
    const shards = [...client.ws.shards.values()];
    for (const { id, status, lastPingTimestamp } of shards) {
      const notes = notesOf(id);
      if (status === Status.Ready) notes.readyUntilMs = nowMs();
      if (lastPingTimestamp !== notes.acknowledged) notes.heardAtMs = nowMs();
      notes.acknowledged = lastPingTimestamp;
    }
    // A login that hangs has no shards yet.
    return (shards.length === 0 ? [{ id: 0, status: Status.Idle }] : shards).map(({ id, status }) => ({
      ...notesOf(id),
      id,
      isReady: status === Status.Ready,
    }));
  };
}
