import { describe, expect, test } from 'vitest';
import type { Destination } from '../../src/core/destination.ts';
import type { Digest } from '../../src/core/digest/digest.ts';
import type { Message } from '../../src/core/messages/message.ts';
import type { Subject } from '../../src/core/subject.ts';
import { insertArticle, placeInStory } from '../../src/db/stories/articles.ts';
import { pauseDestination, syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { fromJson } from '../../src/db/engine/json.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { claimDeliveries, enqueue } from '../../src/db/deliveries/outbox.ts';
import { insertStory, tagStory, updateStory } from '../../src/db/stories/stories.ts';
import { openDigests } from '../../src/pipeline/digest/digest.ts';
import { printOf } from '../core/reported-article.ts';
import { assessment, destination, quietLog, storyView, topic } from '../support/builders.ts';
import { seededChance } from '../support/chance.ts';
import { engines, openFresh } from '../support/databases.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START = new Date('2026-03-01T12:00:00Z');
const after = (hours: number): Date => new Date(START.getTime() + hours * HOUR_MS);

const name = { en: 'x', es: 'x', pt: 'x' };
const subject: Subject = {
  id: 'test',
  name,
  languages: ['en'],
  sides: { a: { id: 'a', name }, b: { id: 'b', name } },
  topics: [topic({ id: 'talks' }), topic({ id: 'oil' })],
  windowDays: 4,
};

let reports = 0;

/** One outlet's report of a story, begun by it unless it is given one. */
async function report(
  db: Db,
  at: Date,
  { storyId, outlet = 'Gulf Wire', importance = 0.5, about = 'oil' }: Report = {},
): Promise<number> {
  reports += 1;
  const id = storyId ?? (await insertStory(db, { firstSeen: at, isSeeded: false }));
  const title = `Report ${String(reports)} of an extended licence for oil`;
  const articleId = await insertArticle(db, {
    feedId: outlet,
    key: `https://x.example/${String(reports)}`,
    url: `https://x.example/${String(reports)}`,
    title,
    text: '',
    language: 'en',
    outlet: { name: outlet, kind: 'wire' },
    published: at,
    firstSeen: at,
    assessment: assessment({ [about]: 0.9 }),
    fingerprint: printOf(title, '', 'en', at),
  });
  await placeInStory(db, articleId, {
    storyId: id,
    reason: { probability: 0, threshold: 1, reasons: [] },
  });
  await updateStory(
    db,
    id,
    { headline: title, language: 'en', lastReport: at, importance, reportCount: 1 },
    at,
  );
  await tagStory(db, id, [{ id: about, score: 0.9 }], at);
  return id;
}

interface Report {
  readonly storyId?: number;
  readonly outlet?: string;
  readonly importance?: number;
  readonly about?: string;
}

/** The digests that were queued, each with its key, in their order. */
async function listDigests(db: Db): Promise<(Digest & { readonly key: string })[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['key', 'body'])
    .where('kind', '=', 'digest')
    .orderBy('id')
    .execute();
  return rows.flatMap(({ key, body }) => {
    const message = fromJson<Message>(body);
    return message.kind === 'digest' ? [{ ...message, key }] : [];
  });
}

const open = (db: Db, startedAt = START) =>
  openDigests({ db, subject, zone: 'UTC', startedAt, log: quietLog });

/** The program as it stands after its first turn, with a destination. */
async function begin(db: Db, given: Partial<Destination> = {}) {
  await syncDestinations(db, [destination(given)]);
  const turn = open(db);
  await turn(START);
  return turn;
}

describe.for(engines)('digests on $name', (engine) => {
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
        const turn = open(db, now);
        const downAt = new Date(now.getTime() + chance() * 5 * DAY_MS);
        for (; now < downAt; now = new Date(now.getTime() + 30 * MINUTE_MS)) {
          if (chance() < 0.08) await report(db, now, { importance: chance() });
          await turn(now);
          if (chance() < 0.1) await turn(now);
        }
        now = new Date(now.getTime() + (chance() < 0.5 ? 10 * MINUTE_MS : chance() * 3 * DAY_MS));
      }
      await open(db, new Date(0))(now);
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

  test.skipIf(engine.skipped !== undefined)(
    'a digest shows the top story, the topics by volume, and what developed; alerts only when more was told',
    async () => {
      await using db = await openFresh(engine);
      const turn = await begin(db);
      const old = await report(db, after(-30), { importance: 0.6 });
      await report(db, after(3), { storyId: old, outlet: 'EFE', importance: 0.6 });
      const told = await report(db, after(1), { importance: 0.9 });
      const grown = await report(db, after(1), { importance: 0.8 });
      await enqueue(
        db,
        [told, grown].map((id) => ({
          key: `alert:${String(id)}`,
          destinationId: 'noticias',
          storyId: String(id),
          message: { kind: 'alert', language: 'en', story: storyView(), silent: true },
        })),
        after(1),
      );
      await report(db, after(2), { storyId: grown, outlet: 'EFE', importance: 0.8 });
      const talks = await report(db, after(2), { about: 'talks', importance: 0.3 });
      await turn(after(8));
      const [digest] = await listDigests(db);
      expect(digest).toMatchObject({
        key: 'digest:daily:2026-03-01:noticias',
        variant: 'daily',
        counts: { stories: 3, outlets: 2, topics: 2, major: 2 },
        top: { storyId: String(grown), isUpdated: true, otherOutlets: 1 },
        groups: [
          { topic: { id: 'oil' }, count: 2, lines: [] },
          { topic: { id: 'talks' }, count: 1, lines: [{ storyId: String(talks) }] },
        ],
        developing: [{ storyId: String(old), isUpdated: false }],
        chart: { series: [{ counts: [0, 0, 0, 0, 0, 0, 1] }, { counts: [0, 0, 0, 0, 0, 1, 2] }] },
        silent: true,
      });
    },
  );

  test.skipIf(engine.skipped !== undefined)('clearing the outbox repeats no digest', async () => {
    await using db = await openFresh(engine);
    const turn = await begin(db);
    await report(db, after(1));
    await turn(after(8));
    await db.deleteFrom('outbox').execute();
    await turn(after(8.1));
    await open(db, after(9))(after(9));
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
      await open(db)(START);
      await db
        .updateTable('destinations')
        .set({ settings: JSON.stringify(odd) })
        .where('id', '=', 'a-odd')
        .execute();
      await report(db, after(1));
      await open(db)(after(8));
      expect((await listDigests(db)).map(({ key }) => key)).toEqual(['digest:daily:2026-03-01:noticias']);
    },
  );

  test.skipIf(engine.skipped !== undefined)('two turns at once queue one digest', async () => {
    await using db = await openFresh(engine);
    await begin(db);
    await report(db, after(1));
    await Promise.all([open(db)(after(8)), open(db)(after(8))]);
    expect(await listDigests(db)).toHaveLength(1);
  });

  test.skipIf(engine.skipped !== undefined)(
    'a quiet day is a line in a channel, and nothing to a person until the third',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination(), destination({ id: 'p-1', isPrivate: true })]);
      const turn = open(db);
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
      const turn = open(db, after(9));
      await turn(after(9));
      expect(await listDigests(db)).toEqual([]);
      await turn(after(9.05));
      expect(await listDigests(db)).toHaveLength(1);
    },
  );
});
