import { expect, test } from 'vitest';
import { FAULTLESS, faultsOf } from '../support/audit.ts';
import { finishDay, killAgainAndAgain } from '../support/kills.ts';
import { openWorld } from '../support/world.ts';

/** Thirty starts take under a minute on two idle cores, and far longer on busy ones. */
const TIMEOUT_MS = 5 * 60_000;
const MESSAGES = 'POST /channels/\\d+/messages';

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
