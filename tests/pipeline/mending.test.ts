import { describe, expect, test } from 'vitest';
import { insertArticle, placeInStory } from '../../src/db/stories/articles.ts';
import { insertCards, listCards } from '../../src/db/deliveries/cards.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { joinAlerts } from '../../src/db/deliveries/joined-alerts.ts';
import { findDeliveryIds } from '../../src/db/deliveries/outbox.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { listChanges } from '../../src/db/stories/story-life.ts';
import { findSurvivor } from '../../src/db/stories/story-mending.ts';
import { insertStory, listLatestStories, listStoryTopics, tagStory } from '../../src/db/stories/stories.ts';
import type { Mending } from '../../src/core/stories/mending.ts';
import { mendStory } from '../../src/pipeline/stories/mend-story.ts';
import type { OpenStories } from '../../src/pipeline/stories/story-book.ts';
import { weighStory } from '../../src/pipeline/stories/weigh-story.ts';
import { findExplanation } from '../../src/pipeline/stories/why.ts';
import { printOf } from '../core/reported-article.ts';
import { assessment, destination, storyView, topic } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';
import { configuration } from '../support/watch.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

/** A story of so many articles that were first seen one minute after the other. */
async function storyOf(
  db: Db,
  count: number,
  given: Partial<Parameters<typeof insertStory>[1]> = {},
): Promise<{ readonly id: number; readonly articles: readonly number[] }> {
  const id = await insertStory(db, { firstSeen: NOW, isSeeded: false, ...given });
  await tagStory(db, id, [{ id: 'oil', score: 0.9 }], NOW);
  const articles: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const title = `Report ${String(index)} of story ${String(id)}`;
    const article = await insertArticle(db, {
      feedId: 'one',
      key: title,
      title,
      text: '',
      language: 'en',
      outlet: { name: `Outlet ${String(index)}`, kind: 'independent' },
      firstSeen: later(index),
      assessment: assessment({ oil: 0.9 }),
      fingerprint: printOf(title, '', 'en', later(index)),
    });
    await placeInStory(db, article, { storyId: id, reason: { probability: 1, threshold: 0.5, reasons: [] } });
    articles.push(article);
  }
  return { id, articles };
}

/** An alert of a story in a state, last touched so many minutes after noon. */
async function alertOf(
  db: Db,
  storyId: number,
  [destinationId, state, minute = 0]: readonly [string, string, number?],
) {
  const at = later(minute).getTime();
  await db
    .insertInto('outbox')
    .values({
      key: `alert:${String(storyId)}:${destinationId}`,
      destination_id: destinationId,
      kind: 'alert',
      story_id: storyId,
      body: '{}',
      state,
      attempts: 0,
      due_at: at,
      created_at: at,
      updated_at: at,
    })
    .execute();
}

const alertsIn = (db: Db) =>
  db.selectFrom('outbox').select(['key', 'state', 'story_id as storyId']).orderBy('id').execute();

/** The book says what is to be mended; what it is told in return is not asked for here. */
const bookOf = (mending: Mending, articles: readonly number[]): OpenStories => ({
  findMending: () => mending,
  listArticles: () => articles.map(String),
  join: () => undefined,
  split: () => undefined,
  replace: () => undefined,
  add: () => undefined,
  place: () => ({ kind: 'start', reason: { probability: 0, threshold: 0.5, reasons: [] } }),
});

async function joinThem(db: Db, survivor: number, absorbed: Awaited<ReturnType<typeof storyOf>>) {
  const mending: Mending = {
    kind: 'join',
    survivor: String(survivor),
    absorbed: String(absorbed.id),
    probability: 0.8,
  };
  const articleId = absorbed.articles.at(-1) ?? 0;
  return mendStory(db, bookOf(mending, absorbed.articles), { storyId: absorbed.id, articleId, now: NOW });
}

