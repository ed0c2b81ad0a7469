import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { admitAndRun, countAnswer, type Gate, type Reply } from './admission.ts';
import { ApiError } from '../api-error.ts';
import { breakConnection, faultyReply, strikesBefore } from './broken-answers.ts';
import type { Fault, Faults } from '../faults.ts';
import type { RequestRecord } from './record.ts';
import { readRequest, type ReadRequest } from './request.ts';
import type { RouteMatch } from '../rest/route.ts';

export interface RestServer extends Gate {
  readonly faults: Faults;
  readonly findRoute: (method: string, path: string) => RouteMatch | undefined;
  readonly requests: RequestRecord[];
  /** Sends what the routes have told the gateway so far. */
  readonly flushEvents: () => void;
}

const PREFIX = /^\/api(?:\/v\d+)?(?=\/)/;

/** Answers one request to the REST interface, with what faults make of it, and records it. */
export async function serveRest(
  server: RestServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', server.platform.origin());
  const path = url.pathname.replace(PREFIX, '').replaceAll('%40', '@');
  const method = request.method ?? 'GET';
  const match = server.findRoute(method, path);
  const read = await readOrRefuse(request);
  server.platform.counters.requests += 1;
  const record: RequestRecord = {
    at: server.platform.clock.now(),
    method,
    path: path + url.search,
    route: match?.route.path,
    headers: plainHeaders(request),
    body: read instanceof ApiError ? undefined : read.body,
    filenames: read instanceof ApiError ? [] : read.files.map(({ filename }) => filename),
    status: 0,
    answer: undefined,
    fault: server.faults.draw(`${method} ${path}`),
  };
  server.requests.push(record);
  const carryOut = () => answerTo(server, { match, query: url.searchParams, read, request });
  await respond({ server, response, record, carryOut });
}

const readOrRefuse = (request: IncomingMessage): Promise<ReadRequest | ApiError> =>
  readRequest(request).catch((error: unknown) => (error instanceof ApiError ? error : new ApiError(50109)));

interface Asked {
  readonly match: RouteMatch | undefined;
  readonly query: URLSearchParams;
  readonly read: ReadRequest | ApiError;
  readonly request: IncomingMessage;
}

function answerTo(server: RestServer, { match, query, read, request }: Asked): Reply {
  const run = () => {
    if (read instanceof ApiError) throw read;
    const params = match?.params ?? {};
    return match?.route.run({ platform: server.platform, params, query, ...read }) ?? { status: 404 };
  };
  return admitAndRun(server, match, run, request.headers.authorization);
}

interface Exchange {
  readonly server: RestServer;
  readonly response: ServerResponse;
  readonly record: RequestRecord;
  readonly carryOut: () => Reply;
}

/** Carries the request out unless a fault strikes first, and gives the answer, or what the fault leaves of it. */
async function respond({ server, response, record, carryOut }: Exchange): Promise<void> {
  const { fault } = record;
  const reply = fault !== undefined && strikesBefore(fault) ? { status: 0 } : carryOut();
  note(record, reply);
  if (server.platform.settings.dispatchOrder === 'before-answer') server.flushEvents();
  if (fault === undefined) give(server, response, reply);
  else await giveBroken({ server, response, record, carryOut }, fault, reply);
  server.flushEvents();
}

async function giveBroken({ server, response, record }: Exchange, fault: Fault, reply: Reply): Promise<void> {
  if (fault.kind === 'slow') await delay(fault.ms);
  if (breakConnection(fault, response, reply)) return;
  const shown = faultyReply(fault) ?? reply;
  note(record, shown);
  give(server, response, shown);
}

function note(record: RequestRecord, reply: Reply): void {
  record.status = reply.status;
  record.answer = reply.body;
}

function give(server: RestServer, response: ServerResponse, reply: Reply): void {
  countAnswer(server, reply);
  send(response, reply, server.platform.clock.now());
}

function send(response: ServerResponse, reply: Reply, now: Date): void {
  const isPage = reply.html !== undefined;
  const text = reply.html ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
  response.writeHead(reply.status, {
    Date: now.toUTCString(),
    ...(text === '' ? {} : { 'Content-Type': isPage ? 'text/html' : 'application/json' }),
    ...reply.headers,
  });
  response.end(text);
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}
