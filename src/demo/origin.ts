import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { sendReply, type Reply } from './origin-reply.ts';

/** One request as it arrived. */
export interface OriginRequest {
  readonly path: string;
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds of `performance.now()`. */
  readonly atMs: number;
}

/** A web server for feeds on this machine alone: what it answers can be changed at any time. */
export interface Origin extends AsyncDisposable {
  readonly port: number;
  /** The address of a path, under any host name that `resolve` is asked for. */
  readonly url: (path: string, hostname?: string) => string;
  /** Every name leads here. */
  readonly resolve: (
    hostname: string,
  ) => Promise<readonly { readonly address: string; readonly family: number }[]>;
  /** From now on the path answers so; a function is asked anew for each request and told how many there have been. */
  readonly set: (path: string, reply: Reply | ((count: number) => Reply)) => void;
  /** The requests for a path so far, or all of them. */
  readonly listRequests: (path?: string) => readonly OriginRequest[];
  readonly countConnections: () => number;
}

const NOT_FOUND: Reply = { kind: 'status', status: 404 };

/** Starts an origin on a loopback address; without a port it takes a free one. Closing it cuts every connection. */
export async function openOrigin({ port = 0, address = '127.0.0.1' } = {}): Promise<Origin> {
  const replies = new Map<string, (count: number) => Reply>();
  const requests: OriginRequest[] = [];
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    const host = request.headers.host?.replace(/:\d+$/, '') ?? '';
    requests.push({ path, host, headers: request.headers, atMs: performance.now() });
    const reply = replies.get(path)?.(count) ?? NOT_FOUND;
    response.on('error', () => response.destroy());
    sendReply(reply, request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(port, address, listening));
  const bound = server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;

  return {
    port: boundPort,
    url: (path, hostname = address) => `http://${hostname}:${boundPort}${path}`,
    resolve: () => Promise.resolve([{ address, family: 4 }]),
    set: (path, reply) => replies.set(path, typeof reply === 'function' ? reply : () => reply),
    listRequests: (path) =>
      path === undefined ? requests : requests.filter((request) => request.path === path),
    countConnections: () => sockets.size,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
