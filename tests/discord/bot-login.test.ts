import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Message } from '../../src/core/messages/message.ts';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { openBotWorld } from '../support/bot.ts';
import { storyView } from '../support/builders.ts';

const alert: Message = { kind: 'alert', language: 'en', story: storyView(), silent: false };

test('commands are registered at the first start and left alone at the next', async () => {
  await using discord = await openLoopbackDiscord();
  const hashes = new Map<string, string>();
  for (const expected of ['registered', 'unchanged']) {
    await using world = await openBotWorld({ shared: discord, hashes });
    await world.ready();
    expect(world.log.join('')).toContain(`"outcome":"${expected}"`);
  }
  const puts = discord.requests().filter(({ method }) => method === 'PUT');
  expect(puts).toHaveLength(1);
});

test('a registration that failed is tried at the next start', async () => {
  await using discord = await openLoopbackDiscord();
  const hashes = new Map<string, string>();
  discord.addFault({ route: 'PUT .*commands', times: 1, fault: { kind: 'refuse', code: 50_035 } });
  await using first = await openBotWorld({ shared: discord, hashes });
  await first.logged('commands could not be registered');
  await using second = await openBotWorld({ shared: discord, hashes });
  await second.ready();
  expect(second.log.join('')).toContain('"outcome":"registered"');
});

test('messages are sent before the gateway is there, and without it', async () => {
  await using world = await openBotWorld();
  world.discord.addFault({
    route: 'GET /gateway/bot',
    fault: { kind: 'error', status: 503, when: 'before' },
  });
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'sent' });
});

test('a login that fails is tried again', async () => {
  await using discord = await openLoopbackDiscord();
  discord.addFault({ route: 'GET /gateway/bot', times: 1, fault: { kind: 'fin', when: 'before' } });
  await using world = await openBotWorld({ shared: discord });
  await world.ready();
  expect(world.log.join('')).toContain('discord login failed');
  expect(world.fatal).toEqual([]);
});

test('a token that Discord refuses at login is fatal', async () => {
  await using world = await openBotWorld({ bot: { token: 'not.the.token' } });
  await expect.poll(() => world.fatal).toEqual(['Discord refused the bot token']);
});

test('a dropped gateway is taken up again where it was', async () => {
  await using world = await openBotWorld();
  await world.ready();
  world.discord.dropGateway();
  await expect.poll(() => world.discord.counters().resumes, { timeout: 5_000 }).toBe(1);
  expect(world.discord.counters().identifies).toBe(1);
  const id = world.discord.invoke({
    command: 'topics',
    userId: world.ownerId,
    channelId: world.channelId,
  }).id;
  expect(await world.discord.outcome(id)).toMatchObject({ kind: 'message' });
});

test('a stop waits for no Discord that is silent', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const startedMs = performance.now();
  const world = await openBotWorld({ bot: { apiUrl: `http://127.0.0.1:${String(port)}/api` } });
  await world[Symbol.asyncDispose]();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  silent.close();
});

test('a stop at any moment of the login comes to its end', async () => {
  await using discord = await openLoopbackDiscord();
  for (const afterMs of [0, 2, 5, 10, 20, 40]) {
    const world = await openBotWorld({ shared: discord });
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await world[Symbol.asyncDispose]();
    expect(world.fatal).toEqual([]);
  }
});
