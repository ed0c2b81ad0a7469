import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { initialPollState } from '../src/core/polling/poll-state.ts';
import type { PollOutcome } from '../src/core/types.ts';
import { syncFeeds } from '../src/db/feeds/feeds.ts';
import { openDatabase, type Db } from '../src/db/engine/open.ts';
import type { Poller } from '../src/pipeline/polling/poll.ts';
import { listBenchFeeds, openBenchPoller } from './bench-poller.ts';

/*
 * Polls many feeds under as many host names, for one round that reads every baseline and one that is measured; then,
 * with nothing changing any more, all of them once again as fast as it goes. `--short` keeps the rate of requests and
 * takes a tenth of the feeds and of the time.
 */

const isShort = process.argv.includes('--short');
const FEEDS = isShort ? 1_000 : 10_000;
const INTERVAL_MS = isShort ? 30_000 : 300_000;
const CHANGED_SHARE = 0.15;
const TICK_MS = 1_000;
/** The last baselines are a little late; they belong to the first round. */
const SETTLE_MS = 3_000;

/** What one round of visits came to. */
interface Round {
  readonly latenessMs: number[];
  readonly kinds: Map<string, number>;
  conditional: number;
}

const emptyRound = (): Round => ({ latenessMs: [], kinds: new Map(), conditional: 0 });
let round = emptyRound();
const dueMs = new Map<string, number>();

const origin = fork(new URL('polling-origin.ts', import.meta.url), [String(FEEDS), String(CHANGED_SHARE)]);
const [port] = await once(origin, 'message');
const folder = mkdtempSync(join(tmpdir(), 'vigia-polling-'));
try {
  await run();
} finally {
  origin.disconnect();
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const db = await openDatabase({ kind: 'sqlite', path: join(folder, 'bench.db') });
  const feeds = listBenchFeeds(FEEDS, Number(port));
  await syncFeeds(db, feeds, initialPollState(new Date()));
  const startMs = Date.now() + 2_000;
  for (const [index, { id }] of feeds.entries()) {
    const due = startMs + Math.floor((index / FEEDS) * INTERVAL_MS);
    await db.updateTable('feeds').set({ due_at: due }).where('id', '=', id).execute();
  }
  {
    await using stack = new AsyncDisposableStack();
    const poller = await openBenchPoller(
      { db, feeds, intervalMs: INTERVAL_MS, onOutcome: note, logLevel: 'warn' },
      stack,
    );
    console.log(`${FEEDS} feeds under ${FEEDS} host names, every ${INTERVAL_MS / 1000} s, 85 % unchanged`);
    await tickUntil(db, poller, startMs + INTERVAL_MS + SETTLE_MS);
    round = emptyRound();
    await report('in rhythm', db, () => tickUntil(db, poller, startMs + 2 * INTERVAL_MS + SETTLE_MS));
    origin.send('freeze');
    // One visit to each finds out what changed before the freeze; the next is measured.
    await visitAll(db, poller);
    round = emptyRound();
    await report('unchanged, at full speed', db, () => visitAll(db, poller));
  }
  await db.destroy();
}

function note(url: string, outcome: PollOutcome): void {
  const tookMs = 'tookMs' in outcome ? outcome.tookMs : 0;
  round.latenessMs.push(Date.now() - tookMs - (dueMs.get(url) ?? Date.now()));
  round.kinds.set(outcome.kind, (round.kinds.get(outcome.kind) ?? 0) + 1);
  if (outcome.kind === 'not-modified' || (outcome.kind === 'fetched' && outcome.conditional))
    round.conditional += 1;
}

async function tickUntil(db: Db, poller: Poller, endMs: number): Promise<void> {
  while (Date.now() < endMs) {
    const beganMs = Date.now();
    await noteDue(db, beganMs);
    await poller.begin();
    await sleep(Math.max(0, TICK_MS - (Date.now() - beganMs)));
  }
  await poller.idle();
}

/** Makes every feed due at once and visits them all. */
async function visitAll(db: Db, poller: Poller): Promise<void> {
  await db.updateTable('feeds').set({ due_at: Date.now() }).execute();
  const before = round.latenessMs.length;
  while (round.latenessMs.length - before < FEEDS) {
    await poller.begin();
    await poller.idle();
  }
}

async function noteDue(db: Db, nowMs: number): Promise<void> {
  const due = await db.selectFrom('feeds').select(['url', 'due_at']).where('due_at', '<=', nowMs).execute();
  for (const { url, due_at: at } of due) dueMs.set(url, at ?? nowMs);
}

async function report(title: string, db: Db, work: () => Promise<void>): Promise<void> {
  const beganMs = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  const wallMs = performance.now() - beganMs;
  const polls = round.latenessMs.length;
  const sorted = round.latenessMs.toSorted((a, b) => a - b);
  const failing = await db
    .selectFrom('feeds')
    .select('id')
    .where('poll_state', 'like', '%failing%')
    .execute();
  console.log(`\n${title}`);
  console.table({
    polls,
    'polls per second': Math.round(polls / (wallMs / 1000)),
    'not modified, %': percent(round.kinds.get('not-modified') ?? 0, polls),
    'conditional, %': percent(round.conditional, polls),
    'failed or failing': (round.kinds.get('failed') ?? 0) + failing.length,
    'lateness p50, ms': Math.round(sorted[Math.floor(polls * 0.5)] ?? 0),
    'lateness p99, ms': Math.round(sorted[Math.floor(polls * 0.99)] ?? 0),
    'CPU of one core, %': percent(cpuMs, wallMs),
    'polls per second of CPU': Math.round(polls / (cpuMs / 1000)),
    'resident, MB': Math.round(process.memoryUsage().rss / 1024 / 1024),
    'open sockets': process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length,
  });
}

function percent(part: number, whole: number): number {
  return Math.round((1000 * part) / whole) / 10;
}
