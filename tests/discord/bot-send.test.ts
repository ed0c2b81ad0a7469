import { expect, test } from 'vitest';
import type { Message } from '../../src/core/messages/message.ts';
import type { FaultRule } from '../../src/demo/discord/faults.ts';
import { openBotWorld } from '../support/bot.ts';
import { storyView, welcome } from '../support/builders.ts';

const MESSAGES = 'POST /channels/\\d+/messages';
const alert: Message = { kind: 'alert', language: 'en', story: storyView(), silent: false };

const once = (fault: FaultRule['fault']): FaultRule => ({ route: MESSAGES, times: 1, fault });

test('an alert and a welcome are posted, each under its nonce', async () => {
  await using world = await openBotWorld();
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'sent' });
  expect(await world.send(welcome(), 'i-2')).toMatchObject({ kind: 'sent' });
  const posts = world.discord.requests().filter(({ method }) => method === 'POST');
  expect(posts.map(({ body }) => body)).toMatchObject([
    { nonce: 'i-1', enforce_nonce: true, allowed_mentions: { parse: [] } },
    { nonce: 'i-2', enforce_nonce: true, allowed_mentions: { parse: [] } },
  ]);
  expect(world.discord.messages(world.channelId)).toHaveLength(2);
});

test('a delivery that is sent twice is one message, and both times its id comes back', async () => {
  await using world = await openBotWorld();
  const first = await world.send(alert, 'i-1');
  expect(await world.send(alert, 'i-1')).toEqual(first);
  expect(world.discord.messages(world.channelId)).toHaveLength(1);
});

test.each([
  ['the connection is reset', { kind: 'rst', when: 'after' }],
  ['the connection is closed', { kind: 'fin', when: 'after' }],
  ['the body breaks off', { kind: 'body-rst' }],
  ['a gateway in between fails', { kind: 'error', status: 502, when: 'after', body: 'html' }],
] as const)('a message whose answer is lost (%s) is in doubt, then there once', async (_how, fault) => {
  await using world = await openBotWorld();
  world.discord.addFault(once(fault));
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'ambiguous' });
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'sent' });
  expect(world.discord.messages(world.channelId)).toHaveLength(1);
});

test('an answer that never comes is waited for until the program stops', async () => {
  await using world = await openBotWorld();
  world.discord.addFault(once({ kind: 'stall', when: 'after' }));
  const outcome = world.send(alert, 'i-1', AbortSignal.timeout(200));
  expect(await outcome).toMatchObject({ kind: 'ambiguous' });
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'sent' });
  expect(world.discord.messages(world.channelId)).toHaveLength(1);
});

test('a lost answer stays in doubt when Discord cannot be reached afterwards', async () => {
  await using world = await openBotWorld();
  const attempts = () => world.discord.requests().filter(({ method }) => method === 'POST').length;
  world.discord.addFault(once({ kind: 'rst', when: 'after' }));
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'ambiguous' });
  // One attempt on record is one request: the client repeats nothing by itself.
  expect(attempts()).toBe(1);
});

test('what never reached Discord was certainly not shown', async () => {
  await using world = await openBotWorld({ bot: { apiUrl: 'http://127.0.0.1:1/api' } });
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'retry' });
});

test.each([
  [10_003, 'the channel no longer exists'],
  [10_004, 'the bot is no longer in the server'],
  [50_001, 'the bot cannot see the channel; it needs View Channel'],
  [50_013, 'the bot may not post there; it needs Send Messages and Embed Links'],
])('code %i closes the destination with a reason that says what to do', async (code, reason) => {
  await using world = await openBotWorld();
  world.discord.addFault(once({ kind: 'refuse', code }));
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'closed', reason });
});

test('a message that Discord does not take is refused, and the next one is taken', async () => {
  await using world = await openBotWorld();
  world.discord.addFault(once({ kind: 'refuse', code: 50_035 }));
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'refused' });
  expect(await world.send(alert, 'i-2')).toMatchObject({ kind: 'sent' });
});

test('a token that is refused ends all sending', async () => {
  await using world = await openBotWorld();
  world.discord.addFault(once({ kind: 'unauthorized' }));
  const fatal = { kind: 'fatal', reason: 'Discord refused the bot token' };
  expect(await world.send(alert, 'i-1')).toEqual(fatal);
  expect(await world.send(alert, 'i-1')).toEqual(fatal);
});

test('a short limit is waited for', async () => {
  await using world = await openBotWorld();
  world.discord.addFault(once({ kind: 'rate-limited', scope: 'user', retryAfterMs: 300 }));
  const startedMs = performance.now();
  expect(await world.send(alert, 'i-1')).toMatchObject({ kind: 'sent' });
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(300);
});

test('a long limit is waited for in the outbox', async () => {
  await using world = await openBotWorld();
  world.discord.addFault(once({ kind: 'rate-limited', scope: 'shared', retryAfterMs: 60_000 }));
  const outcome = await world.send(alert, 'i-1');
  expect(outcome).toMatchObject({ kind: 'retry' });
  expect(outcome.kind === 'retry' ? outcome.afterMs : 0).toBeGreaterThanOrEqual(60_000);
});

test('a limit that does not say how long it holds is not run against', async () => {
  await using world = await openBotWorld();
  world.discord.addFault({ route: MESSAGES, fault: { kind: 'rate-limited', scope: 'bare' } });
  expect(await world.send(alert, 'i-1')).toEqual({ kind: 'retry', reason: 'Discord asks for a pause' });
  expect(world.discord.counters().rateLimited).toBe(1);
});
