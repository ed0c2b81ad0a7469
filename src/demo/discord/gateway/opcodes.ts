import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { GatewayEvent, Platform } from '../platform.ts';
import type { GatewayFaults } from './faults.ts';
import { KNOWN_INTENTS, PRIVILEGED_INTENTS } from './intents.ts';
import { chunkMembers } from './members.ts';
import { guildCreateView, guildsOf, readyView } from './payloads.ts';
import { dispatch, replay, type Session } from './session.ts';

export interface GatewaySettings {
  readonly heartbeatIntervalMs: number;
  /** The privileged intents that the application has been granted. */
  readonly grantedIntents: number;
  /** Time that has to pass between two IDENTIFYs; Discord asks for 5,000, restarts in tests for none. */
  readonly identifyIntervalMs: number;
}

const MAX_PAYLOAD_BYTES = 4096;
const MAX_SENDS = 120;
const SENDS_WINDOW_MS = 60_000;

const payloadSchema = z.object({ op: z.int(), d: z.unknown().optional() });
const identifySchema = z.object({
  token: z.string(),
  intents: z.int(),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).default([0, 1]),
});
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.int().nullable() });

/** One WebSocket, and the session that it identified for. */
export interface Connection {
  readonly socket: WebSocket;
  session: Session | undefined;
  sentAtMs: number[];
}

/** What the opcodes work on. */
export interface GatewayContext {
  readonly platform: Platform;
  readonly settings: GatewaySettings;
  readonly sessions: Map<string, Session>;
  readonly faults: GatewayFaults;
  identifiedAtMs: number;
}

export const send = (socket: WebSocket, op: number, d: unknown): void =>
  socket.send(JSON.stringify({ op, d, s: null, t: null }));

/** Does what one message of a client asks for, or closes its connection by Discord's code for the mistake. */
export function receive(context: GatewayContext, connection: Connection, data: RawData): void {
  const text = toText(data);
  if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES) return connection.socket.close(4002, 'Payload too large.');
  if (isTooFast(context, connection)) return connection.socket.close(4008, 'Rate limited.');
  const payload = payloadSchema.safeParse(parse(text));
  if (!payload.success) return connection.socket.close(4002, 'Decode error.');
  const { op, d } = payload.data;
  obey(context, connection, op, d);
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}

function obey(context: GatewayContext, connection: Connection, op: number, d: unknown): void {
  const { socket, session } = connection;
  if (op === 1 && context.faults.ignoreHeartbeats) return;
  if (op === 1) return send(socket, 11, null);
  if (op === 2) return identify(context, connection, d);
  if (op === 6) return resume(context, connection, d);
  if (session === undefined) return socket.close(4003, 'Not authenticated.');
  if (op === 8) return chunkMembers(context.platform, session, d);
  if (op !== 3 && op !== 4) socket.close(4001, 'Unknown opcode.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTooFast({ platform }: GatewayContext, connection: Connection): boolean {
  const nowMs = platform.clock.elapsedMs();
  connection.sentAtMs = [...connection.sentAtMs.filter((at) => nowMs - at < SENDS_WINDOW_MS), nowMs];
  return connection.sentAtMs.length > MAX_SENDS;
}

function identify(context: GatewayContext, connection: Connection, d: unknown): void {
  const { platform, sessions } = context;
  const { socket } = connection;
  if (connection.session !== undefined) return socket.close(4005, 'Already authenticated.');
  platform.counters.identifies += 1;
  if (context.faults.ignoreIdentifies) return;
  const asked = identifySchema.safeParse(d);
  if (!asked.success) return socket.close(4002, 'Decode error.');
  const code = refusal(context, asked.data);
  if (code !== undefined) return socket.close(code);
  const nowMs = platform.clock.elapsedMs();
  if (nowMs - context.identifiedAtMs < context.settings.identifyIntervalMs) return send(socket, 9, false);
  context.identifiedAtMs = nowMs;
  const { intents, shard } = asked.data;
  const id = `session-${platform.counters.identifies}`;
  const session: Session = { id, intents, shard, socket, sequence: 0, sent: [] };
  connection.session = session;
  sessions.set(id, session);
  const toSession = (name: string, data: GatewayEvent['data'], guildId?: string) =>
    dispatch(session, { name, data, guildId: guildId ?? guildOfShard(shard) }, platform.bot.id);
  toSession('READY', readyView(platform, session));
  for (const guild of context.faults.withholdGuilds ? [] : guildsOf(platform, session)) {
    if (guild.state === 'available') toSession('GUILD_CREATE', guildCreateView(platform, guild), guild.id);
    if (guild.state === 'unavailable')
      toSession('GUILD_DELETE', { id: guild.id, unavailable: true }, guild.id);
  }
}

/** An id on the given shard, so that READY reaches a session whatever its shard is. */
const guildOfShard = ([id]: readonly [number, number]): string => (BigInt(id) << 22n).toString();

function refusal(context: GatewayContext, asked: z.output<typeof identifySchema>): number | undefined {
  const { platform, faults, settings } = context;
  if (faults.closeOnIdentify.times > 0) {
    faults.closeOnIdentify.times -= 1;
    return faults.closeOnIdentify.code;
  }
  if (
    asked.token !== platform.settings.token ||
    platform.counters.identifies > platform.settings.identifyBudget
  )
    return 4004;
  if ((asked.intents & ~KNOWN_INTENTS) !== 0) return 4013;
  if ((asked.intents & PRIVILEGED_INTENTS & ~settings.grantedIntents) !== 0) return 4014;
  return asked.shard[0] >= asked.shard[1] ? 4010 : undefined;
}

function resume(context: GatewayContext, connection: Connection, d: unknown): void {
  const { platform, sessions, faults } = context;
  const { socket } = connection;
  platform.counters.resumes += 1;
  if (faults.ignoreResumes) return;
  const asked = resumeSchema.safeParse(d);
  if (!asked.success) return socket.close(4002, 'Decode error.');
  if (asked.data.token !== platform.settings.token) return socket.close(4004, 'Authentication failed.');
  const session = sessions.get(asked.data.session_id);
  if (session === undefined || faults.refuseResumes) return send(socket, 9, false);
  if ((asked.data.seq ?? 0) > session.sequence) return socket.close(4007, 'Invalid seq.');
  session.socket = socket;
  connection.session = session;
  if (!replay(session, asked.data.seq ?? 0)) send(socket, 9, false);
}
