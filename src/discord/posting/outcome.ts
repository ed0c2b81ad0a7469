import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { errorOfDiscord } from '../../core/messages/errors.ts';
import type { SendOutcome } from '../../core/messages/message.ts';
import { NotSentError } from './request-guard.ts';

const MINUTE_MS = 60_000;

/** Codes that say: this destination takes nothing until somebody changes something there. */
const CLOSED = new Map<number, string>([
  [10_003, 'the channel no longer exists'],
  [10_004, 'the bot is no longer in the server'],
  [50_001, 'the bot cannot see the channel; it needs View Channel'],
  [50_013, 'the bot may not post there; it needs Send Messages and Embed Links'],
  [50_007, 'the person does not accept direct messages'],
  [50_278, 'the person shares no server with the bot'],
]);
/** Direct messages opened too fast. */
const TOO_FAST = 40_003;
/** The message that this nonce stands for was posted and has been deleted since. */
const UNKNOWN_MESSAGE = 10_008;
/** Failures that happen before anything reaches Discord. */
const NEVER_ARRIVED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENETUNREACH',
]);

/** Tells what a failed request means for the delivery. */
export function toOutcome(error: unknown): SendOutcome {
  if (error instanceof DiscordAPIError) return fromApiError(error);
  if (error instanceof HTTPError)
    return { kind: 'ambiguous', reason: `Discord answered ${String(error.status)}` };
  if (error instanceof RateLimitError) return fromRateLimit(error);
  if (error instanceof NotSentError) return fromPause(error);
  if (!(error instanceof Error)) return { kind: 'ambiguous', reason: String(error) };
  // What the client says once a 401 made it forget its token.
  if (error.message.startsWith('Expected token to be set')) return TOKEN_REFUSED;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return NEVER_ARRIVED.has(code)
    ? { kind: 'retry', reason: `Discord cannot be reached (${code})` }
    : { kind: 'ambiguous', reason: `Discord's answer was lost (${code})` };
}

const TOKEN_REFUSED: SendOutcome = { kind: 'fatal', reason: 'Discord refused the bot token' };

/** A limit that does not say how long it holds leaves the pause to the back-off. */
function fromRateLimit({ retryAfter, timeToReset }: RateLimitError): SendOutcome {
  const reason = 'Discord asks for a pause';
  const afterMs = Math.ceil(Math.max(retryAfter, timeToReset));
  return retryAfter === 0 ? { kind: 'retry', reason } : { kind: 'retry', reason, afterMs };
}

/** Nothing was sent at all. */
function fromPause({ message, until }: NotSentError): SendOutcome {
  return { kind: 'retry', reason: message, afterMs: Math.max(0, until.getTime() - Date.now()) };
}

function fromApiError({ status, code, message }: DiscordAPIError): SendOutcome {
  if (status === 401) return TOKEN_REFUSED;
  // Without a code of Discord's it is what stands before Discord that refuses: everybody, not this destination.
  if (typeof code !== 'number')
    return { kind: 'retry', reason: `something before Discord answers ${String(status)}` };
  const closed = CLOSED.get(code);
  if (closed !== undefined) return { kind: 'closed', reason: closed, code: errorOfDiscord(code) };
  if (code === TOO_FAST) return { kind: 'retry', reason: message, afterMs: MINUTE_MS };
  if (code === UNKNOWN_MESSAGE)
    return { kind: 'refused', reason: 'the message was posted and has been deleted' };
  if (status === 403 || status === 404)
    return { kind: 'closed', reason: `${message} (${String(code)})`, code: errorOfDiscord(code) };
  return { kind: 'refused', reason: `${message} (${String(code)})` };
}
