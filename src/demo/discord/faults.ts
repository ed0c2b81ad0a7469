import { z } from 'zod';

const when = z.enum(['before', 'after']);
const retryAfterMs = z.number().min(0).default(1000);

/**
 * What can go wrong with a request. `before` means that nothing was done, `after` that everything was done and told to
 * the gateway, and only the answer was lost.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The connection is reset. */
  z.object({ kind: z.literal('rst'), when }),
  /** The connection is closed in good order, without an answer. */
  z.object({ kind: z.literal('fin'), when }),
  /** No answer ever comes. */
  z.object({ kind: z.literal('stall'), when }),
  /** The headers come, and the connection is reset in the middle of the body. */
  z.object({ kind: z.literal('body-rst') }),
  /** The answer comes late. */
  z.object({ kind: z.literal('slow'), ms: z.number().min(0).max(60_000) }),
  /** A fault of the server, told as JSON or as the page of a proxy. */
  z.object({
    kind: z.literal('error'),
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]),
    when,
    body: z.enum(['json', 'html']).default('json'),
  }),
  /** A refusal by its JSON code: 50001, 50013, 10003, 40003, 200000, ... */
  z.object({ kind: z.literal('refuse'), code: z.int() }),
  /** The token is no longer good: `401: Unauthorized`. */
  z.object({ kind: z.literal('unauthorized') }),
  /**
   * Too many requests. `user`, `shared` and `global` come with their headers; `proxy` is a page with Retry-After only,
   * `bare` a page without any header.
   */
  z.object({
    kind: z.literal('rate-limited'),
    scope: z.enum(['user', 'shared', 'global', 'proxy', 'bare']),
    retryAfterMs,
  }),
]);

export type Fault = z.output<typeof faultSchema>;

export const faultRuleSchema = z.object({
  /** A regular expression over `METHOD /path`, the path without `/api/v10`. */
  route: z.string(),
  fault: faultSchema,
  /** How many requests it may still hit; without it, every one. */
  times: z.int().min(1).optional(),
  /** The chance that it hits, drawn from the seeded generator. */
  probability: z.number().min(0).max(1).default(1),
});

export type FaultRule = z.input<typeof faultRuleSchema>;

/** Returns the rules in force. The first rule that matches and hits is the one that applies. */
export function createFaults(random: () => number) {
  let rules: (z.output<typeof faultRuleSchema> & {
    readonly id: number;
    readonly pattern: RegExp;
    hits: number;
  })[] = [];
  let lastId = 0;
  return {
    add(rule: FaultRule): number {
      lastId += 1;
      const parsed = faultRuleSchema.parse(rule);
      rules.push({ ...parsed, id: lastId, pattern: new RegExp(parsed.route), hits: 0 });
      return lastId;
    },
    remove(id: number): void {
      rules = rules.filter((rule) => rule.id !== id);
    },
    clear(): void {
      rules = [];
    },
    /** The fault of a request, counted as a hit. */
    draw(request: string): Fault | undefined {
      const rule = rules.find(
        ({ pattern, hits, times, probability }) =>
          hits < (times ?? Infinity) && pattern.test(request) && random() < probability,
      );
      if (rule === undefined) return undefined;
      rule.hits += 1;
      return rule.fault;
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;

/** Returns a generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
