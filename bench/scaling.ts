import { fork, type ChildProcess } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { initialPollState } from '../src/core/polling/poll-state.ts';
import { syncFeeds } from '../src/db/feeds/feeds.ts';
import { toJson } from '../src/db/engine/json.ts';
import { openDatabase, type Db } from '../src/db/engine/open.ts';
import { startPostgres } from '../tests/support/postgres.ts';
import { listBenchFeeds } from './bench-poller.ts';
import { BODY, ETAG } from './scaling-origin.ts';

/*
 * How much faster three processes poll than one, on a real PostgreSQL, when polls wait for the network; and whether
 * each feed is polled once when it is due. `--short` takes a tenth of the feeds.
 */

const FEEDS = process.argv.includes('--short') ? 1_000 : 10_000;
const PROCESSES = 3;
const GIVE_UP_MS = 300_000;
const counts = z.array(z.number());

/** What one round of visits to every feed came to. */
interface Round {
  readonly seconds: number;
  readonly notOnce: number;
}

await using postgres = await startPostgres();
if (postgres === undefined) throw new Error('no PostgreSQL for this platform');
const url = `${postgres.url}/postgres`;
const origin = fork(new URL('scaling-origin.ts', import.meta.url));
try {
  await run();
} finally {
  origin.disconnect();
}

async function run(): Promise<void> {
  const [port] = await once(origin, 'message');
  const db = await openDatabase({ kind: 'postgres', url });
  await syncFeeds(db, listBenchFeeds(FEEDS, Number(port)), initialPollState(new Date()));
  const known = { baselineAt: new Date(), etag: ETAG, bodyHash: hash('sha256', BODY, 'base64url') };
  await db
    .updateTable('feeds')
    .set({ poll_state: toJson({ ...initialPollState(new Date()), ...known }), due_at: null })
    .execute();
  const alone = await visitAll(db, String(port), 1);
  const together = await visitAll(db, String(port), PROCESSES);
  const rate = ({ seconds }: Round): number => Math.round(FEEDS / seconds);
  console.table({
    feeds: FEEDS,
    'polls per second, 1 process': rate(alone),
    [`polls per second, ${String(PROCESSES)} processes`]: rate(together),
    ratio: Number((alone.seconds / together.seconds).toFixed(2)),
    'feeds not polled exactly once': alone.notOnce + together.notOnce,
  });
  await db.destroy();
}

/** Lets so many processes visit every feed once, all of which are due. */
async function visitAll(db: Db, port: string, processes: number): Promise<Round> {
  await ask('anew');
  const pollers = Array.from({ length: processes }, (_, index) =>
    fork(new URL('scaling-poller.ts', import.meta.url), [
      url,
      port,
      String(FEEDS),
      `poller-${String(index)}`,
    ]),
  );
  await Promise.all(pollers.map((poller) => once(poller, 'message')));
  const startMs = performance.now();
  await db.updateTable('feeds').set({ due_at: Date.now() }).execute();
  let visited: readonly number[] = [];
  while (visited.length < FEEDS && performance.now() - startMs < GIVE_UP_MS) {
    await sleep(200);
    visited = await ask('counts');
  }
  const seconds = (performance.now() - startMs) / 1_000;
  // Whatever is visited twice has its chance to be.
  await sleep(3_000);
  visited = await ask('counts');
  await Promise.all(pollers.map(end));
  const notOnce = FEEDS - visited.filter((count) => count === 1).length;
  return { seconds, notOnce };
}

async function ask(question: 'anew' | 'counts'): Promise<readonly number[]> {
  origin.send(question);
  const [answer] = await once(origin, 'message');
  return counts.parse(answer);
}

async function end(poller: ChildProcess): Promise<void> {
  const ended = once(poller, 'exit');
  poller.disconnect();
  await ended;
}
