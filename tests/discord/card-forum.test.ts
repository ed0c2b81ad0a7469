import { describe, expect, test } from 'vitest';
import type { StoryChange } from '../../src/core/stories/change.ts';
import type { Channel } from '../../src/demo/discord/world.ts';
import { insertStory } from '../../src/db/stories/stories.ts';
import { by, HOUR_MS, MINUTE_MS, openCardWorld, SECOND_MS, type CardWorld } from '../support/card-world.ts';
import { engines, type Engine } from '../support/databases.ts';

const two = [by('Gulf Wire'), by('El Faro')];
const denial = (outlet: string): StoryChange => ({ kind: 'new-fact', facts: [{ kind: 'denial', outlet }] });

/** A forum with tags named after a topic and after stories that go on. */
async function openForumWorld(engine: Engine, tagRequired = false, names = ['Oil', 'Developing']) {
  return openCardWorld(engine, ({ discord, forum }) => {
    const guildId = discord.guilds()[0]?.id ?? '';
    const tags = names.map((name) => ({ name }));
    const { id } = discord.addChannel(guildId, { name: 'watch', kind: 'forum', tags, tagRequired });
    return { ...forum, address: id };
  });
}

const postsOf = ({ discord, destination }: CardWorld) =>
  discord.channels().filter(({ parentId }) => parentId === destination.address);
function tagNames({ discord, destination }: CardWorld, post: Channel | undefined): string[] {
  const forum = discord.channels().find(({ id }) => id === destination.address);
  const ids = post?.thread?.appliedTags ?? [];
  return ids.map((id) => forum?.tags.find((tag) => tag.id === id)?.name ?? '');
}

describe.for(engines)('a card on $name', (engine) => {
  const isSkipped = engine.skipped !== undefined;

  test.skipIf(isSkipped)(
    'in a forum is a post with tags, where updates stand and that ends without the tag of what goes on',
    async () => {
      await using world = await openForumWorld(engine);
      await world.tell();
      await world.deliver();
      const [post, ...others] = postsOf(world);
      expect(others).toEqual([]);
      expect(post?.name).toBe('Chevron licence extended by six months');
      expect(tagNames(world, post)).toEqual(['Oil', 'Developing']);
      await world.tell({ articles: two, change: denial('El Faro') });
      await world.wait(2 * MINUTE_MS);
      const [card, update] = world.messages(post?.id);
      expect(update?.content).toContain('**Update 1**');
      expect(JSON.stringify(card?.embeds)).toContain('El Faro');
      await world.wait(49 * HOUR_MS);
      expect(tagNames(world, postsOf(world)[0])).toEqual(['Oil']);
      expect(await world.states()).toEqual([
        'alert sent: 1',
        'close sent: 1',
        'edit sent: 1',
        'update sent: 1',
      ]);
    },
  );

  test.skipIf(isSkipped)(
    'in a forum names the post of the story that it follows, after edits, too',
    async () => {
      await using world = await openForumWorld(engine);
      const first = await world.begin();
      await world.tell({ storyId: first });
      await world.deliver();
      const followsId = first;
      const storyId = await insertStory(world.db, { firstSeen: world.now(), followsId, isSeeded: false });
      await world.tell({ storyId, followsId });
      await world.deliver();
      const [earlier, later] = postsOf(world);
      const link = `-# Follows <#${earlier?.id ?? ''}>`;
      expect(world.messages(later?.id)[0]?.content.endsWith(link)).toBe(true);
      await world.tell({ storyId, followsId, articles: two });
      await world.wait(2 * MINUTE_MS);
      expect(await world.states()).toContain('edit sent: 1');
      expect(world.messages(later?.id)[0]?.content.endsWith(link)).toBe(true);
      expect(world.messages(earlier?.id)[0]?.content).not.toContain('Follows');
    },
  );

  test.skipIf(isSkipped)(
    'in a forum is named after its headline as it changes, ten minutes apart',
    async () => {
      await using world = await openForumWorld(engine);
      await world.tell();
      await world.deliver();
      const namesAfter = async (title: string, ms: number) => {
        await world.tell({ articles: [by('Gulf Wire', { title })] });
        await world.wait(ms);
        return postsOf(world)[0]?.name;
      };
      expect(await namesAfter('Chevron licence extended', 2 * MINUTE_MS)).toBe('Chevron licence extended');
      expect(await namesAfter('Chevron licence is longer', 2 * MINUTE_MS)).toBe('Chevron licence extended');
      expect(await namesAfter('Chevron licence grows', 2 * MINUTE_MS)).toBe('Chevron licence extended');
      await world.wait(7 * MINUTE_MS);
      expect(postsOf(world)[0]?.name).toBe('Chevron licence grows');
      expect(await world.states()).toEqual(['alert sent: 1', 'edit sent: 3', 'thread sent: 2']);
    },
  );

  test.skipIf(isSkipped)('in a forum is posted once, though its answer was lost', async () => {
    await using world = await openForumWorld(engine);
    world.failOnce('POST /channels/\\d+/threads', { kind: 'rst', when: 'after' });
    await world.tell();
    for (let turn = 0; turn < 6; turn += 1) await world.wait(15 * SECOND_MS);
    expect(postsOf(world)).toHaveLength(1);
    expect(await world.states()).toEqual(['alert sent: 1']);
  });

  test.skipIf(isSkipped)('in a forum is posted anew when the request that failed made no post', async () => {
    await using world = await openForumWorld(engine);
    world.failOnce('POST /channels/\\d+/threads', { kind: 'rst', when: 'before' });
    await world.tell();
    for (let turn = 0; turn < 6; turn += 1) await world.wait(15 * SECOND_MS);
    expect(postsOf(world)).toHaveLength(1);
  });

  test.skipIf(isSkipped)(
    'in a forum that demands a tag and has none that fits is held back until somebody adds one',
    async () => {
      await using world = await openForumWorld(engine, true, ['Weather']);
      await world.tell();
      await world.deliver();
      expect(await world.states()).toEqual(['alert failed: 1']);
      const row = await world.db.selectFrom('destinations').select('paused_reason').executeTakeFirstOrThrow();
      expect(row.paused_reason).toContain('it needs a tag named “oil”');
    },
  );
});
