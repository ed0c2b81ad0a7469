import { expect, test } from 'vitest';
import { findDestinationAt } from '../../src/db/deliveries/destinations.ts';
import { openSubscribingWorld, type SubscribingWorld } from '../support/subscribing.ts';

/** Somebody with the right to manage the server, and what takes it from them again. */
function addManager({ bot: { discord } }: SubscribingWorld) {
  const guildId = discord.guilds()[0]?.id ?? '';
  const role = discord.addRole(guildId, { name: 'managers', permissions: ['MANAGE_GUILD'] });
  const { id: userId } = discord.addUser({ username: 'manager' });
  discord.addMember(guildId, userId, [role.id]);
  return { userId, demote: () => discord.addMember(guildId, userId, []) };
}

const subscribe = async (world: SubscribingWorld, userId: string, channel: string) =>
  world.submit(await world.command({ userId, command: 'channel subscribe', options: { channel } }));

test('who may no longer manage the server changes nothing by the buttons and the form they still see', async () => {
  await using world = await openSubscribingWorld();
  const { channelId } = world.bot;
  const { userId, demote } = addManager(world);
  const form = await world.command({ userId, command: 'channel edit', options: { channel: channelId } });
  const saved = await world.submit(form);
  const before = await findDestinationAt(world.db, channelId);
  const reopened = await world.click(userId, saved, 'Change');
  demote();
  const refusal = 'Only members with **Manage Server**';
  for (const button of ['Send test', 'Pause', 'Change'])
    expect((await world.click(userId, saved, button)).text).toContain(refusal);
  expect((await world.submit(reopened, { level: 'digest' })).text).toContain(refusal);
  expect(await findDestinationAt(world.db, channelId)).toEqual(before);
  expect(world.bot.discord.messages(channelId)).toEqual([]);
});

test('a channel that is deleted meanwhile is told of, and can be removed', async () => {
  await using world = await openSubscribingWorld();
  const { discord } = world.bot;
  const { userId } = addManager(world);
  const { id } = discord.addChannel(discord.guilds()[0]?.id ?? '', { name: 'short-lived' });
  await expect.poll(() => world.bot.bot.findChannel(id)).toBeDefined();
  const form = await world.command({ userId, command: 'channel edit', options: { channel: id } });
  const saved = await subscribe(world, userId, id);
  expect(saved.text).toContain(`<#${id}> gets`);
  discord.deleteChannel(id);
  await expect.poll(() => world.bot.bot.findChannel(id)).toBeUndefined();
  expect((await world.submit(form)).text).toContain('I can’t see');
  expect((await world.click(userId, saved, 'Send test')).text).toContain('The channel no longer exists.');
  const list = await world.command({ userId, command: 'channel list' });
  expect(list.text).toContain('The channel no longer exists.');
  expect((await world.click(userId, list, 'Remove')).text).toContain('gets nothing more from me');
  expect(await findDestinationAt(world.db, id)).toBeUndefined();
});

test('ten managers who subscribe an eleventh channel at once get no more than ten', async () => {
  await using world = await openSubscribingWorld();
  const { discord } = world.bot;
  const guildId = discord.guilds()[0]?.id ?? '';
  const channels = Array.from({ length: 14 }, (_, index) =>
    discord.addChannel(guildId, { name: `c-${String(index)}` }),
  );
  await expect.poll(() => channels.every(({ id }) => world.bot.bot.findChannel(id) !== undefined)).toBe(true);
  const texts = await Promise.all(
    channels.map(async ({ id }) => (await subscribe(world, addManager(world).userId, id)).text),
  );
  expect(texts.filter((text) => text.includes(' gets '))).toHaveLength(10);
  expect(texts.filter((text) => text.includes('already has 10 channels'))).toHaveLength(4);
});

test('one person who presses everything twice at once is answered twice, and ends as they wished', async () => {
  await using world = await openSubscribingWorld();
  const { userId } = addManager(world);
  const form = await world.command({ userId, command: 'subscribe' });
  const saved = await Promise.all([
    world.submit(form, { topics: ['oil'] }),
    world.submit(form, { topics: ['oil'] }),
  ]);
  for (const { text } of saved) expect(text).toContain('You follow **Oil**');
  const [first] = saved;
  const stopped = await Promise.all([1, 2].map(() => world.click(userId, first, 'Stop all')));
  expect(stopped.filter(({ text }) => text.includes('You get nothing more from me.'))).not.toEqual([]);
  expect(await findDestinationAt(world.db, userId)).toBeUndefined();
});

test('in a server that the bot has left, nothing can be mended from the message that told of it', async () => {
  await using world = await openSubscribingWorld();
  const { discord, channelId } = world.bot;
  const { userId } = addManager(world);
  const saved = await subscribe(world, userId, channelId);
  discord.kick(discord.guilds()[0]?.id ?? '');
  await expect.poll(() => world.bot.bot.findChannel(channelId)).toBeUndefined();
  const after = () => discord.click({ userId, messageId: saved.message?.id ?? '', button: 'Send test' });
  const outcome = await discord.outcome(after().id);
  expect(outcome).toMatchObject({
    kind: 'message',
    message: { visibleTo: userId, content: expect.stringContaining('I can’t see') },
  });
  expect(discord.messages(channelId)).toEqual([]);
});
