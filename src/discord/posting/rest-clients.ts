import { DefaultRestOptions, REST, type RESTOptions, type RateLimitData } from 'discord.js';
import type { Pace } from './pace.ts';
import { tellRefusal } from './refusals.ts';
import { NotSentError, type RequestGuard } from './request-guard.ts';
import type { ServerClock } from './server-clock.ts';

/** A limit that holds for longer is waited for in the outbox, where a stop or a crash loses nothing. */
const LONGEST_WAIT_MS = 6_000;
const UNAUTHORIZED = 401;
const SERVER_FAULT = 500;

/** What every request of the process passes through. */
export interface RequestGate {
  readonly guard: RequestGuard;
  /** Waits for the turn of a request among all of the process. */
  readonly pace: Pace;
  /** Told the time of every answer. */
  readonly clock: Pick<ServerClock, 'hear'>;
  /** Requests end with it, answered or not. */
  readonly signal: AbortSignal;
  /** Told of each request that Discord refuses, by its code. */
  readonly onRefused?: (code: number) => void;
  /** Called when Discord refuses the bot's token. */
  readonly onTokenRefused: () => void;
}

/** An answer was lost to a request that must not be made twice, because nothing would recognise its repetition. */
export class AnswerLostError extends Error {
  override readonly name = 'AnswerLostError';
}

/**
 * Makes requests that are counted, that end when the signal is aborted, and that are not made at all during a pause.
 * Answers to people are exempt from pace and pause: Discord does not count them, and people wait for them.
 */
export function requestThrough(gate: RequestGate): RESTOptions['makeRequest'] {
  const { guard, clock, onTokenRefused } = gate;
  return async (url, request) => {
    const toInteraction = isToInteraction(url);
    const own = request.signal instanceof AbortSignal ? [request.signal] : [];
    const signal = AbortSignal.any([gate.signal, ...own]);
    if (!toInteraction) await awaitLeave(gate, signal);
    const attempt = DefaultRestOptions.makeRequest(url, { ...request, signal });
    const answer = await (isFollowUp(url, request.method) ? onlyOnce(attempt) : attempt);
    clock.hear(answer.headers.get('date'));
    guard.count({
      status: answer.status,
      isShared: answer.headers.get('x-ratelimit-scope') === 'shared',
    });
    if (answer.status === UNAUTHORIZED && !toInteraction) onTokenRefused();
    return gate.onRefused === undefined ? answer : await tellRefusal(answer, gate.onRefused);
  };
}

/** Resolves when a request may be made. */
async function awaitLeave({ guard, pace }: RequestGate, signal: AbortSignal): Promise<void> {
  const until = guard.pausedUntil();
  if (until !== undefined) throw new NotSentError('Discord has refused too many requests', until);
  await pace(signal).catch(() => {
    throw new NotSentError('the program stops', new Date());
  });
}

const isToInteraction = (url: string): boolean => /\/v\d+\/(?:interactions|webhooks)\//.test(url);

/** A further answer to an interaction: the one request of ours that has neither a nonce nor an effect that repeats. */
const isFollowUp = (url: string, method = 'GET'): boolean =>
  method === 'POST' && /\/v\d+\/webhooks\/\d+\/[^/?]+(?:\?|$)/.test(url);

/** Turns what discord.js would repeat by itself into an error that it passes on. */
async function onlyOnce<Answer extends { readonly status: number }>(
  attempt: Promise<Answer>,
): Promise<Answer> {
  const answer = await attempt.catch((error: unknown) => {
    throw new AnswerLostError('the answer to a follow-up was lost', { cause: error });
  });
  if (answer.status >= SERVER_FAULT)
    throw new AnswerLostError(`Discord answered ${String(answer.status)} to a follow-up`);
  return answer;
}

/** A limit that does not say how long it holds would be run against without a pause. */
const isEndless = ({ retryAfter }: RateLimitData): boolean => retryAfter === 0;

/** Options of the client that listens to the gateway and answers people. The gate keeps the pace of all clients together. */
export function toRestOptions(apiUrl: string, gate: RequestGate): Partial<RESTOptions> {
  return {
    api: apiUrl,
    makeRequest: requestThrough(gate),
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: isEndless,
  };
}

/**
 * Opens the client that messages are posted with. It repeats nothing by itself: were a repetition to end otherwise than
 * the attempt whose answer was lost, nobody could tell afterwards that something may have been shown. A limit without
 * a time comes back as an error like a long one.
 */
export function openPostingClient(apiUrl: string, token: string, gate: RequestGate): REST {
  const rest = new REST({
    ...toRestOptions(apiUrl, gate),
    retries: 0,
    rejectOnRateLimit: (limit) =>
      isEndless(limit) || Math.max(limit.retryAfter, limit.timeToReset) > LONGEST_WAIT_MS,
  });
  return rest.setToken(token);
}
