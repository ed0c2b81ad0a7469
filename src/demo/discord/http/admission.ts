import { ApiError } from '../api-error.ts';
import type { Clock } from '../clock.ts';
import type { Platform } from '../platform.ts';
import type { createRateLimits } from './rate-limits.ts';
import type { Answer, RouteMatch } from '../rest/route.ts';

/** An answer with its headers, or a page in place of JSON. */
export interface Reply extends Answer {
  readonly headers?: Readonly<Record<string, string>>;
  readonly html?: string;
}

const INVALID_WINDOW_MS = 10 * 60 * 1000;
const BAN_MS = 60 * 60 * 1000;

/** Counts answers of 401, 403 and 429 and closes the door for an hour when there are too many in ten minutes. */
export function createBan(clock: Clock, limit: number) {
  let invalid: number[] = [];
  let bannedUntilMs = -Infinity;
  return {
    isBanned: (): boolean => clock.now().getTime() < bannedUntilMs,
    count(): void {
      const nowMs = clock.now().getTime();
      invalid = [...invalid.filter((at) => at > nowMs - INVALID_WINDOW_MS), nowMs];
      if (invalid.length >= limit) bannedUntilMs = nowMs + BAN_MS;
    },
  };
}

export interface Gate {
  readonly platform: Platform;
  readonly rateLimits: ReturnType<typeof createRateLimits>;
  readonly ban: ReturnType<typeof createBan>;
}

export const NOT_FOUND: Reply = { status: 404, body: { message: '404: Not Found', code: 0 } };
export const UNAUTHORIZED: Reply = { status: 401, body: { message: '401: Unauthorized', code: 0 } };

/** Lets a request through and runs it, or says why not. Counts what Discord counts. */
export function admitAndRun(
  gate: Gate,
  match: RouteMatch | undefined,
  run: () => Answer,
  authorization: string | undefined,
): Reply {
  const { counters } = gate.platform;
  if (gate.ban.isBanned()) return { status: 429, html: '<h1>Error 1015</h1>' };
  if (match === undefined) {
    counters.unknownRoutes += 1;
    return NOT_FOUND;
  }
  const admission = gate.rateLimits.admit(match.route, match.params);
  if (!admission.admitted) {
    return tooMany(admission.retryAfterMs, admission.scope === 'global', admission.headers);
  }
  const isAllowed = !match.route.needsBot || authorization === `Bot ${gate.platform.settings.token}`;
  const answer = isAllowed ? runRoute(gate.platform, run) : UNAUTHORIZED;
  return { ...answer, headers: admission.headers };
}

function runRoute(platform: Platform, run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 50035) platform.counters.validationFailures += 1;
    return { status: error.status, body: error.toBody() };
  }
}

/** A 429 in Discord's form. */
export function tooMany(
  retryAfterMs: number,
  global: boolean,
  headers: Readonly<Record<string, string>>,
): Reply {
  const body = { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global, code: 0 };
  return { status: 429, body, headers };
}

/** Counts an answer that Discord holds against the sender. A limit shared with others is nobody's fault. */
export function countAnswer(gate: Gate, reply: Reply): void {
  if (reply.status === 429) gate.platform.counters.rateLimited += 1;
  const isShared = reply.headers?.['X-RateLimit-Scope'] === 'shared';
  if (![401, 403, 429].includes(reply.status) || isShared) return;
  gate.platform.counters.invalid += 1;
  gate.ban.count();
}
