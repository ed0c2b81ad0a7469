import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

const COMPRESS = {
  gzip: gzipSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
  deflate: deflateSync,
  'deflate-raw': deflateRawSync,
} as const;

/** How a path of the origin answers: with a document, or with one of the faults that feeds have in the wild. */
export type Reply =
  | {
      readonly kind: 'document';
      readonly body: string | Uint8Array;
      readonly contentType?: string;
      /** By default one is made from the body; `false` sends none. */
      readonly etag?: string | false;
      readonly lastModified?: string;
      readonly headers?: OutgoingHttpHeaders;
      readonly encoding?: keyof typeof COMPRESS;
      /** Says "not modified" to every conditional request, whatever has changed. */
      readonly lies?: boolean;
      /** How long the host thinks before it answers. */
      readonly delayMs?: number;
    }
  /** Any status, and redirects with a `location` among the headers. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: OutgoingHttpHeaders }
  | { readonly kind: 'garbage'; readonly bytes: number }
  /** So many bytes that look like a feed without end; infinitely many, if asked for. */
  | { readonly kind: 'large'; readonly bytes: number; readonly declared: boolean }
  /** So many zeros, compressed to next to nothing. */
  | { readonly kind: 'bomb'; readonly bytes: number; readonly encoding: 'gzip' | 'br' | 'zstd' }
  | { readonly kind: 'stall'; readonly where: 'headers' | 'body' }
  | { readonly kind: 'reset'; readonly where: 'headers' | 'body' }
  /** One character at a time. */
  | { readonly kind: 'drip'; readonly body: string; readonly everyMs: number };

const CHUNK = Buffer.alloc(64 * 1024, '<item><title>on and on</title></item>\n');
const OPENING = '<?xml version="1.0"?><rss version="2.0"><channel><title>Endless</title>';
const FEED_TYPE = 'application/rss+xml';

/** Answers one request. Resolves when everything has been sent or the client has gone. */
export async function sendReply(
  reply: Reply,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (reply.kind) {
    case 'document':
      return await sendDocument(reply, request, response);
    case 'status':
      return void response.writeHead(reply.status, reply.headers).end();
    case 'garbage':
      return void response.writeHead(200).end(garbage(reply.bytes));
    case 'large':
      return await sendLarge(response, reply.bytes, reply.declared);
    case 'bomb':
      response.writeHead(200, { 'content-type': FEED_TYPE, 'content-encoding': reply.encoding });
      return void response.end(COMPRESS[reply.encoding](Buffer.alloc(reply.bytes)));
    case 'stall':
      if (reply.where === 'body') response.writeHead(200, { 'content-type': FEED_TYPE }).write(OPENING);
      return undefined;
    case 'reset':
      return reset(reply.where, response);
    case 'drip':
      return await drip(response, reply.body, reply.everyMs);
  }
}

/** Bytes without sense, the same at every run. */
function garbage(bytes: number): Buffer {
  return createHash('shake256', { outputLength: bytes }).update('garbage').digest();
}

async function sendDocument(
  reply: Extract<Reply, { readonly kind: 'document' }>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (reply.delayMs !== undefined) await sleep(reply.delayMs);
  const etag = reply.etag ?? `"${createHash('sha256').update(reply.body).digest('base64url').slice(0, 16)}"`;
  const validators: OutgoingHttpHeaders = {
    ...(etag !== false && { etag }),
    ...(reply.lastModified !== undefined && { 'last-modified': reply.lastModified }),
  };
  if (isNotModified(request, reply.lies === true, etag, reply.lastModified)) {
    response.writeHead(304, { ...validators, ...reply.headers }).end();
    return;
  }
  const body = reply.encoding === undefined ? Buffer.from(reply.body) : COMPRESS[reply.encoding](reply.body);
  response.writeHead(200, {
    'content-type': reply.contentType ?? FEED_TYPE,
    'content-length': body.length,
    ...(reply.encoding !== undefined && { 'content-encoding': reply.encoding.replace('-raw', '') }),
    ...validators,
    ...reply.headers,
  });
  response.end(body);
}

function isNotModified(
  { headers }: IncomingMessage,
  lies: boolean,
  etag: string | false,
  lastModified: string | undefined,
): boolean {
  const asked = headers['if-none-match'];
  const since = headers['if-modified-since'];
  if (lies) return asked !== undefined || since !== undefined;
  if (asked !== undefined) return asked === etag;
  return since !== undefined && since === lastModified;
}

async function sendLarge(response: ServerResponse, bytes: number, isDeclared: boolean): Promise<void> {
  const length = isDeclared ? { 'content-length': bytes } : {};
  response.writeHead(200, { 'content-type': FEED_TYPE, ...length });
  await pipeline(Readable.from(chunks(bytes)), response);
}

function* chunks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= CHUNK.length) {
    yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
  }
}

function reset(where: 'headers' | 'body', response: ServerResponse): void {
  const { socket } = response;
  if (where === 'headers') socket?.resetAndDestroy();
  else response.writeHead(200, { 'content-length': 10_000 }).write(OPENING, () => socket?.resetAndDestroy());
}

async function drip(response: ServerResponse, body: string, everyMs: number): Promise<void> {
  response.writeHead(200, { 'content-type': FEED_TYPE });
  for (const character of body) {
    if (response.destroyed) return;
    response.write(character);
    await sleep(everyMs);
  }
  response.end();
}
