import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/core/messages/message.ts';
import type { LoopbackDiscord, LoopbackDiscordOptions } from '../../src/demo/discord/loopback-discord.ts';
import type { GatewayTimes } from '../../src/discord/gateway/gateway.ts';
import { openBotWorld, type BotWorld } from '../support/bot.ts';
import { welcome } from '../support/builders.ts';
import { until } from '../support/program.ts';

const message: Message = welcome();

/** The same decisions as in earnest, within a test's patience. */
const times: GatewayTimes = {
  readyWithinMs: 15_000,
  silenceMs: 60_000,
  firstPauseMs: 20,
  lastPauseMs: 100,
  sessionPauseMs: 50,
  soundMs: 60_000,
  watchMs: 20,
  guildsMs: 100,
};

const open = (discord: LoopbackDiscordOptions = {}, given: Partial<GatewayTimes> = {}): Promise<BotWorld> =>
  openBotWorld({ discord, bot: { gatewayTimes: { ...times, ...given } } });

/** A person asks for the topics, and gets one answer. */
async function expectAnswer({ discord, ownerId, channelId }: BotWorld): Promise<void> {
  const { id } = discord.invoke({ command: 'topics', userId: ownerId, channelId });
  expect(await discord.outcome(id, 3_000)).toMatchObject({ kind: 'message' });
  const answers = discord
    .messages({ channelId, as: ownerId })
    .filter(({ interactionId }) => interactionId === id);
  expect(answers).toHaveLength(1);
}

const eventually = (holds: () => boolean, what: string): Promise<void> =>
  until(holds, { timeoutMs: 9_000, everyMs: 20, what: () => what });

const isBack = (world: BotWorld): Promise<void> =>
  eventually(() => world.health().gateway.kind === 'ready', 'the gateway is not ready again');

interface Fault {
  readonly name: string;
  readonly strike: (discord: LoopbackDiscord) => void;
  /** What has become of it once the bot is back. */
  readonly identifies: number;
  readonly resumes: number;
  readonly discord?: LoopbackDiscordOptions;
}

const FAULTS: readonly Fault[] = [
  { name: 'a cut connection', strike: (discord) => discord.dropGateway(), identifies: 1, resumes: 1 },
  { name: 'the close code 4000', strike: (discord) => discord.dropGateway(4000), identifies: 1, resumes: 1 },
  { name: 'the close code 4002', strike: (discord) => discord.dropGateway(4002), identifies: 1, resumes: 1 },
  { name: 'the close code 4007', strike: (discord) => discord.dropGateway(4007), identifies: 2, resumes: 0 },
  { name: 'the close code 4008', strike: (discord) => discord.dropGateway(4008), identifies: 2, resumes: 0 },
  { name: 'the close code 4009', strike: (discord) => discord.dropGateway(4009), identifies: 1, resumes: 1 },
  { name: 'opcode 7', strike: (discord) => discord.requestReconnect(), identifies: 1, resumes: 1 },
  {
    name: 'opcode 9, resumable',
    strike: (discord) => discord.invalidateSessions(true),
    identifies: 1,
    resumes: 1,
  },
  {
    name: 'opcode 9, not resumable',
    strike: (discord) => discord.invalidateSessions(false),
    identifies: 2,
    resumes: 0,
  },
  {
    name: 'heartbeats that nobody acknowledges',
    discord: { heartbeatIntervalMs: 150 },
    strike(discord) {
      discord.setGatewayFaults({ ignoreHeartbeats: true });
      setTimeout(() => discord.setGatewayFaults({ ignoreHeartbeats: false }), 400);
    },
    identifies: 1,
    resumes: 1,
  },
];

describe.concurrent('the gateway comes back', () => {
  test.each(FAULTS)('after $name, and people are answered once', async (fault) => {
    await using world = await open(fault.discord);
    const { discord } = world;
    await world.ready();
    fault.strike(discord);
    const moved = () => discord.counters().identifies + discord.counters().resumes;
    await eventually(() => moved() === fault.identifies + fault.resumes, 'no attempt to come back');
    await isBack(world);
    expect(discord.counters()).toMatchObject({ identifies: fault.identifies, resumes: fault.resumes });
    await expectAnswer(world);
    expect(world.fatal).toEqual([]);
  });
});

test.concurrent(
  'a RESUME that nobody answers is given up, and people are answered by a new connection',
  async () => {
    await using world = await open({}, { readyWithinMs: 1_000 });
    const { discord } = world;
    await world.ready();
    discord.setGatewayFaults({ ignoreResumes: true });
    discord.dropGateway();
    await eventually(() => discord.counters().identifies === 2, 'no new connection');
    await isBack(world);
    expect(discord.counters()).toMatchObject({ identifies: 2, resumes: 1 });
    await expectAnswer(world);
  },
);

test.concurrent(
  'a READY that never comes is given up, and people are answered by a new connection',
  async () => {
    await using world = await open({}, { readyWithinMs: 1_000 });
    const { discord } = world;
    discord.setGatewayFaults({ ignoreIdentifies: true });
    await eventually(() => discord.counters().identifies === 1, 'no attempt to identify');
    expect(await world.send(message, 'i-1')).toMatchObject({ kind: 'sent' });
    expect(world.health().gateway.kind).toBe('lost');
    discord.setGatewayFaults({ ignoreIdentifies: false });
    await world.ready();
    await isBack(world);
    expect(discord.counters()).toMatchObject({ identifies: 2, resumes: 0 });
    await expectAnswer(world);
    expect(world.fatal).toEqual([]);
  },
);