describe.for(engines)('mending on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'of two stories that are one, the absorbed leaves a pointer, its articles and its followers',
    async () => {
      await using db = await openFresh(engine);
      const first = await storyOf(db, 1);
      const second = await storyOf(db, 2);
      const third = await storyOf(db, 1, { followsId: second.id });
      await tagStory(db, second.id, [{ id: 'talks', score: 0.7 }], NOW);
      const touched = await joinThem(db, first.id, second);
      expect(touched).toEqual([{ storyId: first.id, fresh: new Set(second.articles.map(String)) }]);
      expect(await findSurvivor(db, second.id)).toBe(first.id);
      expect(await findSurvivor(db, first.id)).toBe(first.id);
      expect([...(await listStoryTopics(db, first.id))].toSorted()).toEqual(['oil', 'talks']);
      const weighed = await weighStory(db, second.id, [topic({ id: 'oil' })]);
      expect(weighed).toMatchObject({ id: first.id });
      expect(weighed?.articles.map(({ id }) => Number(id))).toEqual([...first.articles, ...second.articles]);
      const latest = await listLatestStories(db, { since: new Date(0), limit: 9 });
      expect(latest.map(({ id, followsId }) => [id, followsId])).toEqual([
        [third.id, first.id],
        [first.id, undefined],
      ]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a pointer to a story that is joined in turn leads to the last one, and why is on record',
    async () => {
      await using db = await openFresh(engine);
      const [one, two, three] = [await storyOf(db, 1), await storyOf(db, 1), await storyOf(db, 1)];
      await joinThem(db, two.id, three);
      await joinThem(db, one.id, two);
      expect(await findSurvivor(db, three.id)).toBe(one.id);
      expect(await listChanges(db, one.id, 0)).toMatchObject([
        { revision: 1, change: { kind: 'joined', absorbed: String(two.id), probability: 0.8 } },
      ]);
      const subject = { ...configuration.subject, topics: [topic({ id: 'oil' })] };
      const why = await findExplanation(
        { db, subject },
        { storyId: three.id, addresses: [], language: 'en' },
        NOW,
      );
      expect(why).toMatchObject({
        storyId: String(one.id),
        mendings: [{ kind: 'joined', absorbed: String(two.id), probability: 0.8 }],
      });
      const moved = await db
        .selectFrom('articles')
        .select('placement')
        .where('id', 'in', two.articles)
        .executeTakeFirstOrThrow();
      expect(moved.placement).toContain(`"moved":{"kind":"joined","from":"${String(two.id)}"`);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'who was told of either story was told of both, and of two alerts none is sent that can be spared',
    async () => {
      await using db = await openFresh(engine);
      const first = await storyOf(db, 1);
      const second = await storyOf(db, 1);
      const states = [
        ['both-sent', 'sent', 'sent'],
        ['second-waits', 'sent', 'pending'],
        ['first-waits', 'pending', 'sent'],
        ['neither-sent', 'pending', 'failed'],
      ] as const;
      for (const [id, own, others] of states) {
        await alertOf(db, first.id, [id, own]);
        await alertOf(db, second.id, [id, others]);
      }
      await alertOf(db, second.id, ['second-alone', 'sent']);
      await joinAlerts(db, { survivor: first.id, absorbed: second.id }, NOW);
      const alerts = await alertsIn(db);
      expect(new Set(alerts.map(({ storyId }) => storyId))).toEqual(new Set([first.id]));
      const stateOf = (story: number, id: string) =>
        alerts.find(({ key }) => key === `alert:${String(story)}:${id}`)?.state;
      expect(states.map(([id]) => [id, stateOf(first.id, id), stateOf(second.id, id)])).toEqual([
        ['both-sent', 'sent', 'sent'],
        ['second-waits', 'sent', 'folded'],
        ['first-waits', 'folded', 'sent'],
        ['neither-sent', 'folded', 'failed'],
      ]);
      expect(stateOf(first.id, 'second-alone')).toBe('sent');
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a part that leaves is not told again to those whose alert came after its first article',
    async () => {
      await using db = await openFresh(engine);
      const story = await storyOf(db, 5);
      const leaving = story.articles.slice(2, 4);
      await alertOf(db, story.id, ['told', 'sent', 3]);
      await alertOf(db, story.id, ['told-of-the-rest', 'sent', 1]);
      await alertOf(db, story.id, ['waiting', 'pending', 4]);
      const mending: Mending = {
        kind: 'split',
        storyId: String(story.id),
        leaving: leaving.map(String),
        probability: 0.1,
      };
      const joining = { storyId: story.id, articleId: story.articles[3] ?? 0, now: NOW };
      const [own, other] = await mendStory(db, bookOf(mending, []), joining);
      expect(own.storyId).not.toBe(story.id);
      expect(other?.storyId).toBe(story.id);
      const told = await db.selectFrom('story_told').selectAll().execute();
      expect(told).toEqual([{ story_id: own.storyId, destination_id: 'told' }]);
      const part = await weighStory(db, own.storyId, [topic({ id: 'oil' })]);
      expect(part?.articles.map(({ id }) => Number(id))).toEqual(leaving);
      expect((await listChanges(db, own.storyId, 0)).map(({ change }) => change)).toEqual([
        { kind: 'split-from', from: String(story.id), probability: 0.1 },
      ]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a card goes on with the part whose headline its readers were shown',
    async () => {
      await using db = await openFresh(engine);
      const story = await storyOf(db, 4);
      for (const [index, id] of ['shown-first', 'shown-last'].entries()) {
        await syncDestinations(db, [destination({ id })]);
        await alertOf(db, story.id, [id, 'sent', 4]);
        const key = `alert:${String(story.id)}:${id}`;
        const deliveryId = (await findDeliveryIds(db, [key])).get(key) ?? 0;
        const view = storyView({ headline: `Report ${String(index * 3)} of story ${String(story.id)}` });
        const card = { storyId: story.id, destinationId: id, deliveryId, story: view, isMajor: false };
        await insertCards(db, [card], NOW);
      }
      const leaving = story.articles.slice(2).map(String);
      const mending: Mending = { kind: 'split', storyId: String(story.id), leaving, probability: 0.1 };
      const joining = { storyId: story.id, articleId: story.articles[3] ?? 0, now: NOW };
      const [part] = await mendStory(db, bookOf(mending, []), joining);
      expect((await listCards(db, part.storyId)).map((card) => card.destinationId)).toEqual(['shown-last']);
      expect((await listCards(db, story.id)).map((card) => card.destinationId)).toEqual(['shown-first']);
      expect(await alertsIn(db)).toEqual([
        { key: `alert:${String(story.id)}:shown-first`, state: 'sent', storyId: story.id },
        { key: `alert:${String(part.storyId)}:shown-last`, state: 'sent', storyId: part.storyId },
      ]);
    },
  );
});
