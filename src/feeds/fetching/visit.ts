import { hash } from 'node:crypto';
import type { Agent } from 'undici';
import type { HostAnswer } from '../../core/polling/host-pace.ts';
import type { PollOutcome, Validators } from '../../core/types.ts';
import { exchange, type Answer } from './exchange.ts';
import { describeStatus, toFailure, type Failure } from './failure.ts';
import { findFreshForMs, findHeader, findRetryAfterMs, findValidators, toHeaders } from './headers.ts';
import type { Clock, HostGate } from './host-gate.ts';

/** How much a visit may cost. */
export interface FetchLimits {
  /** Looking up the name, connecting and agreeing on encryption, for each hop. */
  readonly connectMs: number;
  /** From there on the same clock runs on to the end of the headers. */
  readonly headersMs: number;
  /** For the whole visit: redirects and body included, waiting for the host's turn left out. */
  readonly totalMs: number;
  readonly maxRedirects: number;
  /** Before decompression and after it. */
  readonly maxBytes: number;
  /** Decompressed to received. */
  readonly maxRatio: number;
}

/** What is asked for. */
export interface FetchRequest {
  readonly url: string;
  readonly validators?: Validators | undefined;
  /** False asks for the body whatever the validators say. */
  readonly conditional: boolean;
  /** Fewer than usual, when only an answer from this very address will do. */
  readonly maxRedirects?: number;
}

/** What all visits share. */
export interface Tools {
  readonly agent: Agent;
  readonly gate: HostGate;
  readonly limits: FetchLimits;
  readonly clock: Clock;
  readonly userAgent: string;
}

/** How far a visit has come. */
interface Way {
  readonly url: URL;
  readonly spentMs: number;
  /** Addresses that led here, in order. */
  readonly passed: readonly string[];
  /** Whether each of them said that the feed has moved for good. */
  readonly isPermanent: boolean;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PERMANENT_REDIRECTS = new Set([301, 308]);

/** Asks for a feed and follows where its host sends us, each hop in its own host's turn. Never rejects. */
export async function visit(tools: Tools, request: FetchRequest, now: Date): Promise<PollOutcome> {
  const url = URL.parse(request.url);
  if (url === null || !isWeb(url)) return refused('the address does not begin with http:// or https://');
  return await follow(tools, request, { url, spentMs: 0, passed: [], isPermanent: true }, now);
}

async function follow(tools: Tools, request: FetchRequest, way: Way, now: Date): Promise<PollOutcome> {
  const turn = await tools.gate.enter(way.url.hostname);
  if (turn.kind === 'paused') return { kind: 'deferred', until: new Date(now.getTime() + turn.delayMs) };
  const startMs = tools.clock.nowMs();
  let answer: Answer | undefined;
  try {
    answer = await ask(tools, request, way);
  } catch (error) {
    return toFailure(error);
  } finally {
    await turn.end(toHostAnswer(request.url, answer, now));
  }
  const spentMs = way.spentMs + tools.clock.nowMs() - startMs;
  const location = REDIRECTS.has(answer.status) ? findHeader(answer.headers, 'location') : undefined;
  if (location === undefined) return conclude(request, { ...way, spentMs }, answer, now);
  const maxRedirects = request.maxRedirects ?? tools.limits.maxRedirects;
  const next = findNext({ ...way, spentMs }, answer.status, location, maxRedirects);
  return 'kind' in next ? next : await follow(tools, request, next, now);
}

async function ask(tools: Tools, request: FetchRequest, { url, passed, spentMs }: Way): Promise<Answer> {
  const { agent, limits, userAgent } = tools;
  const headers = toHeaders({
    userAgent,
    validators: request.conditional ? request.validators : undefined,
    // A password is for the host it was given for, not for wherever that host sends us.
    credentials: passed.length === 0 && url.username !== '' ? url : undefined,
  });
  return await exchange(agent, url, headers, { ...limits, totalMs: Math.max(1, limits.totalMs - spentMs) });
}

function toHostAnswer(url: string, answer: Answer | undefined, now: Date): HostAnswer {
  if (answer === undefined) return { url };
  const retryAfterMs = findRetryAfterMs(answer.headers, now);
  return { url, status: answer.status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** Returns the next stop of the way, or why it ends here. */
function findNext(way: Way, status: number, location: string, maxRedirects: number): Way | Failure {
  const url = URL.parse(location, way.url);
  if (url === null) return lost(status, 'the host redirects to what is no address');
  if (!isWeb(url))
    return refused('the host redirects to an address that does not begin with http:// or https://');
  url.hash = '';
  const passed = [...way.passed, way.url.href];
  if (passed.includes(url.href)) return lost(status, 'the host redirects in a circle');
  if (passed.length > maxRedirects) return lost(status, `redirected more than ${maxRedirects} times`);
  // A feed that gives up encryption for good may be an attacker's doing: follow it, but never make it ours.
  const isDowngrade = way.url.protocol === 'https:' && url.protocol === 'http:';
  const isPermanent = way.isPermanent && PERMANENT_REDIRECTS.has(status) && !isDowngrade;
  return { url, spentMs: way.spentMs, passed, isPermanent };
}

function conclude(request: FetchRequest, way: Way, answer: Answer, now: Date): PollOutcome {
  const { status, headers, body } = answer;
  const freshForMs = findFreshForMs(headers, now);
  const kept = {
    tookMs: way.spentMs,
    ...(freshForMs !== undefined && { freshForMs }),
    ...(way.isPermanent && way.passed.length > 0 && { movedTo: way.url.href }),
  };
  const isConditional = request.conditional && Object.keys(request.validators ?? {}).length > 0;
  if (status === 304 && isConditional) return { kind: 'not-modified', ...kept };
  if (status >= 300) return turnedAway(answer, now);
  const contentType = findHeader(headers, 'content-type');
  return {
    kind: 'fetched',
    body,
    bodyHash: hash('sha256', body, 'base64url'),
    url: way.url.href,
    ...(contentType !== undefined && { contentType }),
    validators: findValidators(headers),
    conditional: isConditional,
    ...kept,
  };
}

function turnedAway({ status, headers }: Answer, now: Date): Failure {
  const retryAfterMs = findRetryAfterMs(headers, now);
  const isChallenge = findHeader(headers, 'cf-mitigated') === 'challenge';
  return {
    kind: 'failed',
    reason: 'http',
    detail: isChallenge ? `Cloudflare wants to see a browser (${status})` : describeStatus(status),
    status,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

const isWeb = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';
const refused = (detail: string): Failure => ({ kind: 'failed', reason: 'address', detail });
const lost = (status: number, detail: string): Failure => ({
  kind: 'failed',
  reason: 'redirects',
  detail,
  status,
});
