import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UI_LANGUAGES } from '../src/core/subject.ts';
import { syncDestinations } from '../src/db/deliveries/destinations.ts';
import { enqueue } from '../src/db/deliveries/outbox.ts';
import { openDatabase, type Db } from '../src/db/engine/open.ts';
import { destination, storyView } from '../tests/support/builders.ts';
import { after, openTurns, report, START } from '../tests/support/digest-turns.ts';

/*
 * Writes the digests of many destinations that are due at one hour, on SQLite in a file, and prints how long that took
 * and for how long nothing else had its turn. The number of destinations is the first argument.
 */

const DESTINATIONS = Number(process.argv[2] ?? 10_000);
const DAYS = 8;
const STORIES_A_DAY = 60;
const OUTLETS = ['EFE', 'AP', 'Gulf Wire'];
const ALERTS = 10;
/** The evening's digests are due at eight, eight hours after the start. */
const DUE = after(8 + 1 / 120);
const LOOK_MS = 5;

const topicsOf = (index: number): string[] => [['talks', 'oil'], ['oil'], ['talks']][index % 3] ?? [];

/** A week of news, and for every destination the alerts of some of it. */
async function fill(db: Db): Promise<void> {
  const told: string[] = [];
  for (let index = 0; index < DAYS * STORIES_A_DAY; index += 1) {
    const at = new Date(DUE.getTime() - 360_000 - (index / STORIES_A_DAY) * 86_400_000);
    const about = index % 2 === 0 ? 'oil' : 'talks';
    const given = { importance: (index % 97) / 100, about };
    const storyId = await report(db, at, given);
    for (const outlet of OUTLETS) await report(db, at, { ...given, storyId, outlet });
    told.push(String(storyId));
  }
  for (let index = 0; index < DESTINATIONS; index += 1) {
    const alerts = told.slice(0, ALERTS).map((storyId) => ({
      key: `alert:${storyId}:${String(index)}`,
      destinationId: `d${String(index)}`,
      storyId,
      message: { kind: 'alert', language: 'en', story: storyView(), silent: true } as const,
    }));
    await enqueue(db, alerts, after(7));
  }
}

/** Returns how long the event loop was held at a stretch while something was done, and how long that took. */
async function watch(
  act: () => Promise<void>,
): Promise<{ readonly tookMs: number; readonly heldMs: number }> {
  const beganAt = performance.now();
  let lastAt = beganAt;
  let heldMs = 0;
  const look = (): void => {
    const now = performance.now();
    heldMs = Math.max(heldMs, now - lastAt - LOOK_MS);
    lastAt = now;
  };
  const timer = setInterval(look, LOOK_MS);
  await act();
  look();
  clearInterval(timer);
  return { tookMs: performance.now() - beganAt, heldMs };
}

const folder = mkdtempSync(join(tmpdir(), 'vigia-digests-'));
const db = await openDatabase({ kind: 'sqlite', path: join(folder, 'digests.db') });
try {
  await syncDestinations(
    db,
    Array.from({ length: DESTINATIONS }, (_, index) =>
      destination({
        id: `d${String(index)}`,
        topics: topicsOf(index),
        language: UI_LANGUAGES[index % UI_LANGUAGES.length] ?? 'en',
      }),
    ),
  );
  const turn = openTurns(db);
  await turn(START);
  await db.transaction().execute(fill);
  for (const [name, at] of [
    ['nothing due', after(7)],
    ['all due', DUE],
  ] as const) {
    const { tookMs, heldMs } = await watch(() => turn(at));
    console.log(name.padEnd(12), `${tookMs.toFixed(0)} ms, held for ${heldMs.toFixed(0)} ms at most`);
  }
  const { queued } = await db
    .selectFrom('outbox')
    .select((query) => query.fn.countAll<number>().as('queued'))
    .where('kind', '=', 'digest')
    .executeTakeFirstOrThrow();
  console.log(`${String(queued)} digests queued for ${String(DESTINATIONS)} destinations`);
} finally {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
}
