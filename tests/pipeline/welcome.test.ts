import { expect, test } from 'vitest';
import { initialPollState } from '../../src/core/polling/poll-state.ts';
import { listPolledFeeds, savePoll, syncFeeds } from '../../src/db/feeds/feeds.ts';
import { saveDestination, syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { sayWelcome } from '../../src/core/messages/say-welcome.ts';
import { finishSeeding, isSeeding, welcomeNew } from '../../src/pipeline/delivering/welcome.ts';
import { destination, entry, feed } from '../support/builders.ts';
import { configuration, minutesAgo, NOON, openWatch, type Watch } from '../support/watch.ts';

const { subject } = configuration;
const HOUR = 60;
const licence = entry();
const flight = entry({
  link: 'https://one.example/flight',
  title: 'Deportation flight lands in Caracas with migrants from the United States',
  text: 'The plane brought 214 Venezuelans deported by the United States.',
});
const destinations = [
  destination({ id: 'migracion', topics: ['migration'], language: 'es' }),
  destination({ id: 'oil', topics: ['oil'] }),
];

/** A new installation with two feeds, of which so many have been visited. */
async function openNewWatch(visited: number): Promise<Watch> {
  const watch = await openWatch({ destinations, isSeeding: () => true });
  const feeds = ['one', 'two'].map((id) => feed({ id }));
  await syncFeeds(watch.db, feeds, initialPollState(NOON));
  for (const { id, state } of (await listPolledFeeds(watch.db)).slice(0, visited))
    await savePoll(watch.db, id, { state: { ...state, state: 'ok', lastPolledAt: NOON } });
  return watch;
}

/** One turn: the first look ends when it may, and then whoever is new is welcomed. */
async function finish({ db }: Watch, now = NOON): Promise<boolean> {
  const isOver = await finishSeeding({ db, startedAt: NOON }, now);
  if (isOver) await welcomeNew({ db, subject }, now);
  return isOver;
}

test('a new installation tells each destination once what the last 24 hours brought on its topics', async () => {
  await using watch = await openNewWatch(2);
  const old = entry({
    link: 'https://one.example/old',
    title: 'U.S. Coast Guard boards tanker Skipper with Venezuelan crude off Grenada',
    text: 'The vessel had left the port of José two days earlier.',
    published: minutesAgo(50 * HOUR),
  });
  await watch.read('one', [licence, flight, old], { baseline: true });
  expect(await watch.owedKeys()).toEqual([]);
  expect(await finish(watch)).toBe(true);
  expect(await finish(watch)).toBe(true);
  const owed = await watch.owed();
  expect(owed.map(({ key }) => key)).toEqual(['welcome:migracion', 'welcome:oil']);
  expect(owed[0]?.message).toMatchObject({
    kind: 'welcome',
    language: 'es',
    feedCount: 2,
    stories: [{ headline: flight.title }],
    moreCount: 0,
    silent: true,
  });
  expect(owed[1]?.message).toMatchObject({ stories: [{ headline: licence.title }], moreCount: 0 });
});

test('a story that the welcome told of is not announced when another outlet reports it', async () => {
  await using watch = await openNewWatch(2);
  await watch.read('one', [licence], { baseline: true });
  await finish(watch);
  await watch.read('two', [entry({ link: 'https://two.example/x', text: 'Six more months, it said.' })]);
  expect(await watch.owedKeys()).toEqual(['welcome:migracion', 'welcome:oil']);
  expect(await watch.states()).toEqual({ baseline: 1, kept: 1 });
});

test('a story that the welcome told of is announced once a report adds more than it repeats', async () => {
  await using watch = await openNewWatch(2);
  await watch.read('one', [licence], { baseline: true });
  await finish(watch);
  const text =
    'Reliance of India and Repsol of Spain get licences 45 and 46 as well. Senator Marco Rubio told reporters in Madrid that 300,000 barrels a day may flow to refineries in Texas and Louisiana.';
  await watch.read('two', [entry({ link: 'https://two.example/x', text })]);
  expect(await watch.owedKeys()).toEqual(['welcome:migracion', 'welcome:oil', 'alert:1:oil']);
});

test('the welcome waits for every feed, but not longer than two minutes', async () => {
  await using watch = await openNewWatch(1);
  expect(await finish(watch)).toBe(false);
  expect(await isSeeding(watch.db)).toBe(true);
  expect(await watch.owedKeys()).toEqual([]);
  expect(await finish(watch, new Date(NOON.getTime() + 2 * 60_000))).toBe(true);
  expect(await isSeeding(watch.db)).toBe(false);
  expect(await watch.owedKeys()).toHaveLength(2);
});

test('a channel that is added later is told what the last 24 hours brought, and nobody else again', async () => {
  await using watch = await openNewWatch(2);
  await watch.read('one', [licence, flight], { baseline: true });
  await finish(watch);
  const later = destination({ id: 'c-7', address: '100000000000000007', topics: ['oil'] });
  await saveDestination(watch.db, later, { isWelcomed: false, now: NOON });
  await finish(watch);
  await finish(watch);
  expect(await watch.owedKeys()).toEqual(['welcome:migracion', 'welcome:oil', 'welcome:c-7']);
  expect((await watch.owed()).at(-1)?.message).toMatchObject({ stories: [{ headline: licence.title }] });
});

test('a first run at the terminal uses up no other destination’s welcome', async () => {
  await using watch = await openNewWatch(2);
  const terminal = destination({ id: 'terminal', platform: 'terminal', address: '' });
  await syncDestinations(watch.db, [terminal]);
  await watch.read('one', [licence], { baseline: true });
  await finish(watch);
  await syncDestinations(watch.db, destinations);
  await finish(watch);
  expect(await watch.owedKeys()).toEqual(['welcome:terminal', 'welcome:migracion', 'welcome:oil']);
});

/** Ends the first look at two feeds, of which so many have answered, and returns the words of the welcome. */
async function welcomeAfter(answered: number, language: 'en' | 'es'): Promise<string> {
  await using watch = await openWatch({ destinations: [destination({ id: 'd', language })] });
  await syncFeeds(
    watch.db,
    ['one', 'two'].map((id) => feed({ id })),
    initialPollState(NOON),
  );
  for (const [index, { id, state }] of (await listPolledFeeds(watch.db)).entries()) {
    const success = index < answered ? { lastSuccessAt: NOON } : {};
    await savePoll(watch.db, id, { state: { ...state, lastPolledAt: NOON, ...success } });
  }
  await finish(watch);
  const [owed] = await watch.owed();
  return owed?.message.kind === 'welcome' ? sayWelcome(owed.message) : '';
}

test('the welcome does not take feeds that gave no answer for feeds with nothing new', async () => {
  expect(await welcomeAfter(0, 'en')).toMatch(/^None of the 2 feeds has answered yet; I keep asking\./);
  expect(await welcomeAfter(0, 'es')).toMatch(/^Ninguna de las 2 fuentes ha respondido aún/);
  expect(await welcomeAfter(1, 'en')).toMatch(
    /^The first look at 2 feeds is done \(no answer yet: 1\)\. Nothing/,
  );
  expect(await welcomeAfter(2, 'en')).toMatch(/^The first look at 2 feeds is done\. Nothing/);
});