test.concurrent('an outage of the gateway is told of once, and comes to its end', async () => {
  await using world = await open({}, { readyWithinMs: 1_000 });
  const { discord } = world;
  await world.ready();
  discord.setGatewayFaults({ isDown: true });
  discord.dropGateway();
  await world.logged('discord gateway lost');
  expect(world.health().gateway.kind).toBe('lost');
  expect(await world.send(message, 'i-1')).toMatchObject({ kind: 'sent' });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  discord.setGatewayFaults({ isDown: false });
  await isBack(world);
  await expectAnswer(world);
  expect(world.log.filter((line) => line.includes('"level":40') && line.includes('gateway'))).toHaveLength(1);
});

describe.concurrent('events', () => {
  test('that come twice are acted on once', async () => {
    await using world = await open();
    await world.ready();
    world.discord.setGatewayFaults({ delivery: 'twice' });
    await expectAnswer(world);
    const callbacks = world.discord.requests().filter(({ path }) => path.includes('/callback'));
    expect(callbacks).toHaveLength(1);
  });

  test('that come late or in the wrong order are acted on', async () => {
    await using world = await open();
    await world.ready();
    world.discord.setGatewayFaults({ delivery: 'late' });
    await expectAnswer(world);
    world.discord.setGatewayFaults({ delivery: 'swapped' });
    const asked = [1, 2].map(() =>
      world.discord.invoke({ command: 'topics', userId: world.ownerId, channelId: world.channelId }),
    );
    for (const { id } of asked) expect(await world.discord.outcome(id)).toMatchObject({ kind: 'message' });
  });

  test.each(['before-answer', 'after-answer'] as const)(
    'of a message that come %s leave its delivery as it is',
    async (dispatchOrder) => {
      await using world = await open({ dispatchOrder });
      await world.ready();
      expect(await world.send(message, 'i-1')).toMatchObject({ kind: 'sent' });
      expect(world.discord.messages(world.channelId)).toHaveLength(1);
    },
  );

  test('of guilds that never come do not keep people waiting', async () => {
    await using world = await open();
    await world.ready();
    world.discord.setGatewayFaults({ withholdGuilds: true, refuseResumes: true });
    world.discord.dropGateway();
    await eventually(() => world.discord.counters().identifies === 2, 'no new session');
    await isBack(world);
    await expectAnswer(world);
    expect(world.fatal).toEqual([]);
  });

  test('of one guild that fails or throws the bot out leave the other one served', async () => {
    await using world = await open({
      guilds: [{ name: 'One', channels: [{ name: 'alerts' }] }, { name: 'Two' }, { name: 'Three' }],
    });
    await world.ready();
    const [, two, three] = world.discord.guilds();
    world.discord.setGuildState(two?.id ?? '', 'unavailable');
    world.discord.kick(three?.id ?? '');
    await expectAnswer(world);
    expect(await world.send(message, 'i-1')).toMatchObject({ kind: 'sent' });
  });
});

describe.concurrent('what must be mended', () => {
  test.each([
    [4004, 'token'],
    [4010, 'VIGIA_SHARDS'],
    [4011, 'VIGIA_SHARDS'],
    [4012, 'update'],
    [4013, 'update'],
    [4014, 'intents'],
  ])('the close code %i ends the program, at login and later', async (code, word) => {
    await using early = await open();
    early.discord.setGatewayFaults({ closeOnIdentify: { code, times: 1 } });
    await eventually(() => early.fatal.length > 0, 'not fatal at login');
    expect(early.fatal).toEqual([expect.stringContaining(word)]);
    await using world = await open();
    await world.ready();
    world.discord.dropGateway(code);
    await eventually(() => world.fatal.length > 0, 'not fatal later');
    expect(world.fatal).toEqual([expect.stringContaining(word)]);
    expect(world.discord.counters()).toMatchObject({ identifies: 1, resumes: 0 });
  });

  test('a token that is refused while the commands are put ends the program', async () => {
    await using world = await openBotWorld();
    world.discord.addFault({ route: '(GET|PUT) .*commands', fault: { kind: 'unauthorized' } });
    await eventually(() => world.fatal.length > 0, 'not fatal');
    expect(world.fatal).toEqual(['Discord refused the bot token']);
  });
});

test('a start with few sessions left waits, and sends meanwhile', async () => {
  await using world = await open({ identifyBudget: 0 });
  await world.logged('few discord sessions are left today: waiting before the next');
  expect(await world.send(message, 'i-1')).toMatchObject({ kind: 'sent' });
  expect(world.discord.counters().identifies).toBe(0);
});

test('shards are as many as configured, or as Discord recommends', async () => {
  await using one = await openBotWorld({ bot: { shards: 'auto', gatewayTimes: times } });
  await one.ready();
  expect(one.discord.counters().identifies).toBe(1);
  await using two = await openBotWorld({
    bot: { shards: 2, gatewayTimes: { ...times, readyWithinMs: 9_000 } },
  });
  await two.ready();
  expect(two.discord.counters().identifies).toBe(2);
});
