import { expect, test } from 'vitest';
import { finishCatchUp } from '../../src/pipeline/delivering/catch-up.ts';
import { destination } from '../support/builders.ts';
import { document, licence, openPolling } from '../support/polling.ts';
import { configuration } from '../support/watch.ts';

const HOUR_MS = 3_600_000;
const SUBSCRIBERS = 1_500;
/** Laid out anew for every reader, this backlog takes about five seconds. */
const LONGEST_MS = 2_500;

test('a backlog is summed up for thousands at once, and others get their turn between two of its stories', async () => {
  const destinations = Array.from({ length: SUBSCRIBERS }, (_, index) =>
    destination({ id: `to-${String(index)}`, topics: ['oil', 'migration'] }),
  );
  await using polling = await openPolling(['one'], { destinations });
  polling.origin.set('/one', document([]));
  await polling.poll();
  polling.waitADay();
  const published = new Date(polling.now().getTime() - 9 * HOUR_MS);
  const entries = [
    { title: licence.title, text: licence.text },
    {
      title: 'Deportation flight lands in Caracas with migrants from the United States',
      text: 'The plane brought 214 Venezuelans deported by the United States.',
    },
  ].map((one, index) => ({
    ...licence,
    ...one,
    guid: String(index),
    link: `https://one.example/${String(index)}`,
    text: `${one.text} `.repeat(30),
    published,
    updated: published,
  }));
  polling.origin.set('/one', document(entries));
  await polling.poll();
  const { count } = await polling.watch.db
    .selectFrom('stories')
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  let turns = 0;
  let isOver = false;
  const takeTurn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(takeTurn);
  };
  setImmediate(takeTurn);
  const before = performance.now();
  await finishCatchUp({ db: polling.watch.db, subject: configuration.subject }, polling.now());
  isOver = true;
  const tookMs = performance.now() - before;
  expect(count).toBe(2);
  expect(turns).toBeGreaterThanOrEqual(count);
  expect(tookMs).toBeLessThan(LONGEST_MS);
  expect(await polling.watch.owedKeys()).toHaveLength(SUBSCRIBERS);
});
