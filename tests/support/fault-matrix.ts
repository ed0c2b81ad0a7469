import type { SendOutcome } from '../../src/core/messages/message.ts';
import type { FaultRule } from '../../src/demo/discord/faults.ts';

/** What an attempt may come to. */
export type Outcome = SendOutcome['kind'];
export type Fault = FaultRule['fault'];

const LIMIT_MS = 30;
const limited = (scope: 'user' | 'shared' | 'global' | 'proxy' | 'bare'): Fault => ({
  kind: 'rate-limited',
  scope,
  retryAfterMs: LIMIT_MS,
});
const error = (
  status: 500 | 502 | 503 | 504,
  when: 'before' | 'after',
  body: 'json' | 'html' = 'json',
): Fault => ({
  kind: 'error',
  status,
  when,
  body,
});

/** Faults of the way to Discord: what they leave open is the same for every request. */
export const FAULTS: readonly (readonly [name: string, fault: Fault, outcome: Outcome])[] = [
  ['a reset before', { kind: 'rst', when: 'before' }, 'ambiguous'],
  ['a reset after', { kind: 'rst', when: 'after' }, 'ambiguous'],
  ['a close before', { kind: 'fin', when: 'before' }, 'ambiguous'],
  ['a close after', { kind: 'fin', when: 'after' }, 'ambiguous'],
  ['silence before', { kind: 'stall', when: 'before' }, 'ambiguous'],
  ['silence after', { kind: 'stall', when: 'after' }, 'ambiguous'],
  ['a body that breaks off', { kind: 'body-rst' }, 'ambiguous'],
  ['a slow answer', { kind: 'slow', ms: 30 }, 'sent'],
  ['500 before', error(500, 'before'), 'ambiguous'],
  ['502 after, as a page', error(502, 'after', 'html'), 'ambiguous'],
  ['503 before', error(503, 'before', 'html'), 'ambiguous'],
  ['504 after', error(504, 'after'), 'ambiguous'],
  ['429 of the bot', limited('user'), 'sent'],
  ['429 of the resource', limited('shared'), 'sent'],
  ['429 of all routes', limited('global'), 'sent'],
  ['429 of a proxy', limited('proxy'), 'sent'],
  ['429 without a time', limited('bare'), 'retry'],
  ['401', { kind: 'unauthorized' }, 'fatal'],
];

/** Refusals: what they mean for most requests. */
export const CODES: readonly (readonly [code: number, outcome: Outcome])[] = [
  [50_001, 'closed'],
  [50_013, 'closed'],
  [10_003, 'closed'],
  [10_004, 'closed'],
  [10_008, 'refused'],
  [50_007, 'closed'],
  [50_278, 'closed'],
  [40_003, 'retry'],
  [50_035, 'refused'],
  [160_004, 'refused'],
  [200_000, 'refused'],
  [200_001, 'refused'],
];

/** Faults of the way that do not show where the client makes a request again by itself. */
export const HEALED: readonly (readonly [name: string, fault: Fault])[] = [
  ['a reset before', { kind: 'rst', when: 'before' }],
  ['a reset after', { kind: 'rst', when: 'after' }],
  ['a close before', { kind: 'fin', when: 'before' }],
  ['a close after', { kind: 'fin', when: 'after' }],
  ['a body that breaks off', { kind: 'body-rst' }],
  ['500 before', { kind: 'error', status: 500, when: 'before', body: 'json' }],
  ['502 after', { kind: 'error', status: 502, when: 'after', body: 'html' }],
  ['503 before', { kind: 'error', status: 503, when: 'before', body: 'html' }],
  ['504 after', { kind: 'error', status: 504, when: 'after', body: 'json' }],
  ['429 of the bot', { kind: 'rate-limited', scope: 'user', retryAfterMs: 30 }],
  ['429 of the resource', { kind: 'rate-limited', scope: 'shared', retryAfterMs: 30 }],
  ['429 of all routes', { kind: 'rate-limited', scope: 'global', retryAfterMs: 30 }],
  ['429 of a proxy', { kind: 'rate-limited', scope: 'proxy', retryAfterMs: 30 }],
  ['500 after', { kind: 'error', status: 500, when: 'after', body: 'json' }],
  ['a slow answer', { kind: 'slow', ms: 100 }],
];
