import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { ingestDepsOf } from '../src/app/running/way-in.ts';
import { loadConfiguration } from '../src/config/configuration.ts';
import { loadExamples } from '../src/config/examples.ts';
import { DEFAULT_RETENTION } from '../src/core/retention.ts';
import type { Feed } from '../src/core/subject.ts';
import type { Entry } from '../src/core/types.ts';
import { syncDestinations } from '../src/db/deliveries/destinations.ts';
import { openDatabase, type Db } from '../src/db/engine/open.ts';
import { claimDeliveries } from '../src/db/deliveries/outbox.ts';
import { removeOld } from '../src/db/upkeep/retention.ts';
import { createIngest } from '../src/pipeline/stories/ingest.ts';

/*
 * A year of forty feeds with 25 entries a day each, six in a hundred of them on the subject, ten destinations, through
 * the real way in: how large the database becomes, and whether it stays fast.
 */

const FEEDS = 40;
const ENTRIES_A_DAY = 25;
const ON_SUBJECT = 0.06;
const DAY_MS = 86_400_000;
const START = new Date('2026-01-01T00:00:00Z');

const { values } = parseArgs({ options: { days: { type: 'string', default: '365' } } });
const configuration = loadConfiguration({ configDir: 'config', subject: 'venezuela-us' });
const examples = loadExamples(join('config', 'venezuela-us')).value ?? [];
const relevant = examples.filter((example) => example.relevant);
const others = examples.filter((example) => !example.relevant);
const draw = createDraw(7);

const folder = mkdtempSync(join(tmpdir(), 'vigia-year-'));
const path = join(folder, 'year.db');
const db = await openDatabase({ kind: 'sqlite', path });
try {
  await live(Number(values.days));
} finally {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function live(days: number): Promise<void> {
  const feeds: Feed[] = Array.from({ length: FEEDS }, (_, index) => ({
    id: `feed-${String(index)}`,
    url: `https://feed-${String(index)}.example/`,
    outlet: { name: `Outlet ${String(index)}`, kind: 'independent' },
    language: 'en',
    certainty: 'sure',
  }));
  const topics = configuration.subject.topics.map(({ id }) => id);
  await syncDestinations(
    db,
    Array.from({ length: 10 }, (_, index) => ({
      id: `channel-${String(index)}`,
      platform: 'discord' as const,
      address: String(100_000_000_000_000_000 + index),
      topics,
      level: 'all' as const,
      language: 'es' as const,
    })),
  );
  const ingest = createIngest(ingestDepsOf({ ...configuration, feeds }, { db, isSeeding: () => false }));
  for (let day = 0; day < days; day += 1) {
    const startMs = performance.now();
    for (const [index, feed] of feeds.entries()) {
      const now = new Date(START.getTime() + day * DAY_MS + index * 30 * 60_000);
      const entries = Array.from({ length: ENTRIES_A_DAY }, () => invent(now));
      const document = { reader: 'tolerant' as const, title: feed.id, entries };
      await ingest({ feed, document, baseline: false, now }, () => Promise.resolve());
    }
    const ingestMs = performance.now() - startMs;
    await passDay(new Date(START.getTime() + (day + 1) * DAY_MS));
    if (day % 30 === 0 || day === days - 1) await report(day + 1, ingestMs);
  }
}

/** What is owed is delivered, stories that are over are closed, and what is old goes. */
async function passDay(now: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ state: 'sent', message_id: '1' })
    .where('state', '=', 'pending')
    .execute();
  await db
    .updateTable('stories')
    .set({ closed: 1 })
    .where('closed', '=', 0)
    .where('last_report_at', '<', now.getTime() - 5 * DAY_MS)
    .execute();
  while ((await removeOld(db, DEFAULT_RETENTION, now, 500)) > 0);
}

async function report(day: number, ingestMs: number): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  const claimMs = await time(() => claimDeliveries(db, new Date(), 50));
  console.log(
    `day ${String(day).padStart(3)}: ${(statSync(path).size / 1e6).toFixed(0)} MB, ` +
      `${String(await count('entries'))} entries, ${String(await count('articles'))} articles, ` +
      `${String(await count('stories'))} stories, ${String(await count('outbox'))} deliveries; ` +
      `${((FEEDS * ENTRIES_A_DAY) / (ingestMs / 1000)).toFixed(0)} entries/s, claim ${claimMs.toFixed(1)} ms`,
  );
  if (day > 1) console.log(`         MB: ${await listSizes()}`);
}

/** Where the space goes, in MB, largest first. */
async function listSizes(): Promise<string> {
  const { rows } = await sql<{ name: string; size: number }>`select name, sum(pgsize) / 1e6 as size
    from dbstat group by name order by size desc limit 8`.execute(db);
  return rows.map(({ name, size }) => `${name} ${size.toFixed(1)}`).join(', ');
}

async function count(table: 'entries' | 'articles' | 'stories' | 'outbox'): Promise<number> {
  const handle: Db = db;
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    handle,
  );
  return rows[0]?.count ?? 0;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

function invent(now: Date): Entry {
  const from = draw() < ON_SUBJECT ? relevant : others;
  const example = from[Math.floor(draw() * from.length)];
  const number = Math.floor(draw() * 1e12).toString(36);
  const link = `https://example.org/2026/${number}/${example?.id ?? ''}`;
  return {
    guid: link,
    link,
    title: `${example?.title ?? ''} (${number})`,
    text: example?.description ?? '',
    content: '',
    published: new Date(now.getTime() - draw() * 3_600_000),
  };
}

/** A sequence of numbers in [0, 1), always the same (mulberry32). */
function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
