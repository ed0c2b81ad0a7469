import { describe, expect, test } from 'vitest';
import type { MuteKind } from '../../src/core/mute.ts';
import type { StoryChange } from '../../src/core/stories/change.ts';
import { findAlert } from '../../src/db/deliveries/alerts.ts';
import { joinAlerts } from '../../src/db/deliveries/joined-alerts.ts';
import { MUTED } from '../../src/db/deliveries/muted-deliveries.ts';
import { removeMute } from '../../src/db/people/mutes.ts';
import { absorbStory } from '../../src/db/stories/story-mending.ts';
import { tagStory } from '../../src/db/stories/stories.ts';
import { muteAt } from '../../src/pipeline/people/mute.ts';
import { by, HOUR_MS, openCardWorld, TOPICS, type CardWorld } from '../support/card-world.ts';
import { engines, type Engine } from '../support/databases.ts';

const two = [by('Gulf Wire'), by('El Faro')];
const denial = (outlet: string): StoryChange => ({ kind: 'new-fact', facts: [{ kind: 'denial', outlet }] });

/** A channel whose alerts wait for six hours. */
const openNight = (engine: Engine) =>
  openCardWorld(engine, ({ text }) => ({ ...text, quietHours: { from: '11:00', to: '18:00' } }));

async function tellTagged(world: CardWorld, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let told = 0; told < count; told += 1) {
    const storyId = await world.begin();
    await tagStory(world.db, storyId, [{ id: 'oil', score: 0.9 }], world.now());
    await world.tell({ storyId });
    ids.push(storyId);
  }
  return ids;
}

async function mute(world: CardWorld, kind: MuteKind, subject: string, hours = 24): Promise<void> {
  const until = new Date(world.now().getTime() + hours * HOUR_MS);
  const destinationId = world.destination.id;
  await muteAt(world.db, { destinationId, kind, subject, until }, { topics: TOPICS, now: world.now() });
}

describe.for(engines)('what is muted on $name', (engine) => {
  const isSkipped = engine.skipped !== undefined;

  test.skipIf(isSkipped)('while its alert waits is not posted: a story', async () => {
    await using world = await openNight(engine);
    const [first] = await tellTagged(world, 2);
    await mute(world, 'story', String(first));
    await world.wait(6 * HOUR_MS);
    expect(world.messages()).toHaveLength(1);
    expect(await world.states()).toEqual(['alert folded: 1', 'alert sent: 1']);
    expect(await findAlert(world.db, first ?? 0, world.destination.id)).toBeUndefined();
  });

  test.skipIf(isSkipped)(
    'while its alert waits is not posted: a topic, but only where no other is left',
    async () => {
      await using world = await openNight(engine);
      const [, both = 0] = await tellTagged(world, 2);
      await tagStory(world.db, both, [{ id: 'talks', score: 0.8 }], world.now());
      await mute(world, 'topic', 'oil');
      await world.wait(6 * HOUR_MS);
      expect(await world.states()).toEqual(['alert folded: 1', 'alert sent: 1']);
    },
  );

  test.skipIf(isSkipped)('leaves the summary that waits for the end of quiet hours', async () => {
    await using world = await openNight(engine);
    const [first, second] = await tellTagged(world, 5);
    await mute(world, 'story', String(first));
    await world.tell({ storyId: first ?? 0, articles: two });
    await mute(world, 'story', String(second));
    await world.wait(6 * HOUR_MS);
    expect(JSON.stringify(world.messages()[0]?.components).match(/Chevron licence/g)).toHaveLength(3);
  });

  test.skipIf(isSkipped)('leaves nothing of a summary of nothing else', async () => {
    await using world = await openNight(engine);
    await tellTagged(world, 5);
    await mute(world, 'topic', 'oil');
    await world.wait(6 * HOUR_MS);
    expect(await world.states()).toEqual(['alert folded: 5', 'catch-up folded: 1']);
  });

  test.skipIf(isSkipped)('leaves a summary by the topics of the story that it was joined into', async () => {
    await using world = await openNight(engine);
    const absorbed = await tellTagged(world, 4);
    const { db } = world;
    const survivor = await world.begin();
    for (const id of absorbed) {
      await joinAlerts(db, { survivor, absorbed: id }, world.now());
      await absorbStory(db, { survivor, absorbed: id }, { probability: 0.9, now: world.now() });
    }
    await mute(world, 'topic', 'oil');
    await world.wait(6 * HOUR_MS);
    expect(await world.states()).toEqual(['alert folded: 4', 'catch-up folded: 1']);
    const reasons = await db.selectFrom('outbox').select('reason').distinct().execute();
    expect(reasons).toEqual([{ reason: MUTED }]);
  });

  test.skipIf(isSkipped)(
    'is told again, once it is muted no more, when it has news and not before',
    async () => {
      await using world = await openNight(engine);
      const [storyId = 0] = await tellTagged(world, 1);
      await mute(world, 'story', String(storyId));
      await world.wait(7 * HOUR_MS);
      const { id: destinationId } = world.destination;
      await removeMute(world.db, { destinationId, kind: 'story', subject: String(storyId) });
      await world.tell({ storyId, articles: two });
      await world.deliver();
      expect(world.messages()).toEqual([]);
      for (const more of ['A', 'B'])
        await world.tell({ storyId, articles: [...two, by(more)], change: denial(more) });
      await world.deliver();
      expect(world.messages()).toHaveLength(1);
      expect(world.messages()[0]?.embeds[0]?.footer?.text).toContain('3 outlets');
    },
  );

  test.skipIf(isSkipped)('goes on where its card stands once the mute has ended by itself', async () => {
    await using world = await openCardWorld(engine);
    const [storyId = 0] = await tellTagged(world, 1);
    await world.deliver();
    await mute(world, 'topic', 'oil', 2);
    await world.tell({ storyId, articles: two, change: denial('El Faro') });
    await world.wait(3 * HOUR_MS);
    expect(await world.states()).toEqual(['alert sent: 1']);
    await world.tell({ storyId, articles: [...two, by('A')], change: denial('A') });
    await world.wait(HOUR_MS);
    expect(await world.states()).toEqual(['alert sent: 1', 'edit sent: 1', 'update sent: 1']);
  });
});
