import { expect, test } from 'vitest';
import { runChaos } from '../support/chaos.ts';

/** Each start takes a second on idle cores, and far longer on busy ones. */
const TIMEOUT_MS = 5 * 60_000;

test(
  'killed among faults of feeds, Discord, clock, database and disk, it loses nothing and repeats nothing',
  { timeout: TIMEOUT_MS },
  async () => {
    const { found, refused, wrong, faults } = await runChaos({ rounds: 3, seed: 11 });
    expect(wrong).toEqual([]);
    expect(refused).not.toEqual([]);
    expect(found.posted).toBeGreaterThan(10);
    expect(Object.keys(faults).length).toBeGreaterThan(3);
  },
);
