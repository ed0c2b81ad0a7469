import { expect, test } from 'vitest';
import type { Message } from '../../src/core/messages/message.ts';
import { openBotWorld, type BotWorld } from '../support/bot.ts';
import { storyView, welcome } from '../support/builders.ts';

const MINUTE_MS = 60_000;
const alert: Message = { kind: 'alert', language: 'en', story: storyView(), silent: false };

/** Posts so that the answer is lost, then lets Discord forget the nonce. */
async function postUnanswered(world: BotWorld, message: Message, nonce: string): Promise<void> {
  const fault = { kind: 'rst', when: 'after' } as const;
  world.discord.addFault({ route: 'POST /channels/\\d+/messages', times: 1, fault });
  expect(await world.send(message, nonce)).toMatchObject({ kind: 'ambiguous' });
  world.discord.advance(10 * MINUTE_MS);
}

test.each([
  ['an alert, whose buttons stand in a row,', alert],
  ['a welcome, whose button stands in a container,', welcome()],
] as const)('%s is found in the channel when its nonce is forgotten', async (_what, message) => {
  await using world = await openBotWorld();
  await postUnanswered(world, message, 'i-7');
  const [posted] = world.discord.messages(world.channelId);
  expect(await world.find('i-7')).toMatchObject({ kind: 'found', messageId: posted?.id });
});

test('a marker that only looks alike is another one', async () => {
  await using world = await openBotWorld();
  await world.ready();
  await postUnanswered(world, alert, 'i-77');
  expect(await world.find('i-7')).toEqual({ kind: 'absent' });
});

test('it is found behind a hundred later messages', async () => {
  await using world = await openBotWorld();
  await postUnanswered(world, alert, 'i-7');
  for (let count = 0; count < 150; count += 1)
    world.discord.say(world.channelId, world.ownerId, `message ${String(count)}`);
  expect(await world.find('i-7')).toMatchObject({ kind: 'found' });
});

test('a clock that is minutes ahead hides nothing', async () => {
  await using world = await openBotWorld();
  await world.send(alert, 'i-7');
  expect(await world.find('i-7', new Date(Date.now() + 3 * MINUTE_MS))).toMatchObject({ kind: 'found' });
});

test('an empty channel that may be read proves that nothing was shown', async () => {
  await using world = await openBotWorld();
  await world.ready();
  expect(await world.find('i-7')).toEqual({ kind: 'absent' });
});

test('an empty answer proves nothing where the history may not be read', async () => {
  await using world = await openBotWorld();
  await world.ready();
  await postUnanswered(world, alert, 'i-7');
  world.discord.setOverwrite({ channelId: world.channelId, deny: ['READ_MESSAGE_HISTORY'] });
  await expect.poll(() => world.find('i-7')).toMatchObject({ kind: 'unreadable' });
});

test.each([
  ['a channel that the bot may not see is closed', 50_001, 'closed'],
  ['a channel that is gone is closed', 10_003, 'closed'],
  ['a server that the bot has left is closed', 10_004, 'closed'],
  ['a channel that may be seen and not read cannot tell', 50_013, 'unreadable'],
] as const)('%s', async (_what, code, kind) => {
  await using world = await openBotWorld();
  world.discord.addFault({ route: 'GET /channels', fault: { kind: 'refuse', code } });
  expect(await world.find('i-7')).toMatchObject({ kind });
});

test('until it is known whether a history may be read, its emptiness proves nothing', async () => {
  await using world = await openBotWorld({ discord: { identifyBudget: 0 } });
  expect(await world.find('i-7')).toMatchObject({ kind: 'unproven' });
});

const threeHoursAgo = (): Date => new Date(Date.now() - 3 * 60 * MINUTE_MS);

test('the time that Discord tells is kept, whatever this machine says', async () => {
  await using world = await openBotWorld({ discord: { now: threeHoursAgo } });
  const { discord, bot } = world;
  await bot.askTime(AbortSignal.timeout(5_000));
  const apartMs = (bot.now()?.getTime() ?? 0) - threeHoursAgo().getTime();
  expect(Math.abs(apartMs)).toBeLessThan(5_000);
  const since = bot.now();
  await postUnanswered(world, alert, 'i-7');
  expect(await world.find('i-7', since)).toMatchObject({ kind: 'found' });
  // Had it been looked for by this machine's time, it would not have been there.
  expect(await world.find('i-7', new Date(Date.now() + 600_000))).toEqual({ kind: 'absent' });
  expect(discord.messages(world.channelId)).toHaveLength(1);
});

test.each([
  ['Discord fails', { kind: 'error', status: 503, when: 'before' }],
  ['the connection breaks', { kind: 'rst', when: 'before' }],
  ['the token is refused', { kind: 'unauthorized' }],
] as const)('the question stays open while %s', async (_how, fault) => {
  await using world = await openBotWorld();
  world.discord.addFault({ route: 'GET /channels', times: 1, fault });
  expect(await world.find('i-7')).toMatchObject({ kind: 'ambiguous' });
});
