import { describe, expect, test } from 'vitest';
import { pauseDestination, syncDestinations } from '../../../src/db/deliveries/destinations.ts';
import { claimDeliveries, enqueue } from '../../../src/db/deliveries/outbox.ts';
import { destination, storyView } from '../../support/builders.ts';
import { seededChance } from '../../support/chance.ts';
import { engines, openFresh } from '../../support/databases.ts';
import { after, begin, listDigests, openTurns, report, START } from '../../support/digest-turns.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe.for(engines)('when digests come on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'over twenty days with outages every story is told of once to everybody, and no day twice',
    async () => {
      await using db = await openFresh(engine);
      const destinations = [
        destination({ id: 'caracas', timeZone: 'America/Caracas' }),
        destination({ id: 'p-1', timeZone: 'Europe/Madrid', isPrivate: true, level: 'digest' }),
        destination({ id: 'lord-howe', timeZone: 'Australia/Lord_Howe' }),
      ];
      await syncDestinations(db, destinations);
      const chance = seededChance(7);
      const end = after(20 * 24);
      let now = START;
      while (now < end) {
        const turn = openTurns(db, now);
        const downAt = new Date(now.getTime() + chance() * 5 * DAY_MS);
        for (; now < downAt; now = new Date(now.getTime() + 30 * MINUTE_MS)) {
          if (chance() < 0.08) await report(db, now, { importance: chance() });
          await turn(now);
          if (chance() < 0.1) await turn(now);
        }
        now = new Date(now.getTime() + (chance() < 0.5 ? 10 * MINUTE_MS : chance() * 3 * DAY_MS));
      }
      await openTurns(db, new Date(0))(now);
      const digests = await listDigests(db);
      expect(new Set(digests.map(({ key }) => key)).size).toBe(digests.length);
      expect(digests.some(({ variant }) => variant === 'away')).toBe(true);
      const begun = await db.selectFrom('stories').select('first_seen_at').execute();
      for (const { id } of destinations) {
        const own = digests.filter(({ key }) => key.endsWith(`:${id}`));
        const told = own.reduce((sum, { counts }) => sum + counts.stories, 0);
        const last = Math.max(...own.map(({ until }) => until.getTime()));
        expect(told).toBe(begun.filter(({ first_seen_at: at }) => at <= last).length);
        expect(told).toBeGreaterThan(25);
        for (const [index, { from }] of own.slice(1).entries())
          expect(from.getTime()).toBeGreaterThanOrEqual(own[index]?.until.getTime() ?? 0);
      }
    },
    60_000,
  );

  test.skipIf(engine.skipped !== undefined)('a digest that is late wakes nobody at night', async () => {
    await using db = await openFresh(engine);
    const turn = await begin(db, { isPrivate: true, quietHours: { from: '19:00', to: '07:00' } });
    await report(db, after(2));
    const message = { kind: 'alert', language: 'en', story: storyView(), silent: true } as const;
    const held = { key: 'alert:1', destinationId: 'noticias', message, dueAt: after(24 + 19) };
    await enqueue(db, [held], after(3));
    await turn(after(8 + 0.25));
    expect(await claimDeliveries(db, after(8.5), 9)).toMatchObject([{ message: { kind: 'digest' } }]);
    await report(db, after(20));
    await turn(after(24 + 10));
    const rows = await db
      .selectFrom('outbox')
      .select('due_at')
      .where('kind', '=', 'digest')
      .orderBy('id')
      .execute();
    expect(rows.map((row) => new Date(row.due_at))).toEqual([after(8 + 0.25), after(24 + 19)]);
  });

  test.skipIf(engine.skipped !== undefined)('clearing the outbox repeats no digest', async () => {
    await using db = await openFresh(engine);
    const turn = await begin(db);
    await report(db, after(1));
    await turn(after(8));
    await db.deleteFrom('outbox').execute();
    await turn(after(8.1));
    await openTurns(db, after(9))(after(9));
    expect(await listDigests(db)).toEqual([]);
    expect(await db.selectFrom('digests').select(['day', 'variant', 'story_count']).execute()).toEqual([
      { day: '2026-03-01', variant: 'daily', story_count: 1 },
    ]);
  });

  test.skipIf(engine.skipped !== undefined)(
    'a destination whose digest cannot be written keeps none of the others from theirs',
    async () => {
      await using db = await openFresh(engine);
      const odd = { ...destination({ id: 'a-odd' }), topics: null };
      await syncDestinations(db, [destination({ id: 'a-odd' }), destination()]);
      await openTurns(db)(START);
      await db
        .updateTable('destinations')
        .set({ settings: JSON.stringify(odd) })
        .where('id', '=', 'a-odd')
        .execute();
      await report(db, after(1));
      await openTurns(db)(after(8));
      expect((await listDigests(db)).map(({ key }) => key)).toEqual(['digest:daily:2026-03-01:noticias']);
    },
  );

  test.skipIf(engine.skipped !== undefined)('two turns at once queue one digest', async () => {
    await using db = await openFresh(engine);
    await begin(db);
    await report(db, after(1));
    await Promise.all([openTurns(db)(after(8)), openTurns(db)(after(8))]);
    expect(await listDigests(db)).toHaveLength(1);
  });

  test.skipIf(engine.skipped !== undefined)(
    'a paused destination is told of its days in one message, and one that wants none begins anew',
    async () => {
      await using db = await openFresh(engine);
      const turn = await begin(db);
      await pauseDestination(db, 'noticias', { reason: 'no access' }, after(1));
      await report(db, after(2));
      for (const day of [0, 1, 2]) await turn(after(24 * day + 8));
      expect(await listDigests(db)).toEqual([]);
      await syncDestinations(db, [destination({ language: 'es' })]);
      await turn(after(24 * 2 + 9));
      expect(await listDigests(db)).toMatchObject([
        { variant: 'away', days: 3, language: 'es', counts: { stories: 1 }, highlights: [{}], groups: [] },
      ]);
      const digest = { at: '20:00', daily: false, weekly: false, quietDay: 'line' } as const;
      await syncDestinations(db, [destination({ digest })]);
      await turn(after(24 * 3 + 9));
      expect(await db.selectFrom('digests').selectAll().execute()).toEqual([]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'after a start a digest that is late waits until the feeds have told what came out',
    async () => {
      await using db = await openFresh(engine);
      await begin(db);
      await report(db, after(1));
      const turn = openTurns(db, after(9));
      await turn(after(9));
      expect(await listDigests(db)).toEqual([]);
      await turn(after(9.05));
      expect(await listDigests(db)).toHaveLength(1);
    },
  );
});
