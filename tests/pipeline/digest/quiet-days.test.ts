import { describe, expect, test } from 'vitest';
import { syncDestinations } from '../../../src/db/deliveries/destinations.ts';
import { destination } from '../../support/builders.ts';
import { engines, openFresh } from '../../support/databases.ts';
import { after, listDigests, openTurns, START } from '../../support/digest-turns.ts';

describe.for(engines)('digests of quiet days on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'a quiet day is a line in a channel, and nothing to a person until the third',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination(), destination({ id: 'p-1', isPrivate: true })]);
      const turn = openTurns(db);
      for (let hours = 0; hours <= 24 * 4; hours += 12) await turn(after(hours + 8.2));
      await turn(START);
      const digests = await listDigests(db);
      expect(digests.every(({ isQuiet, silent }) => isQuiet === true && silent)).toBe(true);
      expect(digests.map(({ key }) => key)).toEqual([
        'digest:daily:2026-03-02:noticias',
        'digest:daily:2026-03-03:noticias',
        'digest:daily:2026-03-04:noticias',
        'digest:daily:2026-03-04:p-1',
        'digest:daily:2026-03-05:noticias',
      ]);
    },
  );
});
