import { describe, expect, test } from 'vitest';
import { findDifferences } from '../../src/core/audit.ts';
import { insertEntry } from '../../src/db/feeds/entries.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { addTally, dayOf, findBalances, findLooseEnds } from '../../src/db/upkeep/tallies.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOW = new Date('2026-03-01T23:59:59Z');
const TOMORROW = new Date('2026-03-02T00:00:01Z');

async function read(db: Db, link: string, readAt: Date): Promise<void> {
  const keys = { link, text: link };
  await insertEntry(db, { feedId: 'one', keys, verdict: { state: 'off-subject', reason: '' }, readAt });
  await addTally(db, 'entries', dayOf(readAt), 1);
}

const audit = async (db: Db, day?: Date): Promise<string[]> =>
  findDifferences(
    await findBalances(db, day === undefined ? undefined : dayOf(day)),
    await findLooseEnds(db),
  );

describe.for(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)('books balance day by day and over all days', async () => {
    await using db = await openFresh(engine);
    await read(db, 'a', NOW);
    await read(db, 'b', NOW);
    await read(db, 'c', TOMORROW);
    expect(await audit(db)).toEqual([]);
    const [entries] = await findBalances(db, dayOf(NOW));
    expect(entries).toMatchObject({ counted: 2, states: { 'off-subject': 2 }, removed: {} });
  });

  test.skipIf(engine.skipped !== undefined)('a row that vanished and one that appeared show', async () => {
    await using db = await openFresh(engine);
    await read(db, 'a', NOW);
    await read(db, 'b', TOMORROW);
    await db.deleteFrom('entries').where('link_key', '=', 'a').execute();
    expect(await audit(db)).toEqual(['2 entries were counted, and 1 are accounted for']);
    expect(await audit(db, TOMORROW)).toEqual([]);
    await db.deleteFrom('tallies').execute();
    expect(await audit(db, TOMORROW)).toEqual(['0 entries were counted, and 1 are accounted for']);
  });

  test.skipIf(engine.skipped !== undefined)('what was removed by age is accounted for', async () => {
    await using db = await openFresh(engine);
    await read(db, 'a', NOW);
    await db.deleteFrom('entries').execute();
    await addTally(db, 'entries:off-subject', dayOf(NOW), 1);
    expect(await audit(db)).toEqual([]);
  });

  test.skipIf(engine.skipped !== undefined)('a state that nobody knows shows', async () => {
    await using db = await openFresh(engine);
    await read(db, 'a', NOW);
    await db.updateTable('entries').set({ state: 'lost' }).execute();
    expect(await audit(db)).toEqual(['entries in the unknown state "lost"']);
  });
});
