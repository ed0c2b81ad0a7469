import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { stringify } from 'yaml';
import { openDatabase, type Db, type Storage } from '../../src/db/engine/open.ts';
import {
  openLoopbackDiscord,
  type LoopbackDiscord,
  type LoopbackDiscordOptions,
} from '../../src/demo/discord/loopback-discord.ts';
import { writeFeed, type DatedEntry } from '../../src/demo/feed-writers.ts';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { laterReport, report } from './reports.ts';

const CONFIG = join(import.meta.dirname, '../../config');
const SUBJECT = 'venezuela-us';
/** Loopback addresses of their own, so that politeness towards one host keeps none of them waiting. */
const ADDRESSES = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
/** A run is short, so Discord's five messages in five seconds are widened with it. */
const PACE = { messages: { limit: 50, windowMs: 1000 } };

export const CHANNELS = [
  { id: 'everything', topics: 'all', language: 'en' },
  { id: 'petroleo', topics: ['oil'], language: 'es' },
  { id: 'conversas', topics: ['talks', 'migration', 'strikes'], language: 'pt' },
] as const;

/** A small internet for the program: it lives on in this process, whatever becomes of the program. */
export interface World extends AsyncDisposable {
  readonly discord: LoopbackDiscord;
  /** Where the program runs, and all of its environment. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The channel that each destination posts to, by the destination's id. */
  readonly channelIds: ReadonlyMap<string, string>;
  /** Reads the program's database beside it; makes one if the program has not done so yet. */
  readonly read: <Result>(query: (db: Db) => Promise<Result>) => Promise<Result>;
  /** Where the program's rows live. */
  readonly storage: Storage;
  /** Asked at every visit to a feed for what is answered instead of it; undefined for the feed itself. */
  readonly disturbFeeds: (disturb: () => Reply | undefined) => void;
  /** The program's clock is ahead of this machine's by so much from now on, and Discord's as it was. */
  readonly moveClock: (aheadMs: number) => void;
  /** How far the program's clock is ahead. */
  readonly clockAheadMs: () => number;
  /** How long it is until the hour at which every channel is sent a digest. */
  readonly untilDigestsMs: () => number;
  /** The next reports appear at the feeds: each at one, every third at two of them, and some are reported on later. */
  readonly publish: (count: number) => void;
  /** What has appeared so far, as `feed guid`. */
  readonly listPublished: () => readonly string[];
  /** Whatever waits in the database waits so much less, and Discord's clock goes on alike. All feeds become due. */
  readonly letTimePass: (ms: number) => Promise<void>;
}

/** Opens a world whose feeds hold a few reports already. */
export async function openWorld(
  storage: 'sqlite' | Storage = 'sqlite',
  options: Partial<LoopbackDiscordOptions> = {},
): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'vigia-world-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const discord = stack.use(
    await openLoopbackDiscord({
      rateLimits: PACE,
      guilds: [{ name: 'Newsroom', channels: CHANNELS.map(({ id }) => ({ name: id })) }],
      ...options,
    }),
  );
  const origins: Origin[] = [];
  for (const address of ADDRESSES) origins.push(stack.use(await openOrigin({ address })));
  const channelIds = new Map(discord.channels().map(({ id, name }) => [name, id]));
  writeConfiguration(folder, origins, channelIds);
  const place = storage === 'sqlite' ? sqliteIn(folder) : storage;
  const read: World['read'] = async (query) => {
    await using reading = new AsyncDisposableStack();
    const db = await openDatabase(place);
    reading.defer(() => db.destroy());
    return await query(db);
  };
  const presses = openPresses(origins);
  const clock = openClock(folder);
  const parts = stack.move();
  return {
    discord,
    folder,
    channelIds,
    storage: place,
    read,
    ...presses,
    ...clock,
    environment: { ...toEnvironment(discord, place), ...clockVariables(folder) },
    async letTimePass(ms) {
      discord.advance(ms);
      await patiently(() =>
        read((db) => db.transaction().execute((transaction) => passTime(transaction, ms))),
      );
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** At which hour, told locally, channels that ask for nothing else are sent their digests. */
const DIGEST_HOUR = 20;
const HOUR_MS = 3_600_000;

/** Returns a zone in which the hour of digests comes after the run, between one and two hours from now. */
function zoneBeforeDigests(now: Date): string {
  const west = ((now.getUTCHours() - (DIGEST_HOUR - 2) + 36) % 24) - 12;
  return `Etc/GMT${west < 0 ? '' : '+'}${String(west)}`;
}

/**
 * Writes beside a program that writes all the time: on SQLite whoever waits for the lock has no place in a line, and may
 * find it taken again and again.
 */
async function patiently(write: () => Promise<void>, attempts = 6): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (attempts <= 1) throw error;
    await sleep(200);
    await patiently(write, attempts - 1);
  }
}

const clockFileIn = (folder: string): string => join(folder, 'clock');

