import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Route } from '../rest/route.ts';

export interface BucketLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateLimitSettings {
  /** Creating messages, per channel. Discord's own figure is not published; 5 per 5 s is what is seen. */
  readonly messages: BucketLimit;
  /** Publishing messages of an announcement channel, per channel: ten an hour. */
  readonly crossposts: BucketLimit;
  /** Every other route, per top-level resource. */
  readonly others: BucketLimit;
  /** All routes of the bot together, interactions excepted: Discord's documented 50 per second. */
  readonly global: BucketLimit;
}

export const RATE_LIMITS: RateLimitSettings = {
  messages: { limit: 5, windowMs: 5000 },
  crossposts: { limit: 10, windowMs: 3_600_000 },
  others: { limit: 30, windowMs: 1000 },
  global: { limit: 50, windowMs: 1000 },
};

/** What the headers of an answer say about its bucket, or that the request came too early. */
export interface Admission {
  readonly admitted: boolean;
  readonly scope: 'user' | 'shared' | 'global';
  readonly retryAfterMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Window {
  readonly startedMs: number;
  readonly used: number;
}

/** Returns the gate that every request passes: one window per route and top-level resource, and one for the bot. */
export function createRateLimits(clock: Clock, settings: RateLimitSettings) {
  const windows = new Map<string, Window>();

  const take = (key: string, { limit, windowMs }: BucketLimit) => {
    const nowMs = clock.elapsedMs();
    const open = windows.get(key);
    const current =
      open !== undefined && nowMs - open.startedMs < windowMs ? open : { startedMs: nowMs, used: 0 };
    const admitted = current.used < limit;
    const used = admitted ? current.used + 1 : current.used;
    windows.set(key, { ...current, used });
    return { admitted, remaining: limit - used, resetAfterMs: windowMs - (nowMs - current.startedMs) };
  };

  return {
    admit(route: Route, params: Readonly<Record<string, string>>): Admission {
      const isExempt = !route.needsBot;
      const global = isExempt ? { admitted: true, resetAfterMs: 0 } : take('global', settings.global);
      if (!global.admitted) return refusedGlobally(global.resetAfterMs);
      const published = isCrosspost(route)
        ? take(`publish ${majorOf(params)}`, settings.crossposts)
        : undefined;
      if (published?.admitted === false) return refusedOfChannel(published.resetAfterMs);
      const limit = isMessageCreate(route) ? settings.messages : settings.others;
      const bucket = take(`${route.method} ${route.path} ${majorOf(params)}`, limit);
      const headers = {
        'X-RateLimit-Limit': String(limit.limit),
        'X-RateLimit-Remaining': String(bucket.remaining),
        'X-RateLimit-Reset': toSeconds(clock.now().getTime() + bucket.resetAfterMs),
        'X-RateLimit-Reset-After': toSeconds(bucket.resetAfterMs),
        'X-RateLimit-Bucket': bucketHash(route),
      };
      const scope = { 'X-RateLimit-Scope': 'user', 'Retry-After': toSeconds(bucket.resetAfterMs) };
      return {
        admitted: bucket.admitted,
        scope: 'user',
        retryAfterMs: bucket.resetAfterMs,
        headers: bucket.admitted ? headers : { ...headers, ...scope },
      };
    },
  };
}

function refusedGlobally(retryAfterMs: number): Admission {
  const headers = {
    'X-RateLimit-Global': 'true',
    'X-RateLimit-Scope': 'global',
    'Retry-After': toSeconds(retryAfterMs),
  };
  return { admitted: false, scope: 'global', retryAfterMs, headers };
}

/** The limit is the channel's, whoever publishes there: it stands in no bucket's headers. */
function refusedOfChannel(retryAfterMs: number): Admission {
  const headers = { 'X-RateLimit-Scope': 'shared', 'Retry-After': toSeconds(retryAfterMs) };
  return { admitted: false, scope: 'shared', retryAfterMs, headers };
}

const isCrosspost = (route: Route): boolean => route.path.endsWith('/crosspost');

const isMessageCreate = (route: Route): boolean =>
  route.method === 'POST' && route.path === '/channels/{channel_id}/messages';

function majorOf(params: Readonly<Record<string, string>>): string {
  const webhook = params['webhook_id'] ?? params['interaction_id'];
  const token = params['webhook_token'] ?? params['interaction_token'] ?? '';
  return params['channel_id'] ?? params['guild_id'] ?? (webhook === undefined ? '' : webhook + token);
}

const bucketHash = (route: Route): string =>
  createHash('sha256').update(`${route.method} ${route.path}`).digest('hex').slice(0, 32);

const toSeconds = (ms: number): string => (ms / 1000).toFixed(3);
