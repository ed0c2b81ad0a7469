import type { Agent } from 'undici';
import { readBody, type BodyLimits } from './body.ts';
import type { AnswerHeaders } from './headers.ts';

export interface ExchangeLimits extends BodyLimits {
  /** To the end of the headers, connecting included. */
  readonly headersMs: number;
  /** To the end of the body. */
  readonly totalMs: number;
}

/** One answer of a server; only a successful one has a body. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Uint8Array;
}

/** A time limit ran out. The message is one plain line. */
export class TimeLimitReached extends Error {
  override readonly name = 'TimeLimitReached';
}

/** The body of an unsuccessful answer is read this far, so that the connection can be used again, then cut off. */
const MAX_UNREAD_BYTES = 64 * 1024;
const NO_BODY = new Uint8Array();

/**
 * Sends one GET and returns the answer, no redirect followed. Rejects when there is none or when it breaks a limit,
 * with its connection closed.
 */
export async function exchange(
  agent: Agent,
  url: URL,
  headers: Readonly<Record<string, string>>,
  limits: ExchangeLimits,
): Promise<Answer> {
  const stopping = new AbortController();
  const stop = (words: string, limitMs: number): void =>
    stopping.abort(new TimeLimitReached(`${words} within ${limitMs / 1000} s`));
  const totalTimer = setTimeout(stop, limits.totalMs, 'not finished', limits.totalMs);
  const headersTimer = setTimeout(stop, limits.headersMs, 'no answer', limits.headersMs);
  try {
    const request = agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers,
      signal: stopping.signal,
    });
    // A request that is still waiting for its connection would not hear the signal before it has one.
    const response = await Promise.race([request, aborted(stopping.signal)]);
    clearTimeout(headersTimer);
    const { statusCode: status, headers: answered } = response;
    const isSuccess = status < 300;
    if (!isSuccess) await response.body.dump({ limit: MAX_UNREAD_BYTES });
    const body = isSuccess ? await readBody(response, limits) : NO_BODY;
    return { status, headers: answered, body };
  } finally {
    clearTimeout(totalTimer);
    clearTimeout(headersTimer);
  }
}

async function aborted(signal: AbortSignal): Promise<never> {
  return await new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
