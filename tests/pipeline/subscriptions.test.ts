import { expect, test } from 'vitest';
import type { Destination } from '../../src/core/destination.ts';
import type { Message, SendOutcome } from '../../src/core/messages/message.ts';
import { findStanding, pauseDestination, saveDestination } from '../../src/db/deliveries/destinations.ts';
import { enqueue } from '../../src/db/deliveries/outbox.ts';
import { createPauseAttendant } from '../../src/pipeline/delivering/attend-pauses.ts';
import { resumeDestination } from '../../src/pipeline/delivering/resume.ts';
import { openSubscriptions, type Subscriptions } from '../../src/pipeline/people/subscriptions.ts';
import { destination, entry, quietLog, storyView } from '../support/builders.ts';
import { configuration, minutesAgo, NOON, openWatch, type Watch } from '../support/watch.ts';

const { subject } = configuration;
const HOUR = 60;
const USER = '100000000000000009';
const place = { id: '100000000000000001', guildId: '1' };
const wishes = { topics: ['oil'], level: 'all', language: 'en' } as const;
const personal = { ...wishes, timeZone: 'UTC', isQuietAtNight: true };

interface Opened extends AsyncDisposable {
  readonly watch: Watch;
  readonly subscriptions: Subscriptions;
  readonly sent: (readonly [Destination, Message])[];
}

async function open(outcome: SendOutcome = { kind: 'sent', messageId: '1' }): Promise<Opened> {
  const watch = await openWatch({ destinations: [] });
  const sent: (readonly [Destination, Message])[] = [];
  let names = 0;
  const subscriptions = openSubscriptions({
    db: watch.db,
    subject,
    now: () => NOON,
    newName: () => `name${String((names += 1))}`,
    sendNow: (to, message) => Promise.resolve((sent.push([to, message]), outcome)),
  });
  return { watch, subscriptions, sent, [Symbol.asyncDispose]: () => watch[Symbol.asyncDispose]() };
}

const alert = (storyId: string): Message => ({
  kind: 'alert',
  language: 'en',
  story: storyView({ storyId, headline: `Story ${storyId}` }),
  silent: true,
});

test('a person’s destination is named by a word that tells nobody who they are, and keeps it', async () => {
  await using opened = await open();
  const { subscriptions } = opened;
  const { destination: first } = await subscriptions.saveOwn(USER, personal);
  const { destination: second } = await subscriptions.saveOwn(USER, { ...personal, level: 'major' });
  expect(first).toMatchObject({ id: 'm-name1', address: USER, isPrivate: true, since: NOON });
  expect(second).toMatchObject({ id: 'm-name1', level: 'major' });
  await subscriptions.removeOwn(USER);
  expect((await subscriptions.saveOwn(USER, personal)).destination.id).toBe('m-name3');
});

test('a test shows the latest story of the topics, goes past the outbox, and is nobody’s alert', async () => {
  await using opened = await open();
  const { watch, subscriptions, sent } = opened;
  await watch.read('one', [entry()]);
  const { destination: own } = await subscriptions.saveOwn(USER, personal);
  expect(await subscriptions.tryOut(own)).toEqual({ kind: 'arrived' });
  expect(sent).toMatchObject([[own, { kind: 'test', story: { headline: entry().title }, silent: true }]]);
  expect(await watch.owedKeys()).toEqual([]);
});

test.each([
  [{ kind: 'closed', reason: 'no', code: 'dm-closed' }, 'dm-closed'],
  [{ kind: 'closed', reason: 'no' }, 'closed'],
  [{ kind: 'refused', reason: 'no' }, 'bad-message'],
  [{ kind: 'retry', reason: 'no' }, 'unreachable'],
  [{ kind: 'ambiguous', reason: 'no' }, 'unreachable'],
  [{ kind: 'fatal', reason: 'no' }, 'token'],
] as const)('a test that comes to %o is told of as %s', async (outcome, code) => {
  await using opened = await open(outcome);
  const { watch, subscriptions } = opened;
  const { destination: own } = await subscriptions.saveOwn(USER, personal);
  expect(await subscriptions.tryOut(own)).toEqual({ kind: 'failed', code });
  expect((await findStanding(watch.db, own.id))?.paused !== undefined).toBe(outcome.kind === 'closed');
});

test('a change resumes a channel that failed, and not one that somebody paused', async () => {
  await using opened = await open();
  const { watch, subscriptions } = opened;
  const saved = await subscriptions.saveChannel(place, wishes, USER);
  const id = saved?.destination.id ?? '';
  await subscriptions.pause(id);
  expect((await subscriptions.saveChannel(place, wishes, USER))?.paused?.code).toBe('paused');
  await subscriptions.resume(id);
  await pauseDestination(watch.db, id, { reason: 'closed', code: 'no-access' }, NOON);
  expect((await subscriptions.saveChannel(place, wishes, USER))?.paused).toBeUndefined();
});

