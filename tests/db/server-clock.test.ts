import { expect, test } from 'vitest';
import { measureLead } from '../../src/db/engine/server-clock.ts';
import { engines, openFresh } from '../support/databases.ts';

const [sqlite, postgres] = engines;

test.skipIf(postgres?.skipped !== undefined)(
  'a clock that is a minute slow is seen to be behind the server’s',
  async () => {
    if (postgres === undefined) return;
    await using db = await openFresh(postgres);
    const leadMs = await measureLead(db, () => new Date(Date.now() - 60_000));
    expect(Math.abs(leadMs - 60_000)).toBeLessThan(1_000);
    expect(Math.abs(await measureLead(db, () => new Date()))).toBeLessThan(1_000);
  },
);

test('without a server there is no other clock', async () => {
  if (sqlite === undefined) return;
  await using db = await openFresh(sqlite);
  expect(await measureLead(db, () => new Date(0))).toBe(0);
});
