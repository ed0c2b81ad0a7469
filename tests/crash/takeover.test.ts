import { expect, test } from 'vitest';
import { FAULTLESS, faultsOf } from '../support/audit.ts';
import { engines } from '../support/databases.ts';
import { startCluster } from '../support/takeovers.ts';
import { openWorld } from '../support/world.ts';

const TIMEOUT_MS = 120_000;
/** The goal for everything that a dead sender holds up. */
const MOST_MS = 15_000;

const [, postgres] = engines;

test.skipIf(postgres?.skipped !== undefined)(
  'of two processes that deliver, one takes over when the other dies or is cut off, and nothing is lost or repeated',
  { timeout: TIMEOUT_MS },
  async () => {
    await using world = await openWorld(await postgres?.create());
    await using cluster = await startCluster(world, 1);
    for (const loss of ['killed', 'frozen'] as const) {
      const { seatedMs, sentMs } = await cluster.loseSender(loss);
      expect(seatedMs).toBeLessThan(MOST_MS);
      expect(sentMs).toBeLessThan(MOST_MS);
    }
    expect(faultsOf(await cluster.finish())).toEqual(FAULTLESS);
  },
);
