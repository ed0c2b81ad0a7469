import type { WebSocket } from 'ws';
import type { JsonObject } from '../json.ts';
import type { GatewayEvent } from '../platform.ts';
import { eventFor } from './intents.ts';

/** What one IDENTIFY began, and what a RESUME takes up again. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  socket: WebSocket | undefined;
  sequence: number;
  /** What was sent, for a RESUME to send again. */
  sent: { readonly sequence: number; readonly name: string; readonly data: JsonObject }[];
}

/** Events that a session keeps for a RESUME. */
const MAX_KEPT = 1000;

/** The shard that a guild belongs to; direct messages belong to the first. */
export function shardOf(guildId: string | undefined, count: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}

/** Gives an event to a session, which may be disconnected: it is then sent after the RESUME. */
export function dispatch(session: Session, event: GatewayEvent, botId: string): void {
  if (shardOf(event.guildId, session.shard[1]) !== session.shard[0]) return;
  const data = eventFor(event, session.intents, botId);
  if (data === undefined) return;
  session.sequence += 1;
  session.sent.push({ sequence: session.sequence, name: event.name, data });
  if (session.sent.length > MAX_KEPT) session.sent.shift();
  sendEvent(session, session.sequence, event.name, data);
}

/** Sends again what a client has not seen. Returns false when that is no longer known. */
export function replay(session: Session, after: number): boolean {
  const oldest = session.sent[0]?.sequence ?? session.sequence + 1;
  if (after + 1 < oldest) return false;
  for (const { sequence, name, data } of session.sent) {
    if (sequence > after) sendEvent(session, sequence, name, data);
  }
  session.sequence += 1;
  sendEvent(session, session.sequence, 'RESUMED', {});
  return true;
}

function sendEvent(session: Session, sequence: number, name: string, data: JsonObject): void {
  session.socket?.send(JSON.stringify({ op: 0, s: sequence, t: name, d: data }));
}
