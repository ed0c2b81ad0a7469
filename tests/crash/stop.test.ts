import { expect, test } from 'vitest';
import { FAULTLESS, faultsOf } from '../support/audit.ts';
import { finish } from '../support/kills.ts';
import { startProgram, until } from '../support/program.ts';
import { openWorld } from '../support/world.ts';

const TIMEOUT_MS = 120_000;

test(
  'told to stop while Discord keeps it waiting, it ends within ten seconds and repeats nothing',
  async () => {
    await using world = await openWorld();
    const fault = { kind: 'stall', when: 'after' } as const;
    world.discord.addFault({ route: 'POST /channels/\\d+/messages', fault });
    const program = startProgram(world.folder, world.environment);
    const messages = (): number =>
      [...world.channelIds.values()].flatMap((id) => world.discord.messages(id)).length;
    await until(() => messages() > 0, { timeoutMs: 60_000, everyMs: 20, what: program.log });
    const startedMs = performance.now();
    expect(await program.stop()).toBe(0);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    world.discord.clearFaults();
    const found = await finish(world);
    expect(faultsOf(found)).toEqual(FAULTLESS);
    expect(found.recognised).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

test(
  'told to stop in the middle of its work, it finishes that and ends',
  async () => {
    await using world = await openWorld();
    const program = startProgram(world.folder, world.environment);
    await until(() => program.log().includes('"msg":"feed read"'), {
      timeoutMs: 60_000,
      everyMs: 20,
      what: program.log,
    });
    const startedMs = performance.now();
    expect(await program.stop()).toBe(0);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(faultsOf(await finish(world))).toEqual(FAULTLESS);
  },
  TIMEOUT_MS,
);
