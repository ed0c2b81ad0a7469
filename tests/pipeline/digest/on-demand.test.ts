import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../src/core/digest/digest.ts';
import { syncDestinations } from '../../../src/db/deliveries/destinations.ts';
import { enqueue, findDeliveryIds } from '../../../src/db/deliveries/outbox.ts';
import { openDigestsOnDemand } from '../../../src/pipeline/digest/digest-on-demand.ts';
import { destination } from '../../support/builders.ts';
import { engines, openFresh } from '../../support/databases.ts';
import { digestOf } from '../../support/digests.ts';
import { after, report, subject } from '../../support/digest-turns.ts';

describe.for(engines)('digests that are asked for on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'the pages of a channel’s digest are of its topics in that channel, and of all topics elsewhere',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination({ address: '100' })]);
      await report(db, after(1), { about: 'talks' });
      await report(db, after(2), { about: 'oil' });
      const message: Digest = { ...digestOf(), topicIds: ['oil'] };
      await enqueue(db, [{ key: 'digest:1', destinationId: 'noticias', message }], after(3));
      const id = (await findDeliveryIds(db, ['digest:1'])).get('digest:1') ?? 0;
      const { listAll } = openDigestsOnDemand({ db, subject, zone: 'UTC', now: () => after(4) });
      const asked = {
        period: { from: after(0), until: after(3) },
        marker: `abc-${id.toString(36)}`,
        userId: '300',
        language: 'en',
        from: 0,
        count: 10,
      } as const;
      expect((await listAll({ ...asked, channelIds: ['100'] })).total).toBe(1);
      expect((await listAll({ ...asked, channelIds: ['200'] })).total).toBe(2);
    },
  );
});
