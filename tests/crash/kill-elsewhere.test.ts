import { expect, test } from 'vitest';
import { FAULTLESS, faultsOf } from '../support/audit.ts';
import { engines } from '../support/databases.ts';
import { killAgainAndAgain } from '../support/kills.ts';
import { openWorld } from '../support/world.ts';

const MINUTE_MS = 60_000;
/** Ten starts take half a minute on two idle cores, and far longer on busy ones. */
const TIMEOUT_MS = 5 * MINUTE_MS;

test(
  'started ten minutes after each kill, it finds in the channel what was sent',
  { timeout: TIMEOUT_MS },
  async () => {
    await using world = await openWorld();
    const found = await killAgainAndAgain(world, { kills: 10, seed: 3, deadMs: 10 * MINUTE_MS });
    expect(faultsOf(found)).toEqual(FAULTLESS);
    expect(found.recognised).toBeGreaterThan(0);
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
