import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultRule } from '../../src/demo/discord/faults.ts';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { openBotWorld, type BotWorld } from '../support/bot.ts';

type Fault = FaultRule['fault'];

let world: BotWorld;
beforeAll(async () => {
  world = await openBotWorld();
  await world.ready();
});
afterAll(() => world[Symbol.asyncDispose]());

const CALLBACK = 'POST /interactions/.*/callback';
const ANSWER = 'PATCH /webhooks/.*/messages/@original';

const HEALED: readonly (readonly [name: string, fault: Fault])[] = [
  ['a reset before', { kind: 'rst', when: 'before' }],
  ['a reset after', { kind: 'rst', when: 'after' }],
  ['a close before', { kind: 'fin', when: 'before' }],
  ['a close after', { kind: 'fin', when: 'after' }],
  ['a body that breaks off', { kind: 'body-rst' }],
  ['500 before', { kind: 'error', status: 500, when: 'before', body: 'json' }],
  ['502 after', { kind: 'error', status: 502, when: 'after', body: 'html' }],
  ['503 before', { kind: 'error', status: 503, when: 'before', body: 'html' }],
  ['504 after', { kind: 'error', status: 504, when: 'after', body: 'json' }],
  ['429 of the bot', { kind: 'rate-limited', scope: 'user', retryAfterMs: 30 }],
  ['429 of the resource', { kind: 'rate-limited', scope: 'shared', retryAfterMs: 30 }],
  ['429 of all routes', { kind: 'rate-limited', scope: 'global', retryAfterMs: 30 }],
  ['429 of a proxy', { kind: 'rate-limited', scope: 'proxy', retryAfterMs: 30 }],
  ['500 after', { kind: 'error', status: 500, when: 'after', body: 'json' }],
  ['a slow answer', { kind: 'slow', ms: 100 }],
];

async function ask(): Promise<string> {
  const { discord, ownerId: userId, channelId } = world;
  const { id } = discord.invoke({ command: 'topics', userId, channelId });
  const outcome = await discord.outcome(id).catch((error: unknown) => String(error));
  const shown = discord
    .messages({ channelId, as: userId })
    .filter(({ interactionId }) => interactionId === id);
  return typeof outcome === 'string' ? outcome : `${outcome.kind}, ${String(shown.length)} shown`;
}

test.each(
  [CALLBACK, ANSWER].flatMap((route) => HEALED.map(([name, fault]) => [route, name, fault] as const)),
)('%s that meets %s: the person gets one answer', async (route, _, fault) => {
  const id = world.discord.addFault({ route, times: 1, fault });
  expect(await ask()).toBe('message, 1 shown');
  world.discord.removeFault(id);
});

test.each([
  [CALLBACK, 10_062],
  [CALLBACK, 50_001],
])('%s that is refused with %i costs that interaction and nothing else', async (route, code) => {
  const id = world.discord.addFault({ route, times: 1, fault: { kind: 'refuse', code } });
  expect(await ask()).not.toContain('2 shown');
  world.discord.removeFault(id);
  expect(await ask()).toBe('message, 1 shown');
  expect(world.fatal).toEqual([]);
});

test('a limit without a time is not run against', async () => {
  const before = world.discord.counters().rateLimited;
  const fault: Fault = { kind: 'rate-limited', scope: 'bare', retryAfterMs: 0 };
  const id = world.discord.addFault({ route: CALLBACK, fault });
  await ask();
  world.discord.removeFault(id);
  expect(world.discord.counters().rateLimited - before).toBeLessThan(10);
});

test.each(HEALED)('commands that meet %s are registered in the end', async (_, fault) => {
  await using discord = await openLoopbackDiscord();
  discord.addFault({ route: 'PUT .*/commands', times: 1, fault });
  const hashes = new Map<string, string>();
  const first = await openBotWorld({ shared: discord, hashes });
  const isTried = /"msg":"commands (?:checked|could not be registered)"/;
  await expect.poll(() => isTried.test(first.log.join('')), { timeout: 5_000 }).toBe(true);
  await first[Symbol.asyncDispose]();
  await using second = await openBotWorld({ shared: discord, hashes });
  await second.ready();
  expect(hashes.size).toBe(1);
  const wanted = discord.requests().filter(({ method, status }) => method === 'PUT' && status === 200);
  expect(wanted.length).toBeGreaterThanOrEqual(1);
  expect(second.fatal).toEqual([]);
});
