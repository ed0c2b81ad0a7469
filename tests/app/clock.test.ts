import { expect, test } from 'vitest';
import { openSharedClock } from '../../src/app/running/clock.ts';
import { quietLog } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const [, postgres] = engines;
const slowBy = (ms: number) => ({ now: () => new Date(Date.now() - ms), log: quietLog });

test.skipIf(postgres?.skipped !== undefined)(
  'a machine whose clock is a minute slow is refused, and one that is a second slow keeps the server’s time',
  async () => {
    if (postgres === undefined) return;
    await using db = await openFresh(postgres);
    await expect(openSharedClock(slowBy(60_000), db)).rejects.toThrow(
      'the clock of this machine: is 60 s behind that of the database server. Let both be set by a time service (NTP).',
    );
    const { now } = await openSharedClock(slowBy(1_000), db);
    expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(500);
  },
);
