import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openFigures } from '../../src/app/running/figures.ts';
import { openHealth } from '../../src/app/running/health.ts';
import { loadSettings } from '../../src/config/settings.ts';
import type { ConnectionHealth } from '../../src/core/operator/connection.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { enqueue } from '../../src/db/deliveries/outbox.ts';
import { openDatabase, type Db } from '../../src/db/engine/open.ts';
import { pino } from 'pino';
import { destination, storyView } from '../support/builders.ts';
import { engines } from '../support/databases.ts';
import { configuration, NOON } from '../support/watch.ts';

const [sqlite, postgres] = engines;
const MINUTE_MS = 60_000;

/** The watch over a program that is well, on a clock of its own. */
async function openWatched(engine = sqlite) {
  const stack = new AsyncDisposableStack();
  onTestFinished(() => stack.disposeAsync());
  const storage = (await engine?.create()) ?? { kind: 'sqlite', path: ':memory:' };
  const db = await openDatabase(storage);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await db.destroy();
    isOpen = false;
  };
  stack.defer(close);
  await syncDestinations(db, [destination({ id: 'noticias' })]);
  const { value: settings } = loadSettings({ VIGIA_HTTP_PORT: '0' });
  if (settings === undefined) throw new Error('the settings are wrong');
  const clock = { now: NOON };
  const lines: string[] = [];
  const ended: string[] = [];
  let gateway: ConnectionHealth = { kind: 'ready', since: NOON };
  const options = {
    settings,
    configuration,
    log: pino({}, { write: (line: string) => void lines.push(line) }),
    now: () => clock.now,
    chance: () => 0.5,
    print: () => Promise.resolve(true),
    colour: false,
    onFatal: () => undefined,
    onHopeless: (reason: string) => ended.push(reason),
  };
  const parts = { db, stack, owner: 'main', polls: true, version: '1', patienceMs: 200 };
  const health = await openHealth(options, {
    ...parts,
    metrics: openFigures(options, db),
    findConnection: () => ({ gateway }),
  });
  const port = /"port":(\d+)/.exec(lines.join(''))?.[1] ?? '';
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${String(answer.status)} ${(await answer.text()).trim()}`;
  };
  return {
    db,
    storage,
    close,
    ended,
    ask,
    loseGateway: () => (gateway = { kind: 'lost', since: clock.now, reason: '' }),
    /** Lets minutes pass, in which feeds are looked at and the program at itself. */
    goOn: async (minutes: number, { polls = true } = {}): Promise<void> => {
      clock.now = new Date(clock.now.getTime() + minutes * MINUTE_MS);
      if (polls) health.tickEnded();
      await health.turn.run(new AbortController().signal);
    },
    now: () => clock.now,
  };
}

const owe = (db: Db, now: Date): Promise<unknown> =>
  enqueue(
    db,
    [
      {
        key: 'alert:1:noticias',
        destinationId: 'noticias',
        message: { kind: 'alert', language: 'en', story: storyView(), silent: false },
      },
    ],
    now,
  );

test('a program that is well lives, is ready, and goes on', async () => {
  const { ask, goOn, ended } = await openWatched();
  await goOn(11);
  expect(await ask('/livez')).toBe('200 ok');
  expect(await ask('/readyz')).toBe('200 ready');
  expect(ended).toEqual([]);
});

test('without the gateway it is not ready, and ends after ten minutes', async () => {
  const { ask, goOn, ended, loseGateway } = await openWatched();
  loseGateway();
  await goOn(9);
  expect(await ask('/readyz')).toBe('503 there is no connection to Discord');
  expect(await ask('/livez')).toBe('200 ok');
  expect(ended).toEqual([]);
  await goOn(1);
  expect(ended).toEqual(['there was no connection to Discord for ten minutes']);
});

test('without a look at the feeds it is not ready, and ends after ten minutes', async () => {
  const { ask, goOn, ended } = await openWatched();
  await goOn(1);
  await goOn(3, { polls: false });
  expect(await ask('/readyz')).toBe('503 the feeds have not been looked at');
  await goOn(7, { polls: false });
  expect(ended).toEqual(['the feeds were not looked at for ten minutes']);
});

test('with a delivery that waits it is not ready, and goes on', async () => {
  const { ask, db, goOn, ended, now } = await openWatched();
  await owe(db, now());
  await goOn(4);
  expect(await ask('/readyz')).toBe('200 ready');
  await goOn(2);
  expect(await ask('/readyz')).toBe('503 deliveries are waiting');
  await goOn(60);
  expect(ended).toEqual([]);
});

test('with a database that takes nothing it is not ready, and ends after ten minutes', async () => {
  const { ask, db, goOn, ended } = await openWatched();
  await sql`pragma query_only = on`.execute(db);
  await goOn(1);
  expect(await ask('/readyz')).toBe('503 the database cannot be written to');
  await goOn(10);
  expect(ended).toEqual(['the database could not be written to for ten minutes']);
});

test('with a database that is gone it says so at once, tells what it counted, and ends after ten minutes', async () => {
  const { ask, close, goOn, ended } = await openWatched();
  await close();
  expect(await ask('/readyz')).toBe('503 the database cannot be written to');
  expect(await ask('/metrics')).toContain('vigia_polls_total');
  await goOn(0);
  await goOn(10);
  expect(ended).toEqual(['the database could not be written to for ten minutes']);
});

test.skipIf(postgres?.skipped !== undefined)(
  'with a database that never answers it waits no longer than it has patience, and ends after ten minutes',
  async () => {
    const { ask, storage, goOn, ended } = await openWatched(postgres);
    const other = await openDatabase(storage);
    await other.transaction().execute(async (held) => {
      await sql`lock table settings, outbox in access exclusive mode`.execute(held);
      await goOn(0);
      expect(await ask('/readyz')).toBe('503 the database cannot be written to');
      await goOn(10);
      expect(ended).toEqual(['the database could not be written to for ten minutes']);
    });
    await other.destroy();
    await goOn(0);
    expect(await ask('/readyz')).toBe('200 ready');
  },
);
