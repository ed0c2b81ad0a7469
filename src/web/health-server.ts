import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Log } from '../log.ts';

/** A slow or silent client costs no more than this. */
const PATIENCE_MS = 5_000;

export interface HealthOptions {
  /** On loopback only; 0 takes any that is free. */
  readonly port: number;
  /** Why the program is not ready; none when it is. */
  readonly findIllness: () => Promise<readonly string[]>;
  /** The figures in Prometheus' text format. */
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>;
  readonly version: string;
  readonly log: Log;
}

/** What supervisors and monitors ask over HTTP. */
export interface HealthServer extends AsyncDisposable {
  readonly port: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
}

/** Opens `/livez`, `/readyz`, `/metrics` and `/version` on loopback. They tell nothing about any person or channel. */
export async function openHealthServer(options: HealthOptions): Promise<HealthServer> {
  const routes: Readonly<Record<string, () => Promise<Answer>>> = {
    '/livez': () => Promise.resolve({ status: 200, text: 'ok\n' }),
    '/readyz': async () => toReadiness(await options.findIllness()),
    '/metrics': async () => ({ status: 200, ...(await options.metrics()) }),
    '/version': () => Promise.resolve({ status: 200, text: `${options.version}\n` }),
  };
  const server = createServer({ requestTimeout: PATIENCE_MS }, (request, response) => {
    void answer(request, response, { routes, log: options.log });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const toReadiness = (illness: readonly string[]): Answer =>
  illness.length === 0 ? { status: 200, text: 'ready\n' } : { status: 503, text: `${illness.join('\n')}\n` };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, log }: { readonly routes: Readonly<Record<string, () => Promise<Answer>>>; readonly log: Log },
): Promise<void> {
  const { status, text, contentType } = await findAnswer(request, routes).catch((error: unknown) => {
    log.warn({ err: error }, 'health could not be told');
    return { status: 500, text: 'this could not be found out\n', contentType: undefined };
  });
  response.writeHead(status, {
    'content-type': contentType ?? 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

async function findAnswer(
  { method, url }: IncomingMessage,
  routes: Readonly<Record<string, () => Promise<Answer>>>,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: 'only GET\n' };
  const path = url?.split('?', 1)[0] ?? '';
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  return (await route?.()) ?? { status: 404, text: 'not found\n' };
}
