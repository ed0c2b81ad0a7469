import { expect, test } from 'vitest';
import type { FindOutcome, SendOutcome } from '../../src/core/messages/message.ts';
import {
  listDestinations,
  syncDestinations,
  unpauseDestination,
} from '../../src/db/deliveries/destinations.ts';
import { openDatabase, type Db } from '../../src/db/engine/open.ts';
import { countDeliveries, enqueue } from '../../src/db/deliveries/outbox.ts';
import { openDeliverer, type Deliverer } from '../../src/pipeline/delivering/deliver.ts';
import { closeBalanced } from '../support/balanced.ts';
import { destination, quietLog, welcome } from '../support/builders.ts';

const START = new Date('2026-03-01T12:00:00Z');

interface World extends AsyncDisposable {
  readonly db: Db;
  readonly sent: string[];
  readonly fatal: string[];
  /** What stood there already and was only finished. */
  readonly finished: string[];
  /** Answers to the next sends, in order; then everything is taken. */
  readonly answers: SendOutcome[];
  readonly found: FindOutcome[];
  readonly wait: (ms: number) => void;
  /** Sets this machine's clock, and nobody else's. */
  readonly setClock: (ms: number) => void;
  /** From the next send on, another process is the one that sends. */
  readonly leave: () => void;
  readonly deliver: () => Promise<void>;
}

/** An outbox with two destinations and a sender whose answers the test gives. */
async function openWorld(): Promise<World> {
  const db = await openDatabase({ kind: 'sqlite', path: ':memory:' });
  await syncDestinations(db, [destination({ id: 'one' }), destination({ id: 'two' })]);
  let now = START;
  let there = START;
  let isLeaving = false;
  let isSeated = true;
  const world = {
    sent: new Array<string>(),
    answers: new Array<SendOutcome>(),
    found: new Array<FindOutcome>(),
    fatal: new Array<string>(),
    finished: new Array<string>(),
  };
  const open = (): Deliverer =>
    openDeliverer({
      db,
      installation: 'test',
      mayClaim: () => isSeated,
      now: () => now,
      nowThere: () => there,
      log: quietLog,
      onFatal: (reason) => world.fatal.push(reason),
      findSender: () => ({
        send: ({ to: { id }, nonce, place: { begun } }) => {
          isSeated = !isLeaving;
          const outcome = world.answers.shift() ?? { kind: 'sent', messageId: nonce };
          if (begun !== undefined) {
            if (outcome.kind === 'sent') world.finished.push(begun.messageId);
            return Promise.resolve(outcome);
          }
          if (outcome.kind === 'sent' || outcome.kind === 'ambiguous') world.sent.push(`${id}:${nonce}`);
          return Promise.resolve(outcome);
        },
        find: () => Promise.resolve(world.found.shift() ?? { kind: 'absent' }),
        now: () => there,
      }),
    });
  return {
    ...world,
    db,
    wait: (ms) => {
      now = new Date(now.getTime() + ms);
      there = new Date(there.getTime() + ms);
    },
    setClock: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    leave: () => {
      isLeaving = true;
    },
    deliver: async () => {
      await using deliverer = open();
      await deliverer.begin();
      await deliverer.idle();
    },
    [Symbol.asyncDispose]: () => closeBalanced(db),
  };
}

const owe = (db: Db, ...keys: string[]) =>
  enqueue(
    db,
    keys.map((key) => ({ key, destinationId: key.split('/')[0] ?? '', message: welcome() })),
    START,
  );

test('everything owed is sent, each destination in its order', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a', 'two/a', 'one/b', 'one/c');
  await world.deliver();
  expect(world.sent.filter((line) => line.startsWith('one'))).toEqual([
    'one:test-1',
    'one:test-3',
    'one:test-4',
  ]);
  expect(await countDeliveries(world.db)).toEqual({ sent: 4 });
});

test('whoever sends no longer finishes what is under way and begins nothing more', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a', 'one/b', 'one/c');
  world.leave();
  await world.deliver();
  expect(world.sent).toEqual(['one:test-1']);
  expect(await countDeliveries(world.db)).toEqual({ sent: 1, pending: 2 });
});

test('a delivery that failed is tried again later, with the same nonce', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a');
  world.answers.push({ kind: 'retry', reason: 'busy' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ failed: 1 });
  world.wait(6_000);
  await world.deliver();
  expect(world.sent).toEqual(['one:test-1']);
});