test('what waited longer than a day comes in one message, what is newer by itself', async () => {
  await using opened = await open();
  const { db } = opened.watch;
  const channel = destination({ language: 'es' });
  await saveDestination(db, channel, { isWelcomed: true, now: minutesAgo(60 * HOUR) });
  await pauseDestination(db, channel.id, { reason: 'closed', code: 'no-access' }, minutesAgo(50 * HOUR));
  for (const [id, hours] of [
    ['1', 49],
    ['2', 30],
    ['2b', 29],
    ['3', 1],
  ] as const) {
    const owed = { key: `alert:${id}`, destinationId: channel.id, message: alert(id.slice(0, 1)) };
    await enqueue(db, [owed], minutesAgo(hours * HOUR));
  }
  await resumeDestination(db, channel.id, NOON);
  const rows = await db.selectFrom('outbox').select(['key', 'state']).orderBy('id').execute();
  expect(rows.map(({ key, state }) => [key.replace(/:\d{9,}$/, ''), state])).toEqual([
    ['alert:1', 'folded'],
    ['alert:2', 'folded'],
    ['alert:2b', 'folded'],
    ['alert:3', 'pending'],
    [`resumed:${channel.id}`, 'pending'],
  ]);
  expect((await opened.watch.owed()).at(-1)?.message).toMatchObject({
    kind: 'catch-up',
    cause: 'pause',
    language: 'es',
    since: minutesAgo(49 * HOUR),
    stories: [{ storyId: '1' }, { storyId: '2' }],
    moreCount: 0,
  });
  await resumeDestination(db, channel.id, NOON);
  expect(await db.selectFrom('outbox').select('id').execute()).toHaveLength(5);
});

test('what would change a card is told in no summary: it is made late, or dropped with its card', async () => {
  await using opened = await open();
  const { db } = opened.watch;
  const channel = destination();
  await saveDestination(db, channel, { isWelcomed: true, now: minutesAgo(60 * HOUR) });
  await pauseDestination(db, channel.id, { reason: 'closed', code: 'no-access' }, minutesAgo(50 * HOUR));
  const story = storyView();
  for (const kind of ['edit', 'close'] as const) {
    const message = { kind, language: 'en', story, note: {} } as const;
    await enqueue(
      db,
      [{ key: kind, destinationId: channel.id, message, lane: 'card:1' }],
      minutesAgo(49 * HOUR),
    );
  }
  await resumeDestination(db, channel.id, NOON);
  const rows = await db.selectFrom('outbox').select(['key', 'state']).orderBy('id').execute();
  expect(rows).toEqual([
    { key: 'edit', state: 'pending' },
    { key: 'close', state: 'pending' },
  ]);
});

test('a channel is resumed by itself once the permissions that it was seen without are back', async () => {
  await using opened = await open();
  const { db } = opened.watch;
  const channel = destination();
  const may: { post: boolean | undefined } = { post: true };
  const attend = createPauseAttendant({
    db,
    now: () => NOON,
    log: quietLog,
    sendNow: () => Promise.resolve({ kind: 'sent', messageId: '1' }),
    mayPost: () => may.post,
  });
  await saveDestination(db, channel, { isWelcomed: true, now: NOON });
  await pauseDestination(db, channel.id, { reason: 'closed', code: 'no-permission' }, NOON);
  const isPaused = async (post: boolean | undefined): Promise<boolean> => {
    may.post = post;
    await attend();
    return (await findStanding(db, channel.id))?.paused !== undefined;
  };
  expect(await isPaused(true)).toBe(true);
  expect(await isPaused(false)).toBe(true);
  expect(await isPaused(undefined)).toBe(true);
  expect(await isPaused(true)).toBe(false);
});

test.each(['no-access', 'guild-gone'] as const)(
  'a channel that was paused for %s before the start is tried once, and again only when it was seen to be missing',
  async (code) => {
    await using opened = await open();
    const { db } = opened.watch;
    const channel = destination();
    const may = { post: true };
    const attend = createPauseAttendant({
      db,
      now: () => NOON,
      log: quietLog,
      sendNow: () => Promise.resolve({ kind: 'sent', messageId: '1' }),
      mayPost: () => may.post,
    });
    const isPaused = async (): Promise<boolean> => {
      await attend();
      return (await findStanding(db, channel.id))?.paused !== undefined;
    };
    await saveDestination(db, channel, { isWelcomed: true, now: NOON });
    await pauseDestination(db, channel.id, { reason: 'closed', code }, minutesAgo(5));
    expect(await isPaused()).toBe(false);
    await pauseDestination(db, channel.id, { reason: 'closed', code }, minutesAgo(1));
    expect(await isPaused()).toBe(true);
    may.post = false;
    expect(await isPaused()).toBe(true);
    may.post = true;
    expect(await isPaused()).toBe(false);
  },
);

test('the figures of the form are those of the last days', async () => {
  await using opened = await open();
  const { watch, subscriptions } = opened;
  expect(await subscriptions.countRates(['oil'])).toEqual({ all: 0, major: 0 });
  await watch.read('one', [entry()]);
  expect(await subscriptions.countRates(['oil'])).toEqual({ all: 1, major: 0 });
  expect(await subscriptions.countRates(['migration'])).toEqual({ all: 0, major: 0 });
});

test('who subscribes while a story goes on is told of it only once it is news again', async () => {
  const late = destination({ id: 'c-1', topics: ['oil'], since: NOON });
  const early = destination({ id: 'c-2', topics: ['oil'], since: minutesAgo(60) });
  await using watch = await openWatch({ destinations: [late, early] });
  await watch.read('one', [entry()], { now: minutesAgo(30) });
  await watch.read('two', [entry({ link: 'https://two.example/x', text: 'Six more months, it said.' })]);
  expect(await watch.owedKeys()).toEqual(['alert:1:c-2']);
  const text =
    'Reliance of India and Repsol of Spain get licences 45 and 46 as well. Senator Marco Rubio told reporters in Madrid that 300,000 barrels a day may flow to refineries in Texas and Louisiana.';
  await watch.read('three', [entry({ link: 'https://three.example/x', text })]);
  expect(await watch.owedKeys()).toContain('alert:1:c-1');
});
