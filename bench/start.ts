import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { openLoopbackDiscord } from '../src/demo/discord/loopback-discord.ts';
import { openOrigin } from '../src/demo/origin.ts';
import { feedAt, loadSample } from '../src/demo/sample.ts';

/*
 * From starting the program to its first poll, and the memory it keeps, with the demo's feeds served on loopback:
 * without Discord, and with the real discord.js connected to a loopback Discord. Best and median of several starts.
 */

const ROUNDS = 5;
/** As `npm start` has them: a smaller heap, at the cost of some speed that a news monitor has to spare. */
const FLAGS = ['--max-semi-space-size=1'];
/** Long enough for every feed to be read and every welcome to be sent. */
const SETTLED_MS = 12_000;
const DAY_MS = 86_400_000;

interface Start {
  readonly firstPollMs: number;
  readonly residentMb: number;
}

async function measure(withDiscord: boolean): Promise<Start> {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-start-'));
  await using origin = await openOrigin();
  await using discord = await openLoopbackDiscord();
  const sample = loadSample();
  const start = new Date(Date.now() - 3 * DAY_MS);
  const feeds = sample.feeds.map(({ id, outlet, language }) => {
    origin.set(`/${id}`, { kind: 'document', body: feedAt(sample, id, 3 * 24 * 60, start) });
    return { id, url: origin.url(`/${id}`), outlet, language };
  });
  cpSync('config', join(folder, 'config'), { recursive: true });
  writeFileSync(join(folder, 'config', 'venezuela-us', 'feeds.yaml'), stringify({ feeds }));
  const begun = performance.now();
  const program = spawn(process.execPath, [...FLAGS, 'src/main.ts', 'run'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      VIGIA_CONFIG_DIR: join(folder, 'config'),
      VIGIA_DATA_DIR: join(folder, 'data'),
      VIGIA_ALLOWED_ADDRESSES: '127.0.0.0/8',
      DISCORD_API_URL: discord.apiUrl,
      ...(withDiscord ? { DISCORD_TOKEN: discord.token } : {}),
    },
  });
  while (origin.listRequests().length === 0) {
    if (program.exitCode !== null) throw new Error(`the program ended with ${String(program.exitCode)}`);
    await sleep(1);
  }
  const firstPollMs = (origin.listRequests()[0]?.atMs ?? 0) - begun;
  await sleep(SETTLED_MS);
  const status = readFileSync(`/proc/${String(program.pid)}/status`, 'utf8');
  const residentMb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  program.kill('SIGTERM');
  await new Promise((resolve) => program.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
  return { firstPollMs, residentMb };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

console.log('                 first poll best / median (ms)    resident best / median (MB)');
for (const withDiscord of [false, true]) {
  const starts: Start[] = [];
  for (let round = 0; round < ROUNDS; round += 1) starts.push(await measure(withDiscord));
  const polls = starts.map(({ firstPollMs }) => firstPollMs);
  const sizes = starts.map(({ residentMb }) => residentMb);
  const shown = [Math.min(...polls), median(polls), Math.min(...sizes), median(sizes)].map((value) =>
    value.toFixed(0),
  );
  console.log(`${withDiscord ? 'with Discord' : 'without Discord'}    ${shown.join(' / ')}`);
}
