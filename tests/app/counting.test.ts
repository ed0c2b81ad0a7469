import { expect, test } from 'vitest';
import { countSends } from '../../src/app/running/counting.ts';
import type { FindOutcome, SendOutcome } from '../../src/core/messages/message.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { openDatabase } from '../../src/db/engine/open.ts';
import { enqueue } from '../../src/db/deliveries/outbox.ts';
import { openDeliverer } from '../../src/pipeline/delivering/deliver.ts';
import { destination, quietLog, welcome } from '../support/builders.ts';

const START = new Date('2026-03-01T12:00:00Z');
const LOST: SendOutcome = { kind: 'ambiguous', reason: 'the answer was lost' };

/** Makes a delivery whose first answers are these, and returns what was counted of it. */
async function countResults(
  answers: readonly SendOutcome[],
  found: readonly FindOutcome[],
): Promise<readonly string[]> {
  await using db = await openDatabase({ kind: 'sqlite', path: ':memory:' });
  await syncDestinations(db, [destination({ id: 'one' })]);
  await enqueue(db, [{ key: 'one', destinationId: 'one', message: welcome() }], START);
  const [toSend, toFind] = [answers.values(), found.values()];
  let now = START;
  const results: string[] = [];
  const sender = countSends(
    {
      send: () => Promise.resolve(toSend.next().value ?? { kind: 'sent', messageId: '77' }),
      find: () => Promise.resolve(toFind.next().value ?? { kind: 'absent' }),
      now: () => now,
    },
    { now: () => now, metrics: { observeDelivery: ({ result }) => results.push(result) } },
  );
  await using deliverer = openDeliverer({
    db,
    installation: 'test',
    findSender: () => sender,
    mayClaim: () => true,
    now: () => now,
    nowThere: () => now,
    log: quietLog,
    onFatal: () => undefined,
  });
  for (let turn = 0; turn < 3; turn += 1) {
    await deliverer.begin();
    await deliverer.idle();
    now = new Date(now.getTime() + 60_000);
  }
  return results;
}

test('what an earlier attempt has shown counts as sent once', async () => {
  expect(await countResults([LOST], [{ kind: 'found', messageId: '77' }])).toEqual(['ambiguous', 'sent']);
});

test('what is sent again after a look counts as it ends', async () => {
  expect(await countResults([LOST, LOST], [])).toEqual(['ambiguous', 'ambiguous', 'sent']);
});
