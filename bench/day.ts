import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openApp, type App } from '../src/app/worker.ts';
import { loadConfiguration } from '../src/config/configuration.ts';
import { loadSettings } from '../src/config/settings.ts';
import { openLog } from '../src/log.ts';
import { listBenchFeeds } from './bench-poller.ts';

/*
 * Twenty-four simulated hours at ten times the demo's load, through the real program with a virtual clock: feeds from a
 * loopback origin in a process of its own, alerts counted at the terminal's end. After a day to warm up, memory must be
 * flat, and no handle or timer may be left behind.
 */

/** The demo has twelve feeds and 75 entries a day, four in ten of them on the subject. Each report is told twice. */
const FEEDS = 120;
const REPORTS_A_DAY = 375;
const ON_SUBJECT = 0.4;
const STEP_MINUTES = 10;
const STEPS_A_DAY = (24 * 60) / STEP_MINUTES;
const START = Date.parse('2026-01-01T00:00:00Z');
const ALLOWANCE = 0.05;

const { values } = parseArgs({ options: { warm: { type: 'string', default: '1' } } });
const warmSteps = Math.round(Number(values.warm) * STEPS_A_DAY);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

interface Sample {
  readonly heapMb: number;
  readonly residentMb: number;
  readonly resources: Readonly<Record<string, number>>;
}

const clock = { at: START };
const counts = { printed: 0 };
const folder = mkdtempSync(join(tmpdir(), 'vigia-day-'));
const origin = fork(
  new URL('day-origin.ts', import.meta.url),
  [FEEDS, REPORTS_A_DAY, ON_SUBJECT].map(String),
);
const [port] = await once(origin, 'message');
const samples: Sample[] = [];
const startMs = performance.now();
try {
  await using app = await open(Number(port));
  for (let step = 0; step < warmSteps + STEPS_A_DAY; step += 1) {
    await live(app);
    if (step >= warmSteps && step % 6 === 5) samples.push(takeSample());
    if (step % 36 === 35)
      console.log(`${String(((step + 1) * STEP_MINUTES) / 60)} h`, JSON.stringify(takeSample()));
  }
  console.log(JSON.stringify(await app.totals()));
} finally {
  origin.disconnect();
  rmSync(folder, { recursive: true, force: true });
}
judge();

async function open(originPort: number): Promise<App> {
  const { value: settings } = loadSettings({
    VIGIA_DATA_DIR: folder,
    VIGIA_ALLOWED_ADDRESSES: '127.0.0.1',
    LOG_LEVEL: 'error',
  });
  if (settings === undefined) throw new Error('the settings are wrong');
  const configuration = loadConfiguration({ configDir: 'config', subject: 'venezuela-us' });
  return openApp({
    settings,
    configuration: { ...configuration, feeds: listBenchFeeds(FEEDS, originPort) },
    log: await openLog({ level: 'error', pretty: false }),
    now: () => new Date(clock.at),
    chance: () => 0.5,
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    spacingMs: 0,
    print: () => Promise.resolve(((counts.printed += 1), true)),
    colour: false,
    onFatal: fail,
    onHopeless: fail,
  });
}

function fail(reason: string): void {
  throw new Error(reason);
}

/** Time goes on, reports appear, and the program does what it does all the time. */
async function live(app: App): Promise<void> {
  clock.at += STEP_MINUTES * 60_000;
  const published = once(origin, 'message');
  origin.send(clock.at);
  await published;
  await app.poll();
  await app.deliver();
  await app.status();
}

function takeSample(): Sample {
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return { heapMb: toMb(heapUsed), residentMb: toMb(rss), resources };
}

function toMb(bytes: number): number {
  return Math.round(bytes / 1024 / 102.4) / 10;
}

function judge(): void {
  const quarter = Math.floor(samples.length / 4);
  const [second, last] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  const growth = mean(last, ({ heapMb }) => heapMb) / mean(second, ({ heapMb }) => heapMb) - 1;
  const resident =
    mean(last, ({ residentMb }) => residentMb) / mean(second, ({ residentMb }) => residentMb) - 1;
  const handles = most(last) - most(second);
  console.table({
    'simulated hours': 24,
    'messages printed': counts.printed,
    'heap, last quarter against second': `${(growth * 100).toFixed(1)} %`,
    'resident, last quarter against second': `${(resident * 100).toFixed(1)} %`,
    'handles and timers, growth': handles,
    seconds: Math.round((performance.now() - startMs) / 1000),
  });
  const isFlat = growth <= ALLOWANCE && handles <= 0;
  console.log(isFlat ? 'Memory is flat.' : 'Something grew.');
  process.exitCode = isFlat ? 0 : 1;
}

function mean(part: readonly Sample[], of: (sample: Sample) => number): number {
  return part.reduce((sum, sample) => sum + of(sample), 0) / part.length;
}

/** Connections come and go, up to one a feed; what counts is the most there ever were. */
function most(part: readonly Sample[]): number {
  const held = part.map(({ resources }) => Object.values(resources).reduce((sum, count) => sum + count, 0));
  return Math.max(...held);
}
