import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { findHeader, type AnswerHeaders } from './headers.ts';

export interface BodyLimits {
  /** Before decompression and after it. */
  readonly maxBytes: number;
  /** Decompressed to received; text compresses to a tenth or a twentieth, bombs to a thousandth. */
  readonly maxRatio: number;
}

/** The body is larger than allowed. The message is one plain line. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Below this size no ratio is suspicious: a short page of one repeated character is no bomb. */
const RATIO_COUNTS_ABOVE_BYTES = 256 * 1024;
const GZIP_FIRST_BYTE = 0x1f;
const ZSTD_FIRST_BYTE = 0x28;

/**
 * Reads a body to its end, decompressing it on the way; both limits hold while it streams, and a body that breaks
 * them is cut off. What the first byte shows outweighs the `Content-Encoding` header where they contradict each other,
 * because servers say gzip over plain text and send `.gz` files without a word. A compressed body that ends too early
 * yields what there was of it.
 */
export async function readBody(
  { headers, body }: { readonly headers: AnswerHeaders; readonly body: Readable },
  limits: BodyLimits,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let receivedBytes = 0;
  let keptBytes = 0;
  async function* receive(): AsyncGenerator<Buffer, void> {
    for await (const chunk of body) {
      receivedBytes += chunk.length;
      yield chunk;
    }
  }
  async function keep(decoded: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of decoded) {
      keptBytes += chunk.length;
      const excess = describeExcess(receivedBytes, keptBytes, limits);
      if (excess !== undefined) throw new BodyTooLarge(excess);
      chunks.push(chunk);
    }
  }
  try {
    if (Number(findHeader(headers, 'content-length')) > limits.maxBytes)
      throw new BodyTooLarge(largerThan(limits.maxBytes));
    const received = receive();
    const first = await received.next();
    if (first.done === true) return Buffer.alloc(0);
    const decoder = openDecoder(findHeader(headers, 'content-encoding') ?? '', first.value[0] ?? 0);
    const whole = chain(first.value, received);
    await (decoder === undefined ? keep(whole) : pipeline(whole, decoder, keep));
    return Buffer.concat(chunks, keptBytes);
  } catch (error) {
    body.destroy();
    throw error;
  }
}

async function* chain(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  yield first;
  yield* rest;
}

function describeExcess(receivedBytes: number, keptBytes: number, limits: BodyLimits): string | undefined {
  if (keptBytes > limits.maxBytes) return largerThan(limits.maxBytes);
  if (keptBytes > RATIO_COUNTS_ABOVE_BYTES && keptBytes > receivedBytes * limits.maxRatio) {
    return `unpacks to more than ${limits.maxRatio} times its size`;
  }
  return undefined;
}

function largerThan(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return `larger than ${megabytes >= 1 ? `${Math.round(megabytes)} MB` : `${Math.round(bytes / 1024)} KB`}`;
}

/** Finds how to decompress what begins with the given byte; undefined when it is not compressed. */
function openDecoder(contentEncoding: string, firstByte: number): Transform | undefined {
  const encoding = contentEncoding.trim().toLowerCase();
  if (firstByte === GZIP_FIRST_BYTE) return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  if (encoding === 'br') return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  if (encoding === 'zstd' && firstByte === ZSTD_FIRST_BYTE) return createZstdDecompress();
  if (encoding !== 'deflate') return undefined;
  // Half of the servers that say "deflate" send it without the two bytes of zlib's wrapper.
  const isWrapped = (firstByte & 0x0f) === 0x08;
  return (isWrapped ? createInflate : createInflateRaw)({ finishFlush: constants.Z_SYNC_FLUSH });
}
