import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../src/core/digest/digest.ts';
import { sayTitle } from '../../../src/core/digest/words.ts';
import { syncDestinations } from '../../../src/db/deliveries/destinations.ts';
import { enqueue, findDeliveryIds } from '../../../src/db/deliveries/outbox.ts';
import { saveMute } from '../../../src/db/people/mutes.ts';
import { openDigestsOnDemand } from '../../../src/pipeline/digest/digest-on-demand.ts';
import { destination } from '../../support/builders.ts';
import { engines, openFresh } from '../../support/databases.ts';
import { digestOf } from '../../support/digests.ts';
import { after, begin, listDigests, openTurns, report, subject } from '../../support/digest-turns.ts';

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

  test.skipIf(engine.skipped !== undefined)(
    'the pages of a digest leave out what its destination muted, and count as the digest does',
    async () => {
      await using db = await openFresh(engine);
      const turn = await begin(db, { address: '100' });
      const [muted] = [await report(db, after(1)), await report(db, after(2), { about: 'talks' })];
      await report(db, after(3));
      const until = after(48);
      await saveMute(db, { destinationId: 'noticias', kind: 'story', subject: String(muted), until });
      await saveMute(db, { destinationId: 'noticias', kind: 'topic', subject: 'talks', until });
      await turn(after(8));
      const [digest] = await listDigests(db);
      const { id } = await db.selectFrom('outbox').select('id').executeTakeFirstOrThrow();
      const { listAll } = openDigestsOnDemand({ db, subject, zone: 'UTC', now: () => after(9) });
      const { total, lines } = await listAll({
        period: { from: after(-16), until: after(8) },
        marker: `abc-${id.toString(36)}`,
        userId: '300',
        channelIds: ['100'],
        language: 'en',
        from: 0,
        count: 10,
      });
      expect([digest?.counts.stories, total, lines.length]).toEqual([1, 1, 1]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'who never had a digest is shown the last 24 hours, and told so, whatever they ask for',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination({ address: '300', isPrivate: true })]);
      await report(db, after(1));
      const { writeNow } = openDigestsOnDemand({ db, subject, zone: 'UTC', now: () => after(4) });
      const asked = { userId: '300', language: 'en', since: 'last' } as const;
      expect(sayTitle(await writeNow(asked))).toBe('The last 24 hours');
      await openTurns(db)(after(2));
      expect(sayTitle(await writeNow(asked))).toBe('Since your last digest');
    },
  );
});
