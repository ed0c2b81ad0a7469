import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { GatewayEvent, Platform } from '../platform.ts';
import { noGatewayFaults, type GatewayFaults } from './faults.ts';
import { receive, send, type Connection, type GatewayContext, type GatewaySettings } from './opcodes.ts';
import { dispatch, type Session } from './session.ts';

export interface Gateway {
  readonly sessions: ReadonlyMap<string, Session>;
  readonly faults: GatewayFaults;
  /** Takes over an HTTP connection that asks for a WebSocket, on any path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Gives an event to every session that may see it. */
  deliver(event: GatewayEvent): void;
  /** Sends an opcode to every connected client: 7 asks to reconnect, 9 declares the session invalid. */
  sendToAll(op: number, d: unknown): void;
  /** Ends every connection, by a close code or, without one, by cutting it. */
  disconnect(code?: number): void;
  /** Forgets every session, so that no RESUME succeeds. */
  forgetSessions(): void;
}

/** How much later than the answer a late event comes. */
const LATE_MS = 200;

/** Opens the gateway: sessions, heartbeats and events over WebSockets that the HTTP server hands over. */
export function createGateway(platform: Platform, settings: GatewaySettings): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const faults = noGatewayFaults();
  const held: GatewayEvent[] = [];
  const context: GatewayContext = { platform, settings, sessions, faults, identifiedAtMs: -Infinity };

  sockets.on('connection', (socket) => {
    const connection: Connection = { socket, session: undefined, sentAtMs: [] };
    send(socket, 10, { heartbeat_interval: settings.heartbeatIntervalMs });
    socket.on('message', (data) => receive(context, connection, data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      if (connection.session?.socket === socket) connection.session.socket = undefined;
    });
  });

  const toAll = (event: GatewayEvent): void => {
    for (const session of sessions.values()) dispatch(session, event, platform.bot.id);
  };
  return {
    sessions,
    faults,
    upgrade(request, socket, head) {
      if (faults.isDown) socket.destroy();
      else
        sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
    },
    deliver(event) {
      if (faults.delivery === 'withheld') return;
      if (faults.delivery === 'late') return void setTimeout(() => toAll(event), LATE_MS).unref();
      if (faults.delivery === 'swapped' && held.length === 0) return void held.push(event);
      for (const each of [event, ...held.splice(0)]) toAll(each);
      if (faults.delivery === 'twice') toAll(event);
    },
    sendToAll(op, d) {
      for (const { socket } of sessions.values()) if (socket !== undefined) send(socket, op, d);
    },
    disconnect(code) {
      for (const socket of sockets.clients) {
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
    },
    forgetSessions: () => sessions.clear(),
  };
}
