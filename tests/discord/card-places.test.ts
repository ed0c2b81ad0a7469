import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { StoryChange } from '../../src/core/stories/change.ts';
import { joinCards } from '../../src/pipeline/cards/join-cards.ts';
import { joinAlerts } from '../../src/db/deliveries/joined-alerts.ts';
import { by, HOUR_MS, MINUTE_MS, openCardWorld, SECOND_MS } from '../support/card-world.ts';
import { engines } from '../support/databases.ts';

const two = [by('Gulf Wire'), by('El Faro')];
const denial = (outlet: string): StoryChange => ({ kind: 'new-fact', facts: [{ kind: 'denial', outlet }] });

describe.for(engines)('a card on $name', (engine) => {
  const isSkipped = engine.skipped !== undefined;

  test.skipIf(isSkipped)('whose thread may not be named goes on, and so does its channel', async () => {
    await using world = await openCardWorld(engine, ({ text }) => ({ ...text, layout: 'threads' }));
    await world.tell();
    await world.deliver();
    const [card] = world.messages();
    const nameOfThread = () => world.discord.channels().find(({ id }) => id === card?.id)?.name;
    const told = nameOfThread();
    world.failOnce(`PATCH /channels/${card?.id ?? ''}$`, { kind: 'refuse', code: 50_013 });
    await world.tell({ articles: [by('Gulf Wire', { title: 'Chevron licence grows' })] });
    await world.wait(20 * MINUTE_MS);
    expect(nameOfThread()).toBe(told);
    await world.tell({ storyId: await world.begin() });
    await world.deliver();
    expect(await world.states()).toEqual([
      'alert sent: 2',
      'edit sent: 1',
      'thread dead: 1',
      'thread sent: 2',
    ]);
  });

  test.skipIf(isSkipped)('in a channel with threads has one from the beginning', async () => {
    await using world = await openCardWorld(engine, ({ text }) => ({ ...text, layout: 'threads' }));
    world.failOnce('POST /channels/\\d+/messages/\\d+/threads', { kind: 'rst', when: 'after' });
    await world.tell();
    await world.deliver();
    await world.wait(10 * SECOND_MS);
    await world.tell({ articles: two, change: denial('El Faro') });
    await world.deliver();
    const [card] = world.messages();
    expect(world.messages()).toHaveLength(1);
    expect(world.messages(card?.id)).toHaveLength(1);
    expect(await world.states()).toContain('thread sent: 1');
  });

  test.skipIf(isSkipped)(
    'to a person goes to direct messages that are opened once, with a way to stop them',
    async () => {
      await using world = await openCardWorld(engine, ({ person }) => person);
      await world.tell();
      await world.deliver();
      await world.tell({ articles: two, change: denial('El Faro') });
      await world.wait(2 * MINUTE_MS);
      const opened = world.discord.requests().filter(({ path }) => path.endsWith('/users/@me/channels'));
      expect(opened).toHaveLength(1);
      const channel = world.discord
        .channels()
        .find(({ recipientId }) => recipientId === world.destination.address);
      const messages = world.messages(channel?.id);
      expect(messages).toHaveLength(2);
      for (const { components } of messages) expect(JSON.stringify(components)).toContain('stop:1:');
    },
  );

  test.skipIf(isSkipped)('to a person who takes no direct messages waits until they do', async () => {
    await using world = await openCardWorld(engine, ({ person }) => person);
    world.failOnce('POST /channels/\\d+/messages', { kind: 'refuse', code: 50_007 });
    await world.tell();
    await world.deliver();
    expect(await world.states()).toEqual(['alert failed: 1']);
  });

  test.skipIf(isSkipped)(
    'waits for the end of quiet hours, and updates with it; edits wake nobody, so they do not',
    async () => {
      const quietHours = { from: '12:30', to: '18:00' };
      await using world = await openCardWorld(engine, ({ text }) => ({ ...text, quietHours }));
      await world.tell();
      await world.wait(HOUR_MS);
      const other = await world.begin();
      await world.tell({ storyId: other });
      await world.tell({ articles: two, change: denial('El Faro') });
      await world.wait(2 * HOUR_MS);
      expect(world.messages()).toHaveLength(1);
      expect(JSON.stringify(world.messages()[0]?.embeds)).toContain('El Faro');
      await world.wait(3 * HOUR_MS);
      expect(world.messages()).toHaveLength(3);
    },
  );

  test.skipIf(isSkipped)('of a night with more than three stories is a line in one message', async () => {
    const quietHours = { from: '11:00', to: '18:00' };
    await using world = await openCardWorld(engine, ({ text }) => ({ ...text, quietHours }));
    const ids = [];
    for (let count = 0; count < 6; count += 1) ids.push(await world.begin());
    for (const storyId of ids) await world.tell({ storyId });
    await world.tell({ storyId: ids[0] ?? 0, articles: two });
    await world.wait(6 * HOUR_MS);
    const [summary, ...others] = world.messages();
    expect(others).toEqual([]);
    const text = JSON.stringify(summary?.components);
    expect(text).toContain('During your quiet hours');
    expect(text.match(/Chevron licence/g)).toHaveLength(6);
    expect(await world.states()).toEqual(['alert folded: 6', 'catch-up sent: 1']);
  });

  test.skipIf(isSkipped)('of a major story is not lost among those of a night', async () => {
    const quietHours = { from: '11:00', to: '18:00' };
    await using world = await openCardWorld(engine, ({ text }) => ({ ...text, quietHours }));
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.push(await world.begin());
    const [first = 0, second = 0] = ids;
    for (const storyId of ids) await world.tell({ storyId, isMajor: storyId === second });
    for (let turn = 0; turn < 2; turn += 1)
      await world.tell({ storyId: first, articles: two, isMajor: true });
    await world.wait(6 * HOUR_MS);
    expect(await world.states()).toEqual(['alert folded: 4', 'alert sent: 2', 'catch-up sent: 1']);
    const alerts = world.messages().filter(({ embeds }) => embeds.length > 0);
    expect(alerts.map(({ flags }) => flags & MessageFlags.SuppressNotifications)).toEqual([0, 0]);
  });

  test.skipIf(isSkipped)('of a story told in the summary of a night is posted once it is major', async () => {
    const quietHours = { from: '11:00', to: '18:00' };
    await using world = await openCardWorld(engine, ({ text }) => ({ ...text, quietHours }));
    const ids = [];
    for (let count = 0; count < 4; count += 1) ids.push(await world.begin());
    for (const storyId of ids) await world.tell({ storyId });
    await world.wait(7 * HOUR_MS);
    expect(world.messages()).toHaveLength(1);
    const storyId = ids[0] ?? 0;
    await world.tell({ storyId, articles: two });
    for (const more of ['A', 'B']) {
      await world.tell({ storyId, articles: [...two, by(more)], isMajor: true });
      await world.wait(2 * MINUTE_MS);
    }
    expect(world.messages()).toHaveLength(2);
    expect(world.messages()[1]?.embeds[0]?.footer?.text).toContain('3 outlets');
    expect(await world.states()).toContain('alert sent: 1');
  });

  test.skipIf(isSkipped)(
    'of two stories that turn out to be one is one: the other ends with what it shows',
    async () => {
      await using world = await openCardWorld(engine);
      const absorbed = await world.begin();
      const survivor = await world.begin();
      await world.tell({ storyId: survivor, articles: two });
      await world.tell({ storyId: absorbed });
      await world.deliver();
      await world.db.transaction().execute(async (db) => {
        await joinAlerts(db, { survivor, absorbed }, world.now());
        await joinCards(db, { survivor, absorbed }, world.now());
      });
      await world.tell({ storyId: survivor, articles: [...two, by('A')] });
      await world.wait(2 * MINUTE_MS);
      const [kept, ended] = world.messages();
      expect(world.messages()).toHaveLength(2);
      expect(kept?.embeds[0]?.footer?.text).toBe('oil · 3 outlets');
      expect(ended?.embeds[0]?.footer?.text).toContain('Continued in another message here · oil · 2 outlets');
    },
  );

  test.skipIf(isSkipped)(
    'of a story that is absorbed by one without a card goes on as that one’s',
    async () => {
      await using world = await openCardWorld(engine);
      const absorbed = await world.begin();
      const survivor = await world.begin();
      await world.tell({ storyId: absorbed });
      await world.deliver();
      await world.db.transaction().execute(async (db) => {
        await joinAlerts(db, { survivor, absorbed }, world.now());
        await joinCards(db, { survivor, absorbed }, world.now());
      });
      await world.tell({ storyId: survivor, articles: two });
      await world.wait(2 * MINUTE_MS);
      expect(world.messages()).toHaveLength(1);
      expect(JSON.stringify(world.messages()[0]?.embeds)).toContain('El Faro');
      expect(await world.states()).toEqual(['alert sent: 1', 'edit sent: 1']);
    },
  );
});
