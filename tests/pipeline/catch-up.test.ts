import { expect, test } from 'vitest';
import { hastenFeeds } from '../../src/db/feeds/feeds.ts';
import { finishCatchUp } from '../../src/pipeline/delivering/catch-up.ts';
import { destination } from '../support/builders.ts';
import { document, licence, openPolling, type Polling } from '../support/polling.ts';
import { configuration } from '../support/watch.ts';

const { subject } = configuration;
const HOUR_MS = 3_600_000;
const destinations = [
  destination({ id: 'oil', topics: ['oil'] }),
  destination({ id: 'migracion', topics: ['migration'], language: 'es' }),
  destination({ id: 'digest', topics: ['oil', 'migration'], level: 'digest' }),
];
const flight = {
  ...licence,
  guid: '2',
  link: 'https://one.example/2',
  title: 'Deportation flight lands in Caracas with migrants from the United States',
  text: 'The plane brought 214 Venezuelans deported by the United States.',
};

/** A watch whose feeds have had their first look, with nothing in them. */
async function openSettled(ids: readonly string[]): Promise<Polling> {
  const polling = await openPolling(ids, { destinations });
  for (const id of ids) polling.origin.set(`/${id}`, document([]));
  await polling.poll();
  return polling;
}

const at = (polling: Polling, hoursAgo: number): Date =>
  new Date(polling.now().getTime() - hoursAgo * HOUR_MS);
const dated = (entry: typeof licence, published: Date) => ({ ...entry, published, updated: published });
const finish = ({ watch, now }: Polling) => finishCatchUp({ db: watch.db, subject }, now());

test('what piled up while the program was off is one message for each destination that would have had alerts', async () => {
  await using polling = await openSettled(['one', 'two']);
  const offSince = (await polling.stateOf('one')).dueAt;
  polling.waitADay();
  polling.origin.set('/one', document([dated(flight, at(polling, 3)), dated(licence, at(polling, 9))]));
  polling.origin.set('/two', document([{ ...dated(flight, at(polling, 2)), link: 'https://two.example/2' }]));
  await polling.poll();
  expect(await polling.watch.owedKeys()).toEqual([]);
  for (let again = 0; again < 3; again += 1) await finish(polling);
  const owed = await polling.watch.owed();
  expect(owed.map(({ key }) => key)).toEqual(['catch-up:1:migracion', 'catch-up:1:oil']);
  expect(owed[0]?.message).toMatchObject({
    kind: 'catch-up',
    language: 'es',
    since: offSince,
    stories: [{ headline: flight.title }],
    moreCount: 0,
    silent: true,
  });
  expect(owed[1]?.message).toMatchObject({ stories: [{ headline: licence.title }] });
  expect(await polling.watch.states()).toEqual({ kept: 3 });
  expect((await polling.watch.ledger())[0]?.reason).toContain('left to the summary of the outage');
});

test('what came out within the last hour is announced all the same', async () => {
  await using polling = await openSettled(['one']);
  polling.waitADay();
  polling.origin.set('/one', document([dated(flight, at(polling, 0.5)), dated(licence, at(polling, 9))]));
  await polling.poll();
  await finish(polling);
  const [alert, summary] = await polling.watch.owed();
  expect(alert?.message).toMatchObject({ kind: 'alert', story: { headline: flight.title } });
  expect(summary?.message).toMatchObject({ kind: 'catch-up', stories: [{ headline: licence.title }] });
  expect(await polling.watch.states()).toEqual({ kept: 1, posted: 1 });
});

test('the summary waits for every feed that was missed, and a later outage has one of its own', async () => {
  await using polling = await openSettled(['one', 'two']);
  polling.waitADay();
  polling.origin.set('/one', document([dated(licence, at(polling, 9))]));
  polling.origin.set('/two', { kind: 'stall', where: 'headers' });
  const polled = polling.poll();
  await expect.poll(() => polling.watch.states(), { timeout: 5_000 }).toEqual({ kept: 1 });
  await finish(polling);
  expect(await polling.watch.owedKeys()).toEqual([]);
  await polled;
  await finish(polling);
  expect(await polling.watch.owedKeys()).toEqual(['catch-up:1:oil']);
  polling.waitADay();
  polling.origin.set('/two', document([dated(flight, at(polling, 9))]));
  await polling.poll();
  await finish(polling);
  expect(await polling.watch.owedKeys()).toEqual(['catch-up:1:oil', 'catch-up:2:migracion']);
});

test('when the network comes back, every feed it had kept away is visited at once, and there is one summary', async () => {
  const ids = ['one', 'two', 'three'];
  await using polling = await openSettled(ids);
  for (const id of ids) polling.origin.set(`/${id}`, { kind: 'reset', where: 'headers' });
  for (let visit = 0; visit < 5; visit += 1) {
    await polling.waitUntilDue('one');
    await polling.poll();
  }
  for (const id of ids) expect(await polling.stateOf(id)).toMatchObject({ state: 'down' });
  polling.origin.set('/one', document([dated(licence, at(polling, 3))]));
  polling.origin.set('/two', document([dated(flight, at(polling, 3))]));
  polling.origin.set('/three', document([]));
  await hastenFeeds(polling.watch.db, ['one'], polling.now());
  await polling.poll();
  await finish(polling);
  expect(await polling.watch.owedKeys()).toEqual([]);
  await polling.poll();
  for (const id of ids) expect(await polling.stateOf(id)).toMatchObject({ state: 'ok' });
  await finish(polling);
  expect(await polling.watch.owedKeys()).toEqual(['catch-up:1:migracion', 'catch-up:1:oil']);
});

test('a story that the summary told of is not announced when another outlet reports it', async () => {
  await using polling = await openSettled(['one', 'two']);
  polling.waitADay();
  polling.origin.set('/one', document([dated(licence, at(polling, 9))]));
  await polling.poll();
  await finish(polling);
  await polling.waitUntilDue('two');
  polling.origin.set('/two', document([{ ...dated(licence, polling.now()), link: 'https://two.example/1' }]));
  await polling.poll();
  await finish(polling);
  expect(await polling.watch.owedKeys()).toEqual(['catch-up:1:oil']);
  expect(await polling.watch.states()).toEqual({ kept: 2 });
});

test('after an outage without news on the subject nobody is told anything', async () => {
  await using polling = await openSettled(['one']);
  polling.waitADay();
  const match = { ...licence, title: 'Local team wins the cup', text: 'The match ended two to one.' };
  polling.origin.set('/one', document([dated(match, at(polling, 9))]));
  await polling.poll();
  await finish(polling);
  expect(await polling.watch.owedKeys()).toEqual([]);
});
