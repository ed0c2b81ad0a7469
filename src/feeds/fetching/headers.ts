import type { Validators } from '../../core/types.ts';

/** Feeds are asked for first, anything at all last: asking for feeds alone makes some servers answer 406. */
const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, ' +
  'application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1';

/** What a header may carry; a validator with anything else in it could not be sent back. */
const SENDABLE = /^[\t\u0020-\u007e\u0080-\u00ff]+$/;

/** A hundred years: beyond what anybody means. */
const MOST_SECONDS = 3_155_760_000;

/** Headers by lower-case name; a header sent several times has several values. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface RequestHeaders {
  readonly userAgent: string;
  readonly validators?: Validators | undefined;
  /** User name and password as the feed's address gives them, percent-encoded. */
  readonly credentials?: { readonly username: string; readonly password: string } | undefined;
}

/** The headers of one request. Validators go out as they came in, quotes included. */
export function toHeaders({ userAgent, validators, credentials }: RequestHeaders): Record<string, string> {
  const headers: Record<string, string> = {
    accept: ACCEPT,
    'accept-encoding': 'zstd, br, gzip, deflate',
    'user-agent': userAgent,
  };
  if (validators?.etag !== undefined) headers['if-none-match'] = validators.etag;
  if (validators?.lastModified !== undefined) headers['if-modified-since'] = validators.lastModified;
  if (credentials !== undefined) headers['authorization'] = basicAuthorization(credentials);
  return headers;
}

/** Returns the first value of a header. */
export function findHeader(headers: AnswerHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** The validators of an answer, verbatim. */
export function findValidators(headers: AnswerHeaders): Validators {
  const etag = findHeader(headers, 'etag');
  const lastModified = findHeader(headers, 'last-modified');
  return {
    ...(etag !== undefined && SENDABLE.test(etag) && { etag }),
    ...(lastModified !== undefined && SENDABLE.test(lastModified) && { lastModified }),
  };
}

/**
 * How long the publisher calls the answer fresh from now on: `max-age` less `age`, else `Expires`.
 * Undefined when it says nothing, zero when it asks not to be cached.
 */
export function findFreshForMs(headers: AnswerHeaders, now: Date): number | undefined {
  const cacheControl = [headers['cache-control'] ?? ''].flat().join(',');
  if (/\bno-(?:store|cache)\b/i.test(cacheControl)) return 0;
  const maxAge = /\bmax-age\s*=\s*"?(\d+)/i.exec(cacheControl)?.[1];
  if (maxAge === undefined) return findExpiryMs(headers, now);
  const age = secondsOf(findHeader(headers, 'age') ?? '');
  return Math.max(0, secondsOf(maxAge) - age) * 1000;
}

/** More digits than a number has would make one endless number, and the difference of two of them none. */
const secondsOf = (digits: string): number =>
  /^\d+$/.test(digits) ? Math.min(Number(digits), MOST_SECONDS) : 0;

function findExpiryMs(headers: AnswerHeaders, now: Date): number | undefined {
  const expires = findHeader(headers, 'expires');
  if (expires === undefined) return undefined;
  const expiresMs = Date.parse(expires);
  const sentMs = Date.parse(findHeader(headers, 'date') ?? '');
  // "0" and "-1" are what many send for "already expired"; Date.parse would make years of them.
  if (Number.isNaN(expiresMs) || /^-?\d+$/.test(expires)) return 0;
  return Math.max(0, expiresMs - (Number.isNaN(sentMs) ? now.getTime() : sentMs));
}

/** How long the server asks to be left alone, given in seconds or as a date. */
export function findRetryAfterMs(headers: AnswerHeaders, now: Date): number | undefined {
  const value = findHeader(headers, 'retry-after')?.trim();
  if (value === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.min(Number(value), MOST_SECONDS) * 1000;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - now.getTime());
}

function basicAuthorization(credentials: { readonly username: string; readonly password: string }): string {
  const plain = [credentials.username, credentials.password].map(percentDecoded).join(':');
  return `Basic ${Buffer.from(plain).toString('base64')}`;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