/** The program is the one that is shipped; only what it takes the time from is put before it. */
const clockVariables = (folder: string): Record<string, string> => ({
  CLOCK_FILE: clockFileIn(folder),
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'moved-clock.ts')).href}`,
});

function openClock(folder: string): Pick<World, 'moveClock' | 'clockAheadMs' | 'untilDigestsMs'> {
  let ahead = 0;
  const moveClock = (aheadMs: number): void => {
    ahead = aheadMs;
    writeFileSync(clockFileIn(folder), String(aheadMs));
  };
  moveClock(0);
  const digestsAtMs = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS;
  return { moveClock, clockAheadMs: () => ahead, untilDigestsMs: () => digestsAtMs - Date.now() };
}

const sqliteIn = (folder: string): Storage => ({ kind: 'sqlite', path: join(folder, `data/${SUBJECT}.db`) });

function toEnvironment({ apiUrl, token }: LoopbackDiscord, storage: Storage): Record<string, string> {
  return {
    VIGIA_CONFIG_DIR: 'config',
    VIGIA_TICK_SECONDS: '1',
    VIGIA_MIN_POLL_SECONDS: '1',
    VIGIA_TIME_ZONE: zoneBeforeDigests(new Date()),
    VIGIA_ALLOWED_ADDRESSES: '127.0.0.0/8',
    DISCORD_TOKEN: token,
    DISCORD_API_URL: apiUrl,
    ...(storage.kind === 'postgres' ? { DATABASE_URL: storage.url, VIGIA_UNSAFE_DATABASE: 'allow' } : {}),
  };
}

function writeConfiguration(
  folder: string,
  origins: readonly Origin[],
  channelIds: ReadonlyMap<string, string>,
): void {
  const config = join(folder, 'config');
  cpSync(CONFIG, config, { recursive: true });
  const feeds = origins.map((origin, index) => ({
    id: `feed-${String(index)}`,
    url: origin.url('/feed'),
    outlet: { name: `Outlet ${String(index)}`, kind: 'independent' },
    language: 'es',
  }));
  writeFileSync(join(config, SUBJECT, 'feeds.yaml'), stringify({ feeds }));
  const destinations = [...channelIds].map(([id, channel]) => ({
    ...(CHANNELS.find((one) => one.id === id) ?? { id, topics: 'all', language: 'en' }),
    channel,
  }));
  writeFileSync(join(config, 'destinations.yaml'), stringify({ destinations }));
  writeStoryModel(join(config, SUBJECT, 'pair-weights.json'));
}

/** Only reports in the same words are one event here, so that the number of alerts depends on nothing learned. */
function writeStoryModel(path: string): void {
  const learned: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const sameWords = {
    weights: { 'words.cosine': 200 },
    bias: -172,
    calibration: { slope: 1, shift: 0 },
    threshold: 0.5,
  };
  writeFileSync(path, JSON.stringify(Object.assign({}, learned, sameWords)));
}

/** A report is followed by a later one when so many others have appeared. */
const LATER_BY = 8;

const undisturbed = (): Reply | undefined => undefined;

/** Prints the feeds: every report at one of them, and every third at the next one, too, under its own address. */
function openPresses(origins: readonly Origin[]): Pick<World, 'publish' | 'listPublished' | 'disturbFeeds'> {
  const feeds = origins.map(() => new Array<DatedEntry>());
  let number = 0;
  let disturbance = undisturbed;
  const publish = (count: number): void => {
    for (const last = number + count; number < last; number += 1) {
      const entry = report(number, new Date());
      feeds[number % feeds.length]?.unshift(entry);
      if (number % 3 === 0) feeds[(number + 1) % feeds.length]?.unshift(copyOf(entry));
      const later = laterReport(number - LATER_BY, new Date());
      if (later !== undefined) feeds[(number + 2) % feeds.length]?.unshift(later);
    }
  };
  for (const [index, origin] of origins.entries()) {
    origin.set(
      '/feed',
      () => disturbance() ?? { kind: 'document', body: documentOf(origin, feeds[index] ?? []), etag: false },
    );
  }
  publish(2 * feeds.length);
  return {
    publish,
    disturbFeeds: (disturb) => (disturbance = disturb),
    listPublished: () =>
      feeds.flatMap((entries, index) => entries.map(({ guid }) => `feed-${String(index)} ${guid}`)),
  };
}

const copyOf = (entry: DatedEntry): DatedEntry => ({
  ...entry,
  guid: `${entry.guid}/copy`,
  link: `${entry.link}/copy`,
});

function documentOf(origin: Origin, entries: readonly DatedEntry[]): string {
  const site = origin.url('');
  const channel = { title: 'Reports', description: '', site, language: 'es', updated: new Date() };
  return writeFeed('rss', channel, entries);
}

async function passTime(db: Db, ms: number): Promise<void> {
  await db.updateTable('feeds').set({ due_at: 0 }).execute();
  await db
    .updateTable('outbox')
    .set({
      due_at: sql`due_at - ${ms}`,
      lease_until: sql`lease_until - ${ms}`,
      created_at: sql`created_at - ${ms}`,
    })
    .execute();
}
