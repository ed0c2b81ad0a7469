import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBotWorld, type BotWorld } from '../support/bot.ts';
import { HEALED, type Fault } from '../support/fault-matrix.ts';

let world: BotWorld;
beforeAll(async () => {
  world = await openBotWorld();
  await world.ready();
});
afterAll(() => world[Symbol.asyncDispose]());

const CALLBACK = 'POST /interactions/.*/callback';
const ANSWER = 'PATCH /webhooks/.*/messages/@original';

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
