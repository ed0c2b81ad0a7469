import { expect, test } from 'vitest';
import { FAULTLESS, faultsOf } from '../support/audit.ts';
import { killAgainAndAgain } from '../support/kills.ts';
import { openWorld } from '../support/world.ts';

/** Eight starts take a minute among faults on two idle cores, and far longer on busy ones. */
const TIMEOUT_MS = 5 * 60_000;
const MESSAGES = 'POST /channels/\\d+/messages';

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
