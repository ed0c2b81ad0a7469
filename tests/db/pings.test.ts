import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/core/messages/message.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { enqueue } from '../../src/db/deliveries/outbox.ts';
import { countPings } from '../../src/db/deliveries/pings.ts';
import { destination, storyView } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';
import { minutesAgo, NOON } from '../support/watch.ts';

const alert = (key: string, ping?: 'made' | 'muted'): Delivery => ({
  key,
  destinationId: 'noticias',
  message: { kind: 'alert', language: 'en', story: storyView(), silent: false },
  ...(ping === undefined ? {} : { ping }),
});

describe.for(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'pings that were made and muted since a time are told apart',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination({ id: 'noticias' })]);
      await enqueue(db, [alert('earlier', 'muted')], minutesAgo(120));
      await enqueue(db, [alert('one', 'made'), alert('two', 'muted'), alert('three', 'muted')], NOON);
      await enqueue(db, [alert('four')], NOON);
      expect(await countPings(db, minutesAgo(60))).toEqual({ made: 1, muted: 2 });
    },
  );
});
