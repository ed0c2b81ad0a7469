import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { initialPollState } from '../src/core/polling/poll-state.ts';
import { syncFeeds } from '../src/db/feeds/feeds.ts';
import { openDatabase } from '../src/db/engine/open.ts';
import { listBenchFeeds, openBenchPoller } from './bench-poller.ts';

/*
 * Polls feeds of which two in three go through every fault, for half an hour or for `--minutes`, and looks whether
 * anything is left behind: sockets, file handles, memory.
 */

const FEEDS = 60;
const INTERVAL_MS = 2_000;
const TICK_MS = 250;
const SAMPLE_MS = 30_000;
/** Real limits, but smaller, so that faults take their turn often. */
const LIMITS = { connectMs: 1_000, headersMs: 1_500, totalMs: 2_500, maxBytes: 5 * 1024 * 1024 };
/** Reading threads are given up after five seconds without work, idle connections after four seconds. */
const COOL_DOWN_MS = 6_000;
/** What the heap may grow from the second quarter of the time to the last, in MB, beside noise. */
const HEAP_ALLOWANCE = 5;

/** What the process holds at a moment; file handles only where they can be counted. */
interface Sample {
  readonly minute: number;
  readonly polls: number;
  readonly failed: number;
  readonly sockets: number;
  readonly handles: number | undefined;
  readonly 'heap, MB': number;
  readonly 'resident, MB': number;
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const durationMs = Number(values.minutes) * 60_000;
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const counts = { polls: 0, failed: 0 };
const startMs = performance.now();

const origin = fork(new URL('soak-origin.ts', import.meta.url), [String(FEEDS)]);
const [port] = await once(origin, 'message');
const folder = mkdtempSync(join(tmpdir(), 'vigia-soak-'));
const before = takeSample();
const samples: Sample[] = [];
try {
  await soak();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const after = takeSample();
origin.disconnect();
judge();

async function soak(): Promise<void> {
  const db = await openDatabase({ kind: 'sqlite', path: join(folder, 'soak.db') });
  const feeds = listBenchFeeds(FEEDS, Number(port));
  await syncFeeds(db, feeds, initialPollState(new Date()));
  {
    await using stack = new AsyncDisposableStack();
    const poller = await openBenchPoller(
      {
        db,
        feeds,
        intervalMs: INTERVAL_MS,
        fetcher: { limits: LIMITS, spacingMs: 0 },
        onOutcome: (_, { kind }) => {
          counts.polls += 1;
          if (kind === 'failed') counts.failed += 1;
        },
        logLevel: 'fatal',
      },
      stack,
    );
    let nextSampleMs = SAMPLE_MS;
    while (performance.now() - startMs < durationMs) {
      await poller.begin();
      await sleep(TICK_MS);
      if (performance.now() - startMs < nextSampleMs) continue;
      nextSampleMs += SAMPLE_MS;
      samples.push(takeSample());
      console.log(JSON.stringify(samples.at(-1)));
    }
    await poller.idle();
  }
  await db.destroy();
  await sleep(COOL_DOWN_MS);
}

function takeSample(): Sample {
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    minute: Math.round((performance.now() - startMs) / 6_000) / 10,
    ...counts,
    sockets: process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length,
    handles: existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : undefined,
    'heap, MB': Math.round(heapUsed / 1024 / 102.4) / 10,
    'resident, MB': Math.round(rss / 1024 / 1024),
  };
}

function heapOf(part: readonly Sample[]): number {
  return part.reduce((sum, sample) => sum + sample['heap, MB'], 0) / part.length;
}

/** What the heap grew by once it was warm; a run too short to tell has grown by nothing. */
function findHeapGrowth(): number {
  const quarter = Math.floor(samples.length / 4);
  if (quarter === 0) return 0;
  return heapOf(samples.slice(-quarter)) - heapOf(samples.slice(quarter, 2 * quarter));
}

function judge(): void {
  const heapGrowth = findHeapGrowth();
  const left = {
    sockets: after.sockets - before.sockets,
    'file handles': (after.handles ?? 0) - (before.handles ?? 0),
    'heap growth, MB': Math.round(heapGrowth * 10) / 10,
  };
  console.table({ before, after });
  console.table(left);
  const isTight = left.sockets <= 0 && left['file handles'] <= 0 && heapGrowth < HEAP_ALLOWANCE;
  console.log(isTight ? 'Nothing leaked.' : 'Something leaked.');
  process.exitCode = isTight ? 0 : 1;
}
