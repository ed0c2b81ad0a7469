import type { FailureReason, PollOutcome } from '../../core/types.ts';
import { BodyTooLarge } from './body.ts';
import { AddressRefused } from './connect.ts';
import { TimeLimitReached } from './exchange.ts';

export type Failure = Extract<PollOutcome, { readonly kind: 'failed' }>;

interface Words {
  readonly reason: FailureReason;
  readonly detail: string;
}

/** What went wrong, by the code that Node, undici or OpenSSL gave it; the first match counts. */
const BY_CODE: readonly (readonly [RegExp, FailureReason, string])[] = [
  [/^UND_ERR_CONNECT_TIMEOUT$/, 'timeout', 'the host did not accept the connection in time'],
  [/^(?:ENOTFOUND|ENODATA|EAI_NONAME)$/, 'dns', 'there is no host of this name'],
  [
    /^(?:EAI_|ESERVFAIL|EREFUSED|ETIMEOUT|ECANCELLED|EBADNAME)/,
    'dns',
    "the host's name could not be looked up",
  ],
  [/^ECONNREFUSED$/, 'connect', 'the host refuses the connection'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/, 'connect', 'the host cannot be reached'],
  [/^CERT_HAS_EXPIRED$/, 'tls', "the host's certificate has expired"],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'tls', "the host's certificate is for another name"],
  [/CERT|SELF_SIGNED|UNABLE_TO_/, 'tls', "the host's certificate is not to be trusted"],
  [/^(?:ERR_SSL|ERR_TLS|EPROTO)/, 'tls', 'no encrypted connection could be agreed on'],
  [/^(?:Z_|ERR_BROTLI|BROTLI_|ZSTD_|ERR_ZSTD|ERR__ERROR)/, 'encoding', 'the answer cannot be decompressed'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'broken', "the answer's headers are too long"],
  [/^(?:HPE_|UND_ERR_)/, 'broken', 'the connection ended before the answer did'],
];

const BY_STATUS = new Map([
  [401, 'the host asks for a password'],
  [403, 'the host refuses us'],
  [404, 'there is nothing at this address'],
  [406, 'the host has no version it would give us'],
  [410, 'the feed has been removed for good'],
  [429, 'the host asks for fewer visits'],
  [451, 'the host may not show it here'],
]);

/** Turns whatever ended an exchange into data. */
export function toFailure(error: unknown): Failure {
  return { kind: 'failed', ...explain(error) };
}

/** Says in plain words what an error status means. */
export function describeStatus(status: number): string {
  const words = BY_STATUS.get(status) ?? (status >= 500 ? 'the host has a fault' : 'the host gave no feed');
  return `${words} (${status})`;
}

function explain(error: unknown): Words {
  if (error instanceof AddressRefused) return { reason: 'address', detail: error.message };
  if (error instanceof TimeLimitReached) return { reason: 'timeout', detail: error.message };
  if (error instanceof BodyTooLarge) return { reason: 'too-large', detail: error.message };
  const code = findCode(error);
  const known = BY_CODE.find(([pattern]) => pattern.test(code));
  if (known === undefined)
    return { reason: 'broken', detail: `the connection failed${code && ` (${code})`}` };
  return { reason: known[1], detail: known[2] };
}

function findCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return findCode(error.cause);
}
