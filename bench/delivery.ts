import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SlashCommandBuilder } from 'discord.js';
import { pino } from 'pino';
import { z } from 'zod';
import type { Delivery } from '../src/core/messages/message.ts';
import { syncDestinations } from '../src/db/deliveries/destinations.ts';
import { openDatabase, type Db } from '../src/db/engine/open.ts';
import { claimDeliveries, countDeliveries, enqueue, releaseClaims } from '../src/db/deliveries/outbox.ts';
import { openBot } from '../src/discord/bot.ts';
import type { Feature } from '../src/discord/command.ts';
import { openDeliverer } from '../src/pipeline/delivering/deliver.ts';
import { destination, storyView } from '../tests/support/builders.ts';

/*
 * One story and ten thousand channels, on a Discord in a process of its own that enforces its limits: how close to the 50
 * requests a second that it allows are they told, is the order of each channel kept, and are people answered meanwhile?
 */

const ALLOWED_PER_SECOND = 50;
const FLOOR = 0.95;
const PATIENCE_MS = 3_000;
/** So many channels are owed a second story, which must come after the first. */
const TWICE = 200;
const TICK_MS = 1_000;

const { values } = parseArgs({ options: { channels: { type: 'string', default: '10000' } } });
const channels = Number(values.channels);

const readySchema = z.object({ apiUrl: z.string(), token: z.string(), channelIds: z.array(z.string()) });
const reportSchema = z.object({
  messages: z.number(),
  tookMs: z.number(),
  disordered: z.number(),
  limited: z.number(),
  asked: z.number(),
  // What was never answered is infinite, and comes as nothing.
  slowestMs: z.number().nullable(),
  p99Ms: z.number().nullable(),
});

const folder = mkdtempSync(join(tmpdir(), 'vigia-delivery-'));
const db = await openDatabase({ kind: 'sqlite', path: join(folder, 'vigia.db') });
const discord = fork(new URL('delivery-discord.ts', import.meta.url), [String(channels)]);
try {
  const [ready]: unknown[] = await once(discord, 'message');
  const { apiUrl, token, channelIds } = readySchema.parse(ready);
  const owed = await owe(channelIds);
  const claimMs = await measureClaims();
  const report = await deliverAll({ apiUrl, token, owed });
  print(report, owed, claimMs);
} finally {
  discord.kill();
  await db.destroy();
  rmSync(folder, { recursive: true });
}

function idOf(index: number): string {
  return `channel-${String(index)}`;
}

function alert(index: number, story: number): Delivery {
  return {
    key: `alert:${String(story)}:${idOf(index)}`,
    destinationId: idOf(index),
    message: {
      kind: 'alert',
      language: 'en',
      story: storyView({ headline: `${String(story)} licence extended by six months` }),
      silent: true,
    },
  };
}

/** Owes every channel the story, and some of them a second one behind it. */
async function owe(channelIds: readonly string[]): Promise<number> {
  await syncDestinations(
    db,
    channelIds.map((address, index) => destination({ id: idOf(index), address })),
  );
  const deliveries = [
    ...channelIds.map((_, index) => alert(index, 1)),
    ...channelIds.slice(0, TWICE).map((_, index) => alert(index, 2)),
  ];
  const now = new Date();
  for (let from = 0; from < deliveries.length; from += 500)
    await enqueue(db, deliveries.slice(from, from + 500), now);
  return deliveries.length;
}

/** How long one claim takes while everything is owed. */
async function measureClaims(): Promise<number> {
  const rounds = 10;
  const startedMs = performance.now();
  for (let round = 0; round < rounds; round += 1) await claimDeliveries(db, new Date(), 1);
  const claimMs = (performance.now() - startedMs) / rounds;
  await releaseClaims(db);
  await db.updateTable('outbox').set({ uncertain_since: null }).execute();
  return claimMs;
}

async function deliverAll({
  apiUrl,
  token,
  owed,
}: {
  readonly apiUrl: string;
  readonly token: string;
  readonly owed: number;
}): Promise<z.infer<typeof reportSchema>> {
  const log = pino({ level: 'silent' });
  const isReady = Promise.withResolvers<void>();
  const onFatal = (reason: string): void => isReady.reject(new Error(reason));
  await using bot = openBot({
    token,
    apiUrl,
    features: [counting(db)],
    commandHash: {
      find: () => Promise.resolve(undefined),
      save: () => Promise.resolve(isReady.resolve()),
    },
    log,
    onFatal,
  });
  await isReady.promise;
  await using deliverer = openDeliverer({
    db,
    installation: 'bench',
    mayClaim: () => true,
    findSender: () => bot,
    now: () => new Date(),
    nowThere: () => bot.now() ?? new Date(),
    log,
    onFatal,
  });
  discord.send('ask');
  for (let made = 0; made < owed;) {
    await deliverer.begin();
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    made = (await countDeliveries(db))['sent'] ?? 0;
    process.stderr.write(`\r${String(made)} of ${String(owed)}`);
  }
  process.stderr.write('\n');
  discord.send('end');
  const [report]: unknown[] = await once(discord, 'message');
  return reportSchema.parse(report);
}

/** A command whose answer takes a look at the database, as those of the program do. */
function counting(handle: Db): Feature {
  return {
    commands: [
      {
        definition: new SlashCommandBuilder().setName('count').setDescription('Counts').toJSON(),
        run: async () => JSON.stringify(await countDeliveries(handle)),
      },
    ],
  };
}

function print(report: z.infer<typeof reportSchema>, owed: number, claimMs: number): void {
  const perSecond = (report.messages - 1) / (report.tookMs / 1_000);
  const share = perSecond / ALLOWED_PER_SECOND;
  console.table({
    channels,
    'messages owed': owed,
    'messages posted': report.messages,
    'seconds from the first to the last': Math.round(report.tookMs / 1_000),
    'messages a second': Number(perSecond.toFixed(2)),
    'of what Discord allows, %': Number((share * 100).toFixed(1)),
    'answers of 429': report.limited,
    'channels out of order': report.disordered,
    'questions asked meanwhile': report.asked,
    'answered after, 99th percentile, ms': report.p99Ms === null ? 'never' : Math.round(report.p99Ms),
    'answered after, at most, ms': report.slowestMs === null ? 'never' : Math.round(report.slowestMs),
    'one claim with everything owed, ms': Number(claimMs.toFixed(1)),
  });
  const isServed = report.p99Ms !== null && report.p99Ms < PATIENCE_MS;
  const isWhole = report.messages === owed && report.disordered === 0 && report.limited === 0;
  process.exitCode = share >= FLOOR && isWhole && isServed ? 0 : 1;
}
