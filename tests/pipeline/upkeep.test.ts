import { expect, test } from 'vitest';
import { findDifferences } from '../../src/core/audit.ts';
import { DEFAULT_RETENTION } from '../../src/core/retention.ts';
import { findBalances, findLooseEnds } from '../../src/db/upkeep/tallies.ts';
import { removeAged } from '../../src/pipeline/upkeep.ts';
import { entry, quietLog } from '../support/builders.ts';
import { NOON, openWatch, type Watch } from '../support/watch.ts';

const afterDays = (days: number): Date => new Date(NOON.getTime() + days * 86_400_000);
/** An undated entry would be news at any time, were it not known. */
const undated = (number: number) => {
  const { published: _, ...rest } = entry({
    guid: `licence-${String(number)}`,
    link: `https://one.example/${String(number)}`,
  });
  return rest;
};
const choir = entry({ link: 'https://one.example/choir', title: 'Choir sings again', text: 'A mass.' });

const upkeep = (watch: Watch, days: number): Promise<void> =>
  removeAged(
    { db: watch.db, retention: DEFAULT_RETENTION, log: quietLog },
    afterDays(days),
    new AbortController().signal,
  );

const audit = async ({ db }: Watch): Promise<string[]> =>
  findDifferences(await findBalances(db), await findLooseEnds(db));

async function openOldWatch(): Promise<Watch> {
  const watch = await openWatch();
  await watch.read('one', [undated(1), choir]);
  await watch.db.updateTable('outbox').set({ state: 'sent', message_id: '1' }).execute();
  await watch.db.updateTable('stories').set({ closed: 1 }).execute();
  return watch;
}

test.each([
  [1, { articles: 2, stories: 1, outbox: 1, entries: 2 }],
  [8, { articles: 1, stories: 1, outbox: 1, entries: 2 }],
  [91, { articles: 1, stories: 1, outbox: 0, entries: 2 }],
  [181, { articles: 1, stories: 1, outbox: 0, entries: 1 }],
  [731, { articles: 0, stories: 0, outbox: 0, entries: 1 }],
])('after %i days what is needed no longer is gone, and the books balance', async (days, rows) => {
  await using watch = await openOldWatch();
  await upkeep(watch, days);
  expect(await watch.countRows()).toMatchObject(rows);
  expect(await audit(watch)).toEqual([]);
});

test('texts and evidence go before headline, outlet and scores', async () => {
  await using watch = await openOldWatch();
  const before = await watch.db.selectFrom('articles').selectAll().where('relevant', '=', 1).execute();
  await upkeep(watch, 91);
  const [after] = await watch.db.selectFrom('articles').selectAll().where('relevant', '=', 1).execute();
  expect(after).toMatchObject({ title: before[0]?.title, outlet: before[0]?.outlet, text: '' });
  expect(before[0]?.assessment).toContain('"feature"');
  expect(after?.assessment).not.toContain('"feature"');
});

test('a feed that still shows an entry years later makes no news of it', async () => {
  await using watch = await openOldWatch();
  await upkeep(watch, 800);
  await watch.read('one', [undated(1), choir], { now: afterDays(800) });
  expect(await watch.countRows()).toMatchObject({ stories: 0, outbox: 0 });
});
