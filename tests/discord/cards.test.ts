import { describe, expect, test } from 'vitest';
import type { StoryChange } from '../../src/core/stories/change.ts';
import { MESSAGE_FLAGS } from '../../src/demo/discord/constants.ts';
import { by, HOUR_MS, MINUTE_MS, openCardWorld, SECOND_MS } from '../support/card-world.ts';
import { engines } from '../support/databases.ts';

const two = [
  by('Gulf Wire'),
  by('Diario del Golfo', { title: 'Amplían la licencia de Chevron', language: 'es' }),
];
const denial = (outlet: string): StoryChange => ({ kind: 'new-fact', facts: [{ kind: 'denial', outlet }] });

describe.for(engines)('a living card on $name', (engine) => {
  const isSkipped = engine.skipped !== undefined;

  test.skipIf(isSkipped)('grows by edits as outlets join, after 90 seconds of quiet', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.deliver();
    await world.tell({ articles: two });
    await world.wait(60 * SECOND_MS);
    expect(JSON.stringify(world.messages())).not.toContain('Diario del Golfo');
    await world.wait(30 * SECOND_MS);
    const [card, ...others] = world.messages();
    expect(others).toEqual([]);
    expect(JSON.stringify(card?.embeds)).toContain('Diario del Golfo');
    expect(JSON.stringify(card?.components)).toContain('All 2 sources');
    expect(await world.states()).toEqual(['alert sent: 1', 'edit sent: 1']);
  });

  test.skipIf(isSkipped)('is brought up to date before it is posted, rather than edited after', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.tell({ articles: two });
    await world.deliver();
    expect(JSON.stringify(world.messages())).toContain('Diario del Golfo');
    expect(await world.states()).toEqual(['alert sent: 1']);
  });

  test.skipIf(isSkipped)(
    'is answered silently with a new fact, and says below which time to look',
    async () => {
      await using world = await openCardWorld(engine);
      await world.tell();
      await world.deliver();
      await world.tell({ articles: two, change: denial('Diario del Golfo') });
      await world.wait(2 * MINUTE_MS);
      const [card, update] = world.messages();
      expect(update?.reference?.messageId).toBe(card?.id);
      expect(update?.content).toContain('**Update 1** · Amplían la licencia de Chevron');
      expect(update?.content).toContain('a denial');
      expect((update?.flags ?? 0) & MESSAGE_FLAGS.suppressNotifications).toBeGreaterThan(0);
      expect(JSON.stringify(card?.embeds)).toContain('Updated');
    },
  );

  test.skipIf(isSkipped)('is only edited when no words of a report say what is new', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.deliver();
    const name = { kind: 'name', outlet: 'Diario del Golfo', name: 'chevron' } as const;
    await world.tell({ articles: two, change: { kind: 'new-fact', facts: [name] } });
    await world.wait(2 * MINUTE_MS);
    expect(await world.states()).toEqual(['alert sent: 1', 'edit sent: 1']);
  });

  test.skipIf(isSkipped)('tells several facts that nobody has been sent yet in one answer', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.deliver();
    await world.tell({ articles: two, change: denial('Diario del Golfo') });
    await world.tell({ articles: [...two, by('El Faro')], change: denial('El Faro') });
    await world.deliver();
    expect(world.messages()).toHaveLength(2);
    expect(await world.states()).toContain('update sent: 1');
  });

  test.skipIf(isSkipped)('goes on in a thread from the third answer in a day on', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.deliver();
    for (const outlet of ['A', 'B', 'C', 'D']) {
      await world.tell({ articles: [...two, by(outlet)], change: denial(outlet) });
      await world.wait(20 * MINUTE_MS);
    }
    const [card] = world.messages();
    expect(world.messages()).toHaveLength(3);
    const inThread = world.messages(card?.id);
    expect(inThread.map(({ content }) => content.slice(0, 12))).toEqual(['**Update 3**', '**Update 4**']);
  });

  test.skipIf(isSkipped)('goes on in the thread that somebody else has begun', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.deliver();
    world.failOnce('POST /channels/\\d+/messages/\\d+/threads', { kind: 'rst', when: 'after' });
    for (const outlet of ['A', 'B', 'C']) {
      await world.tell({ articles: [...two, by(outlet)], change: denial(outlet) });
      await world.wait(20 * MINUTE_MS);
    }
    await world.wait(MINUTE_MS);
    const [card] = world.messages();
    expect(world.messages(card?.id)).toHaveLength(1);
  });

  test.skipIf(isSkipped)(
    'is answered aloud when it becomes major, and pings its role three times an hour at most',
    async () => {
      await using world = await openCardWorld(engine, ({ text }) => ({
        ...text,
        mentionRole: '123456789012345678',
      }));
      const stories = [];
      for (let count = 0; count < 4; count += 1) stories.push(await world.begin());
      for (const storyId of stories) await world.tell({ storyId });
      await world.deliver();
      for (const storyId of stories) {
        await world.tell({ storyId, isMajor: true });
        await world.wait(SECOND_MS);
      }
      const updates = world.messages().filter(({ content }) => content.includes('Now major'));
      expect(updates.map(({ content }) => content.includes('<@&123456789012345678>'))).toEqual([
        true,
        true,
        true,
        false,
      ]);
      expect(updates.every(({ flags }) => (flags & MESSAGE_FLAGS.suppressNotifications) === 0)).toBe(true);
      await world.wait(2 * HOUR_MS);
      const another = await world.begin();
      await world.tell({ storyId: another, isMajor: true });
      await world.deliver();
      expect(world.messages().at(-1)?.content).toContain('Pings left out since the last one: 1');
      const bodies = world.discord.requests().map(({ body }) => JSON.stringify(body));
      const pinging = bodies.filter((body) => body.includes('<@&'));
      expect(pinging.length).toBeGreaterThanOrEqual(4);
      for (const body of pinging)
        expect(body).toContain('"allowed_mentions":{"parse":[],"roles":["123456789012345678"]}');
    },
  );

  test.skipIf(isSkipped)('shows what was taken back, and says so aloud', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.deliver();
    const was = 'Chevron licence extended by six months';
    const corrected = [by('Gulf Wire', { title: 'Chevron licence extended by three months' })];
    const change = { kind: 'correction', articleId: 'Gulf Wire', outlet: 'Gulf Wire', was, now: '' } as const;
    await world.tell({ articles: corrected, change });
    await world.deliver();
    const [card, update] = world.messages();
    expect(card?.content).toContain(`~~${was}~~ · **Corrected**`);
    expect(card?.embeds[0]?.title).toBe('Chevron licence extended by three months');
    expect(update?.content).toContain('**Corrected**');
    expect((update?.flags ?? 0) & MESSAGE_FLAGS.suppressNotifications).toBe(0);
  });

  test.skipIf(isSkipped)('says once that it was corrected, though its outlet says so, too', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.deliver();
    const was = 'UPDATE 1-Chevron licence extended by six months';
    const title = 'CORRECTED: Chevron licence extended by three months';
    const corrected = [by('Gulf Wire', { title })];
    const change = { kind: 'correction', articleId: 'Gulf Wire', outlet: 'Gulf Wire', was, now: '' } as const;
    await world.tell({ articles: corrected, change });
    await world.deliver();
    const [card, update] = world.messages();
    for (const content of [card?.content, update?.content]) {
      expect(content).toContain('~~Chevron licence extended by six months~~');
      expect(content).not.toContain('CORRECTED');
      expect(content).toContain('Chevron licence extended by three months');
    }
    expect(card?.embeds[0]?.title).toBe('Chevron licence extended by three months');
  });

  test.skipIf(isSkipped)('strikes no headline through that goes on to hold', async () => {
    await using world = await openCardWorld(engine);
    await world.tell();
    await world.deliver();
    const was = 'Chevron licence extended by six months';
    const corrected = [by('Gulf Wire', { title: `CORRECTED: ${was}` })];
    const change = { kind: 'correction', articleId: 'Gulf Wire', outlet: 'Gulf Wire', was, now: '' } as const;
    await world.tell({ articles: corrected, change });
    await world.deliver();
    const [card, update] = world.messages();
    expect(card?.content).toBe(`🛢️ **oil** · ${was} · **Corrected**`);
    expect(update?.content).toContain(`**Corrected** · ${was}\n`);
  });

  test.skipIf(isSkipped)('is answered by the card of the story that follows', async () => {
    await using world = await openCardWorld(engine);
    const followsId = await world.begin();
    await world.tell({ storyId: followsId });
    await world.deliver();
    await world.tell({ followsId });
    await world.deliver();
    const [earlier, later] = world.messages();
    expect(later?.reference?.messageId).toBe(earlier?.id);
  });

  test.skipIf(isSkipped)('is closed after 48 hours of quiet, and edited no more', async () => {
    await using world = await openCardWorld(engine);
    await world.tell({ articles: two });
    await world.deliver();
    await world.wait(48 * HOUR_MS);
    expect(world.messages()[0]?.embeds[0]?.footer?.text).toMatch(/^Closed · oil · 2 outlets/);
    await world.tell({ articles: [...two, by('El Faro')] });
    await world.wait(HOUR_MS);
    await world.wait(72 * HOUR_MS);
    expect(await world.states()).toEqual(['alert sent: 1', 'close sent: 1']);
  });

  test.skipIf(isSkipped)(
    'whose edit Discord takes no more stays as it is, and holds up nothing',
    async () => {
      await using world = await openCardWorld(engine);
      await world.tell();
      await world.deliver();
      world.failOnce('PATCH .*', { kind: 'refuse', code: 30_046 });
      await world.tell({ articles: two });
      await world.wait(2 * MINUTE_MS);
      const other = await world.begin();
      await world.tell({ storyId: other });
      await world.deliver();
      expect(await world.states()).toEqual(['alert sent: 2', 'edit dead: 1']);
    },
  );

  test.skipIf(isSkipped)(
    'in an announcement channel waits five minutes, and is published once if it is major',
    async () => {
      await using world = await openCardWorld(engine, ({ news }) => ({ ...news, publish: true }));
      await world.tell({ isMajor: true });
      await world.wait(4 * MINUTE_MS);
      expect(world.messages()).toEqual([]);
      world.failOnce('POST /channels/\\d+/messages/\\d+/crosspost', { kind: 'rst', when: 'after' });
      await world.wait(MINUTE_MS);
      await world.wait(MINUTE_MS);
      expect((world.messages()[0]?.flags ?? 0) & MESSAGE_FLAGS.crossposted).toBeGreaterThan(0);
      for (const outlet of ['A', 'B', 'C']) {
        await world.tell({ articles: [...two, by(outlet)], isMajor: true });
        await world.wait(20 * MINUTE_MS);
      }
      expect(await world.states()).toEqual(['alert sent: 1', 'edit sent: 1', 'publish sent: 1']);
    },
  );

  test.skipIf(isSkipped)('where it is only relevant is not published', async () => {
    await using world = await openCardWorld(engine, ({ news }) => ({ ...news, publish: true }));
    await world.tell();
    await world.wait(5 * MINUTE_MS);
    expect(await world.states()).toEqual(['alert sent: 1']);
  });
});
