import type { ServerResponse } from 'node:http';
import { tooMany, UNAUTHORIZED, type Reply } from './admission.ts';
import { ApiError } from '../api-error.ts';
import type { Fault } from '../faults.ts';

/** Tells whether a fault keeps the request from being carried out. */
export function strikesBefore(fault: Fault): boolean {
  if ('when' in fault) return fault.when === 'before';
  return fault.kind === 'refuse' || fault.kind === 'unauthorized' || fault.kind === 'rate-limited';
}

/** The answer that a fault puts in place of the true one; undefined for a fault of the connection. */
export function faultyReply(fault: Fault): Reply | undefined {
  if (fault.kind === 'error') return faultyServer(fault.status, fault.body === 'html');
  if (fault.kind === 'rate-limited') return faultyLimit(fault.scope, fault.retryAfterMs);
  if (fault.kind === 'unauthorized') return UNAUTHORIZED;
  if (fault.kind !== 'refuse') return undefined;
  const error = new ApiError(fault.code);
  return { status: error.status, body: error.toBody() };
}

function faultyServer(status: number, isPage: boolean): Reply {
  if (isPage) return { status, html: `<html><body><h1>${status}</h1></body></html>` };
  return { status, body: { message: `${status}: Server Error`, code: 0 } };
}

function faultyLimit(scope: 'user' | 'shared' | 'global' | 'proxy' | 'bare', retryAfterMs: number): Reply {
  const retryAfter = { 'Retry-After': String(Math.ceil(retryAfterMs / 1000)) };
  const html = '<html><body>You are being rate limited</body></html>';
  if (scope === 'bare') return { status: 429, html };
  if (scope === 'proxy') return { status: 429, html, headers: retryAfter };
  const global = scope === 'global';
  const headers = {
    'Retry-After': (retryAfterMs / 1000).toFixed(3),
    'X-RateLimit-Scope': scope,
    ...(global ? { 'X-RateLimit-Global': 'true' } : {}),
  };
  return tooMany(retryAfterMs, global, headers);
}

/** Does to the connection what the fault says, with the answer at hand. Returns whether the answer is thereby done. */
export function breakConnection(fault: Fault, response: ServerResponse, reply: Reply): boolean {
  if (fault.kind === 'rst') response.socket?.resetAndDestroy();
  else if (fault.kind === 'fin') response.socket?.end();
  else if (fault.kind === 'body-rst') breakBody(response, reply);
  return ['rst', 'fin', 'body-rst', 'stall'].includes(fault.kind);
}

function breakBody(response: ServerResponse, reply: Reply): void {
  const text = JSON.stringify(reply.body ?? {});
  response.writeHead(reply.status, {
    'Content-Type': 'application/json',
    'Content-Length': text.length + 100,
  });
  response.write(text.slice(0, text.length / 2), () => response.socket?.resetAndDestroy());
}
