import { once } from 'node:events';
import { Events, GatewayIntentBits, Status } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { alertsOf, connect, ownerOf } from '../support/loopback-client.ts';

const until = (isTrue: () => boolean) => vi.waitUntil(isTrue, { timeout: 5000, interval: 20 });

test('after a drop the client resumes, and hears what was said meanwhile', async () => {
  await using connected = await connect();
  const { client, discord } = connected;
  const channel = alertsOf(connected);
  const heard: string[] = [];
  client.on(Events.MessageCreate, ({ id }) => heard.push(id));
  discord.dropGateway();
  const missed = discord.say(channel.id, ownerOf(discord), 'while you were away');
  await until(() => heard.length === 1);
  expect(heard).toEqual([missed.id]);
  expect(discord.counters()).toMatchObject({ identifies: 1, resumes: 1 });
});

test.each([
  ['a request to reconnect', 'requestReconnect'],
  ['an invalid session that can be resumed', 'invalidate'],
  ['the close code 4000', 'close'],
] as const)('%s ends in a resumed session', async (_, what) => {
  await using connected = await connect();
  const { client, discord } = connected;
  const resumed = once(client, Events.ShardResume);
  if (what === 'requestReconnect') discord.requestReconnect();
  if (what === 'invalidate') discord.invalidateSessions(true);
  if (what === 'close') discord.dropGateway(4000);
  await resumed;
  expect(discord.counters()).toMatchObject({ identifies: 1, resumes: 1 });
});

test('messages of others come without their content unless the intent is granted', async () => {
  await using connected = await connect();
  const { client, discord } = connected;
  const seen: string[] = [];
  client.on(Events.MessageCreate, ({ content }) => seen.push(content));
  const channel = alertsOf(connected);
  discord.say(channel.id, ownerOf(discord), 'secret');
  discord.say(channel.id, ownerOf(discord), `for <@${discord.botId}>`);
  await channel.send('mine');
  await until(() => seen.length === 3);
  expect(seen).toEqual(['', `for <@${discord.botId}>`, 'mine']);
});

test.each([
  ['a wrong token', 4004, 'wrong', 1],
  ['an intent that was not granted', 4014, undefined, GatewayIntentBits.MessageContent],
  ['an intent that does not exist', 4013, undefined, 1 << 30],
] as const)('%s closes the connection with %i', async (_, code, token, intents) => {
  await using discord = await openLoopbackDiscord();
  const socket = new WebSocket(`ws://127.0.0.1:${discord.port}/?v=10&encoding=json`);
  await once(socket, 'open');
  socket.send(JSON.stringify({ op: 2, d: { token: token ?? discord.token, intents, properties: {} } }));
  const [closed] = await once(socket, 'close');
  expect(closed).toBe(code);
});

test.each([
  ['anything before IDENTIFY', { op: 3, d: {} }, 4003],
  ['a payload over 4,096 bytes', { op: 1, d: 'x'.repeat(4096) }, 4002],
] as const)('%s closes the connection', async (_, payload, code) => {
  await using discord = await openLoopbackDiscord();
  const socket = new WebSocket(`ws://127.0.0.1:${discord.port}/`);
  await once(socket, 'open');
  socket.send(JSON.stringify(payload));
  const [closed] = await once(socket, 'close');
  expect(closed).toBe(code);
});

test('an unanswered RESUME leaves the client where it hangs with the real Discord', async () => {
  await using connected = await connect();
  const { client, discord } = connected;
  discord.setGatewayFaults({ ignoreResumes: true });
  discord.dropGateway();
  await until(() => discord.counters().resumes === 1);
  expect(client.ws.shards.first()?.status).not.toBe(Status.Ready);
});

test('a guild in an outage and a guild that threw the bot out look different', async () => {
  await using connected = await connect({ guilds: [{ name: 'One' }, { name: 'Two' }] });
  const { client, discord } = connected;
  const [one, two] = discord.guilds();
  discord.setGuildState(one?.id ?? '', 'unavailable');
  discord.kick(two?.id ?? '');
  await until(() => client.guilds.cache.size === 1);
  expect(client.guilds.cache.first()).toMatchObject({ name: 'One', available: false });
});

test('events can come twice and in the wrong order', async () => {
  await using connected = await connect();
  const { client, discord } = connected;
  const heard: string[] = [];
  client.on(Events.Raw, ({ t, d }) => t === 'MESSAGE_CREATE' && heard.push(d.content));
  const channel = alertsOf(connected);
  const say = (letter: string) => discord.say(channel.id, ownerOf(discord), `${letter} <@${discord.botId}>`);
  discord.setGatewayFaults({ delivery: 'twice' });
  say('a');
  discord.setGatewayFaults({ delivery: 'swapped' });
  say('b');
  say('c');
  await until(() => heard.length === 4);
  expect(heard.map((content) => content[0])).toEqual(['a', 'a', 'c', 'b']);
});

test('heartbeats without acknowledgement make the client come back', async () => {
  await using connected = await connect({ heartbeatIntervalMs: 100 });
  const { client, discord } = connected;
  const resumed = once(client, Events.ShardResume);
  discord.setGatewayFaults({ ignoreHeartbeats: true });
  await until(() => discord.counters().resumes > 0);
  discord.setGatewayFaults({ ignoreHeartbeats: false });
  await resumed;
  expect(discord.counters().identifies).toBe(1);
});

test('two shards share the guilds, and direct messages go to the first', async () => {
  const guilds = Array.from({ length: 6 }, (_, index) => ({ name: `Guild ${index}` }));
  await using connected = await connect({ guilds }, { shards: [0, 1], shardCount: 2 });
  const { client, discord } = connected;
  await until(() => client.guilds.cache.size === 6);
  expect(new Set(client.guilds.cache.map(({ shardId }) => shardId))).toEqual(new Set([0, 1]));
  expect(discord.counters().identifies).toBe(2);
}, 30_000);

test('without identifies left, login is refused', async () => {
  await expect(connect({ identifyBudget: 0 })).rejects.toThrow(/session/i);
});
