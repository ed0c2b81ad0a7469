import { Routes, type REST } from 'discord.js';

/** How often the bot may still open a session (IDENTIFY); Discord allows a thousand in a day. */
export interface SessionBudget {
  readonly total: number;
  readonly remaining: number;
  /** Until the whole budget is there again. */
  readonly resetAfterMs: number;
}

/** The part of the budget that a program in trouble leaves alone for the day's ordinary restarts. */
const RESERVED_PART = 0.1;

/**
 * Returns how long to wait before opening sessions. There is no wait while most of the budget is left; from then on
 * what is left is spread over the time until the reset, so that not even a program that dies and starts again all day
 * uses it up, for which Discord takes the token away.
 * @param sessions how many are opened at once: one a shard
 */
export function waitForSessions({ total, remaining, resetAfterMs }: SessionBudget, sessions: number): number {
  if (remaining < sessions) return resetAfterMs;
  return remaining - sessions >= total * RESERVED_PART ? 0 : Math.ceil((resetAfterMs * sessions) / remaining);
}

/** Asks Discord for the budget. Undefined where its answer does not say: then logging in will tell. */
export async function readSessionBudget(
  rest: REST,
): Promise<{ readonly budget: SessionBudget; readonly recommendedShards: number } | undefined> {
  const answer = await rest.get(Routes.gatewayBot());
  const limit = memberOf(answer, 'session_start_limit');
  const [total, remaining, resetAfterMs] = ['total', 'remaining', 'reset_after'].map((name) =>
    memberOf(limit, name),
  );
  const recommended = memberOf(answer, 'shards');
  if (typeof total !== 'number' || typeof remaining !== 'number' || typeof resetAfterMs !== 'number')
    return undefined;
  return {
    budget: { total, remaining, resetAfterMs },
    recommendedShards: typeof recommended === 'number' ? recommended : 1,
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
