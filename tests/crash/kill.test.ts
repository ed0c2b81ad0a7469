import { expect, test } from 'vitest';
import { FAULTLESS, faultsOf } from '../support/audit.ts';
import { finishDay, killAgainAndAgain } from '../support/kills.ts';
import { openWorld } from '../support/world.ts';

/** Thirty starts take under a minute on two idle cores, and far longer on busy ones. */
const TIMEOUT_MS = 5 * 60_000;

test(
  'killed at 30 random moments, the program loses nothing and repeats nothing',
  { timeout: TIMEOUT_MS },
  async () => {
    await using world = await openWorld();
    const killed = await killAgainAndAgain(world, { kills: 30, seed: 1 });
    expect(faultsOf(killed)).toEqual(FAULTLESS);
    const found = await finishDay(world);
    expect(faultsOf(found)).toEqual(FAULTLESS);
    expect(found.posted).toBeGreaterThan(50);
    // Every kind of message had its part.
    expect(Object.keys(found.made).toSorted()).toEqual(['alert', 'digest', 'edit', 'update', 'welcome']);
    // Had no kill come between a message and its answer, the run would have proved little.
    expect(killed.recognised).toBeGreaterThan(0);
  },
);
