import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openLoopbackDiscord, type LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';

interface Payload {
  readonly op: number;
  readonly t: string | null;
  readonly d: unknown;
}

/** A connection without a client that would keep to the rules. */
async function openSocket({ port }: LoopbackDiscord) {
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/?v=10&encoding=json`);
  const heard: Payload[] = [];
  const closed = once(socket, 'close').then(([code]) => Number(code));
  socket.on('message', (data) => heard.push(JSON.parse(Buffer.isBuffer(data) ? data.toString() : 'null')));
  await once(socket, 'open');
  return {
    socket,
    closed,
    send: (op: number, d: unknown): void => socket.send(JSON.stringify({ op, d })),
    hear: async (wanted: (payload: Payload) => boolean): Promise<Payload> => {
      await expect.poll(() => heard.some(wanted)).toBe(true);
      return heard.find(wanted) ?? { op: -1, t: null, d: null };
    },
  };
}

const identity = ({ token }: LoopbackDiscord, given: object = {}) => ({
  token,
  intents: 1,
  properties: {},
  ...given,
});

test('a second IDENTIFY closes the connection with 4005', async () => {
  await using discord = await openLoopbackDiscord();
  const { send, hear, closed } = await openSocket(discord);
  send(2, identity(discord));
  await hear(({ t }) => t === 'READY');
  send(2, identity(discord));
  expect(await closed).toBe(4005);
});

test('a shard that there is none of closes the connection with 4010', async () => {
  await using discord = await openLoopbackDiscord();
  const { send, closed } = await openSocket(discord);
  send(2, identity(discord, { shard: [2, 2] }));
  expect(await closed).toBe(4010);
});

test('more than 120 payloads in a minute close the connection with 4008', async () => {
  await using discord = await openLoopbackDiscord();
  const { send, closed } = await openSocket(discord);
  for (let count = 0; count <= 120; count += 1) send(1, null);
  expect(await closed).toBe(4008);
});

test('an unknown opcode closes the connection with 4001', async () => {
  await using discord = await openLoopbackDiscord();
  const { send, hear, closed } = await openSocket(discord);
  send(2, identity(discord));
  await hear(({ t }) => t === 'READY');
  send(99, {});
  expect(await closed).toBe(4001);
});

test('an IDENTIFY too soon after another is answered with an invalid session', async () => {
  await using discord = await openLoopbackDiscord({ identifyIntervalMs: 5_000 });
  const first = await openSocket(discord);
  first.send(2, identity(discord));
  await first.hear(({ t }) => t === 'READY');
  const second = await openSocket(discord);
  second.send(2, identity(discord));
  expect(await second.hear(({ op }) => op === 9)).toMatchObject({ d: false });
});

test('a RESUME of a session that is not known is answered with an invalid session', async () => {
  await using discord = await openLoopbackDiscord();
  const { send, hear } = await openSocket(discord);
  send(6, { token: discord.token, session_id: 'nobody', seq: 1 });
  expect(await hear(({ op }) => op === 9)).toMatchObject({ d: false });
});

test('a RESUME from a time to come closes the connection with 4007', async () => {
  await using discord = await openLoopbackDiscord();
  const first = await openSocket(discord);
  first.send(2, identity(discord));
  await first.hear(({ t }) => t === 'READY');
  const second = await openSocket(discord);
  second.send(6, { token: discord.token, session_id: 'session-1', seq: 99_999 });
  expect(await second.closed).toBe(4007);
});
