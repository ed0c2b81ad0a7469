import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { syncDestinations } from '../../../src/db/deliveries/destinations.ts';
import { openDatabase, type Db } from '../../../src/db/engine/open.ts';
import { sqliteDialect } from '../../../src/db/engine/sqlite.ts';
import type { Tables } from '../../../src/db/engine/tables.ts';
import { destination } from '../../support/builders.ts';
import { temporaryFolder } from '../../support/command.ts';
import { after, listDigests, openTurns, report, START } from '../../support/digest-turns.ts';

const TWO_TOPICS = ['talks', 'oil'];

/** A database in a folder that goes with it, and how many statements were asked of it. */
async function openCounted() {
  const stack = new AsyncDisposableStack();
  const path = join(stack.use(temporaryFolder()).path, 'digests.db');
  await (await openDatabase({ kind: 'sqlite', path })).destroy();
  let statements = 0;
  const db: Db = new Kysely<Tables>({ dialect: sqliteDialect(path), log: () => void (statements += 1) });
  stack.defer(() => db.destroy());
  return {
    db,
    takeCount() {
      const count = statements;
      statements = 0;
      return count;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** So many readers of the same and of other topics, who have been alerted of nothing, and two stories. */
async function subscribe(db: Db, count: number): Promise<void> {
  const topics = [TWO_TOPICS, ['oil'], ['talks']];
  await syncDestinations(
    db,
    Array.from({ length: count }, (_, index) =>
      destination({ id: `d-${String(index).padStart(4, '0')}`, topics: topics[index % 3] ?? TWO_TOPICS }),
    ),
  );
  await openTurns(db)(START);
  await report(db, after(1));
  await report(db, after(2), { about: 'talks' });
}

test('what many destinations share is asked of the database once, not once for each', async () => {
  const counts: number[] = [];
  for (const destinations of [6, 48]) {
    await using counted = await openCounted();
    await subscribe(counted.db, destinations);
    counted.takeCount();
    await openTurns(counted.db)(after(8));
    counts.push(counted.takeCount());
    expect(await listDigests(counted.db)).toHaveLength(destinations);
  }
  expect(counts[1]).toBe(counts[0]);
});

test('while many digests are written, everything else goes on in between', async () => {
  await using counted = await openCounted();
  await subscribe(counted.db, 300);
  const over = new AbortController();
  let turns = 0;
  const others = (async () => {
    for (; !over.signal.aborted; turns += 1) await nextTurn();
  })();
  await openTurns(counted.db)(after(8));
  over.abort();
  await others;
  expect(turns).toBeGreaterThanOrEqual(6);
});

test('one digest that cannot be queued keeps none of those that are queued with it from theirs', async () => {
  await using counted = await openCounted();
  const { db } = counted;
  await subscribe(db, 9);
  await sql`create trigger refuse before insert on outbox when new.destination_id = 'd-0004'
    begin select raise(abort, 'the destination is gone'); end`.execute(db);
  await openTurns(db)(after(8));
  const told = (await listDigests(db)).map(({ key }) => key.slice(-6));
  expect(told).toEqual([0, 1, 2, 3, 5, 6, 7, 8].map((index) => `d-000${String(index)}`));
  await sql`drop trigger refuse`.execute(db);
  await openTurns(db)(after(8.1));
  expect((await listDigests(db)).at(-1)?.key).toBe('digest:daily:2026-03-01:d-0004');
});