test('a lost answer is looked up before anything is sent again', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a');
  world.answers.push({ kind: 'ambiguous', reason: 'answer lost' });
  await world.deliver();
  world.wait(10_000);
  world.found.push({ kind: 'found', messageId: '77' });
  await world.deliver();
  expect(world.sent).toEqual(['one:test-1']);
  expect(await countDeliveries(world.db)).toEqual({ sent: 1 });
});

test.each([
  ['set back by minutes', -5 * 60_000],
  ['set ahead by hours', 3 * 3_600_000],
])('a clock that is %s makes no older nonce a fresh one, and no fresh one older', async (_, ms) => {
  await using world = await openWorld();
  await owe(world.db, 'one/a', 'two/a');
  const lost = { kind: 'ambiguous', reason: 'answer lost' } as const;
  world.answers.push(lost, lost);
  await world.deliver();
  world.setClock(ms);
  world.wait(10_000 + Math.max(0, -ms));
  const unreadable = { kind: 'unreadable', reason: 'no access' } as const;
  world.found.push(unreadable, unreadable);
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual(ms < 0 ? { unknown: 2 } : { sent: 2 });
});

test('what an earlier attempt has shown is finished, not sent', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a');
  world.answers.push({ kind: 'ambiguous', reason: 'answer lost' });
  await world.deliver();
  world.wait(10_000);
  world.found.push({ kind: 'found', messageId: '77' });
  world.answers.push({ kind: 'retry', reason: 'busy' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ failed: 1 });
  world.wait(20_000);
  world.found.push({ kind: 'found', messageId: '77' });
  await world.deliver();
  expect(world.finished).toEqual(['77']);
});

test('a lost answer of a channel that was closed meanwhile waits for it, and is looked up then', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a');
  world.answers.push({ kind: 'ambiguous', reason: 'answer lost' });
  await world.deliver();
  world.wait(10 * 60_000);
  world.found.push({ kind: 'closed', reason: 'the bot is no longer in the server' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ failed: 1 });
  await unpauseDestination(world.db, 'one');
  world.found.push({ kind: 'found', messageId: '77' });
  world.wait(10 * 60_000);
  await world.deliver();
  expect(world.sent).toHaveLength(1);
  expect(await countDeliveries(world.db)).toEqual({ sent: 1 });
});

test('what a closed channel certainly did not take needs no looking up when it is open again', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a');
  world.answers.push({ kind: 'closed', reason: 'the bot may not post there' });
  await world.deliver();
  await unpauseDestination(world.db, 'one');
  world.wait(10 * 60_000);
  world.found.push({ kind: 'unreadable', reason: 'no access' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ sent: 1 });
});

test('what cannot be looked up is recorded as unknown, never guessed', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a');
  world.answers.push({ kind: 'ambiguous', reason: 'answer lost' });
  await world.deliver();
  world.wait(10 * 60_000);
  world.found.push({ kind: 'unreadable', reason: 'no access' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ unknown: 1 });
});

test('a destination that takes nothing more is paused with its reason, and the other goes on', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a', 'one/b', 'two/a');
  world.answers.push({ kind: 'closed', reason: 'the bot may not post there' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ failed: 1, pending: 1, sent: 1 });
  const [one] = await listDestinations(world.db);
  expect(one?.paused?.reason).toBe('the bot may not post there');
});

test('a message that is refused makes room for the next', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a', 'one/b');
  world.answers.push({ kind: 'refused', reason: 'Invalid Form Body' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ dead: 1, sent: 1 });
});

test('a refused token ends all sending, and what was owed stays owed', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a', 'one/b');
  world.answers.push({ kind: 'fatal', reason: 'token refused' });
  await world.deliver();
  expect(world.fatal).toEqual(['token refused']);
  expect(await countDeliveries(world.db)).toEqual({ failed: 1, pending: 1 });
});

test('after an outage of any length, what certainly was not shown needs no looking up', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a');
  world.answers.push({ kind: 'retry', reason: 'no connection' });
  await world.deliver();
  world.wait(10 * 60_000);
  world.found.push({ kind: 'unreadable', reason: 'no access' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ sent: 1 });
});

test('a history that cannot be read now leaves the question open', async () => {
  await using world = await openWorld();
  await owe(world.db, 'one/a');
  world.answers.push({ kind: 'ambiguous', reason: 'answer lost' });
  await world.deliver();
  world.wait(10 * 60_000);
  world.found.push({ kind: 'ambiguous', reason: 'no connection' });
  await world.deliver();
  expect(await countDeliveries(world.db)).toEqual({ failed: 1 });
});
