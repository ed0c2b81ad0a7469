import { describe, expect, test } from 'vitest';
import { auditBooks } from '../../src/app/tools/audit.ts';
import { saveDestination } from '../../src/db/deliveries/destinations.ts';
import { saveOpinion } from '../../src/db/people/feedback.ts';
import { saveMute } from '../../src/db/people/mutes.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { enqueue } from '../../src/db/deliveries/outbox.ts';
import { OF_A_DESTINATION } from '../../src/pipeline/people/forget.ts';
import { findKept, forgetPerson, OF_A_PERSON } from '../../src/pipeline/people/privacy.ts';
import { destination, welcome } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';
import { NOON } from '../support/watch.ts';

const person = { userId: '100000000000000009', pseudonym: 'somebody' };
const own = destination({
  id: 'm-x7k2',
  address: person.userId,
  isPrivate: true,
  timeZone: 'Europe/Madrid',
  quietHours: { from: '23:00', to: '07:00' },
});
const channel = destination({ id: 'c-1', guildId: '1' });

/** Names of columns that hold an id of Discord's that may be a person's, or a name that stands for a person. */
const PERSONAL = /(?:^|_)(?:user|person|owner|member|author|account|address|direct|recipient|pseudonym)/;
/** Columns whose names sound as if, with what they hold instead. */
const NOT_PERSONAL = new Set([
  // Which process does something.
  'feeds.lease_owner',
  'hosts.lease_owner',
  'leases.owner',
  // When, not who.
  'destinations.owner_told_at',
]);

async function columnsOf(db: Db): Promise<readonly (readonly [table: string, column: string])[]> {
  const tables = await db.introspection.getTables();
  return tables.flatMap(({ name, columns }) => columns.map((column) => [name, column.name] as const));
}

/** Everything that the database holds, as text. */
async function dump(db: Db): Promise<string> {
  const tables = [
    'destinations',
    'outbox',
    'cards',
    'mutes',
    'feedback',
    'digests',
    'settings',
    'story_told',
  ] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows);
}

async function fill(db: Db): Promise<void> {
  await saveDestination(db, own, { isWelcomed: true, now: NOON });
  await saveDestination(db, channel, { ownerId: person.userId, isWelcomed: true, now: NOON });
  const until = new Date(NOON.getTime() + 60_000);
  await saveMute(db, { destinationId: own.id, kind: 'topic', subject: 'oil', until });
  await saveOpinion(db, person.pseudonym, { storyId: 1, kind: 'useful', topics: [], givenAt: NOON });
  const message = welcome();
  await enqueue(db, [{ key: `welcome:${own.id}`, destinationId: own.id, message }], NOON);
  await enqueue(db, [{ key: `welcome:${channel.id}`, destinationId: channel.id, message }], NOON);
}

for (const engine of engines) {
  describe.skipIf(engine.skipped !== undefined)(`what is kept about a person on ${engine.name}`, () => {
    test('every column that can hold a person is known', async () => {
      await using db = await openFresh(engine);
      const known = new Set(
        Object.entries(OF_A_PERSON).flatMap(([table, columns]) =>
          columns.map((column) => `${table}.${column}`),
        ),
      );
      const found = (await columnsOf(db))
        .filter(([, column]) => PERSONAL.test(column))
        .map(([table, column]) => `${table}.${column}`)
        .filter((column) => !NOT_PERSONAL.has(column));
      expect(found.toSorted()).toEqual([...known].toSorted());
    });

    test('every table with something of a destination is emptied with it', async () => {
      await using db = await openFresh(engine);
      const found = (await columnsOf(db))
        .filter(([, column]) => column === 'destination_id')
        .map(([table]) => table);
      expect(found.toSorted()).toEqual(['outbox', ...OF_A_DESTINATION].toSorted());
    });

    test('is shown, and then deleted without a trace; what belongs to the server stays', async () => {
      await using db = await openFresh(engine);
      await fill(db);
      expect(await findKept(db, person, NOON)).toMatchObject({
        subscription: { destination: own },
        mutes: [{ subject: 'oil' }],
        opinionCount: 1,
        channelCount: 1,
      });
      await forgetPerson(db, person);
      expect(await findKept(db, person, NOON)).toEqual({ mutes: [], opinionCount: 0, channelCount: 0 });
      const left = await dump(db);
      for (const trace of [person.userId, person.pseudonym, own.id]) expect(left).not.toContain(trace);
      expect(left).toContain(`welcome:${channel.id}`);
      expect((await auditBooks(db)).differences).toEqual([]);
    });
  });
}
