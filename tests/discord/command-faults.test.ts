import { describe, expect, test } from 'vitest';
import { openLoopbackDiscord, type LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { openBotWorld } from '../support/bot.ts';
import { HEALED, type Fault } from '../support/fault-matrix.ts';

/** What the commands were last known by, from one start to the next. */
type Hashes = Map<string, string>;

const isTried = /"msg":"commands (?:checked|could not be registered)"/;

/** Starts the bot and stops it as soon as it has looked after its commands. */
async function start(shared: LoopbackDiscord, hashes: Hashes): Promise<void> {
  await using world = await openBotWorld({ shared, hashes });
  await expect.poll(() => isTried.test(world.log.join('')), { timeout: 5_000 }).toBe(true);
  expect(world.fatal).toEqual([]);
}

const countPuts = (discord: LoopbackDiscord): number =>
  discord.requests().filter(({ method, status }) => method === 'PUT' && status === 200).length;

const lost: readonly (readonly [name: string, fault: Fault])[] = [
  ...HEALED,
  ['429 without a time', { kind: 'rate-limited', scope: 'bare', retryAfterMs: 0 }],
  ['403', { kind: 'refuse', code: 50_001 }],
];

describe('commands', () => {
  test.each(HEALED)('that are put and meet %s are registered in the end', async (_, fault) => {
    await using discord = await openLoopbackDiscord();
    const hashes: Hashes = new Map();
    discord.addFault({ route: 'PUT .*/commands', times: 1, fault });
    await start(discord, hashes);
    await start(discord, hashes);
    expect(hashes.size).toBe(1);
    expect(countPuts(discord)).toBeGreaterThanOrEqual(1);
  });

  test.each(lost)('that are asked for and meet %s are put once', async (_, fault) => {
    await using discord = await openLoopbackDiscord();
    const hashes: Hashes = new Map();
    discord.addFault({ route: 'GET .*/commands', times: 1, fault });
    await start(discord, hashes);
    await start(discord, hashes);
    expect(hashes.size).toBe(1);
    expect(countPuts(discord)).toBe(1);
  });

  test.each(lost)('that are known and whose ids meet %s are not put again', async (_, fault) => {
    await using discord = await openLoopbackDiscord();
    const hashes: Hashes = new Map();
    await start(discord, hashes);
    discord.addFault({ route: 'GET .*/commands', times: 1, fault });
    await start(discord, hashes);
    await start(discord, hashes);
    expect(countPuts(discord)).toBe(1);
  });
});
