import { expect, test } from 'vitest';
import type { Audit } from '../support/audit.ts';
import { engines } from '../support/databases.ts';
import { finishDay, killAgainAndAgain } from '../support/kills.ts';
import { openWorld } from '../support/world.ts';

const MINUTE_MS = 60_000;
/** Thirty starts take under a minute on two idle cores, and far longer on busy ones. */
const TIMEOUT_MS = 5 * MINUTE_MS;
const MESSAGES = 'POST /channels/\\d+/messages';

/** Everything owed stands in its channel once and in order, and every entry is in the ledger once. */
const FAULTLESS = {
  lost: [],
  repeated: [],
  disordered: [],
  stale: [],
  miscounted: [],
  unsent: [],
  differences: [],
};

function faultsOf(found: Audit): typeof FAULTLESS {
  const { lost, repeated, disordered, stale, miscounted, states, differences } = found;
  const unsent = Object.keys(states).filter((state) => state !== 'sent');
  return Object.assign({}, FAULTLESS, { lost, repeated, disordered, stale, miscounted, unsent, differences });
}

test(
  'killed at 30 random moments, the program loses nothing and repeats nothing',
  { timeout: TIMEOUT_MS },
  async () => {
    await using world = await openWorld();
    expect(faultsOf(await killAgainAndAgain(world, { kills: 30, seed: 1 }))).toEqual(FAULTLESS);
    const found = await finishDay(world);
    expect(faultsOf(found)).toEqual(FAULTLESS);
    expect(found.posted).toBeGreaterThan(50);
    // Every kind of message had its part.
    expect(Object.keys(found.made).toSorted()).toEqual(['alert', 'digest', 'edit', 'update', 'welcome']);
    // Had no kill come between a message and its answer, the run would have proved little.
    expect(world.discord.counters().nonceHits).toBeGreaterThan(0);
  },
);

test(
  'it loses and repeats nothing when Discord fails between the kills, too',
  { timeout: TIMEOUT_MS },
  async () => {
    await using world = await openWorld('sqlite', { seed: 2 });
    const faults = [
      { kind: 'rst', when: 'after' },
      { kind: 'fin', when: 'after' },
      { kind: 'error', status: 502, when: 'after', body: 'html' },
      { kind: 'error', status: 500, when: 'before' },
      { kind: 'stall', when: 'after' },
    ] as const;
    for (const fault of faults) world.discord.addFault({ route: MESSAGES, fault, probability: 0.1 });
    const found = await killAgainAndAgain(world, { kills: 8, seed: 2 });
    expect(faultsOf(found)).toEqual(FAULTLESS);
  },
);

test(
  'started ten minutes after each kill, it finds in the channel what was sent',
  { timeout: TIMEOUT_MS },
  async () => {
    await using world = await openWorld();
    const found = await killAgainAndAgain(world, { kills: 10, seed: 3, deadMs: 10 * MINUTE_MS });
    expect(faultsOf(found)).toEqual(FAULTLESS);
    const looks = world.discord
      .requests()
      .filter(({ method, path }) => method === 'GET' && /messages\?/.test(path));
    expect(looks.length).toBeGreaterThan(0);
  },
);

const postgres = engines.find(({ name }) => name === 'PostgreSQL');

test.skipIf(postgres?.skipped !== undefined)(
  'on PostgreSQL, too, a killed program loses nothing and repeats nothing',
  { timeout: TIMEOUT_MS },
  async () => {
    await using world = await openWorld(await postgres?.create());
    const found = await killAgainAndAgain(world, { kills: 10, seed: 4 });
    expect(faultsOf(found)).toEqual(FAULTLESS);
  },
);
