import { expect, test } from 'vitest';
import type { Fault } from '../../src/demo/discord/faults.ts';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { alertsOf, connect } from '../support/loopback-client.ts';
import { idOf, member, request } from '../support/loopback-request.ts';

const ROUTE = 'POST /channels/\\d+/messages';

const lostAnswers: [name: string, fault: Fault, withNonce: number, without: number][] = [
  ['reset', { kind: 'rst', when: 'after' }, 1, 2],
  ['closed', { kind: 'fin', when: 'after' }, 1, 1],
  ['cut in the body', { kind: 'body-rst' }, 1, 1],
  ['turned into a 502', { kind: 'error', status: 502, when: 'after', body: 'html' }, 1, 2],
  ['stalled', { kind: 'stall', when: 'after' }, 1, 2],
];

test.each(lostAnswers)(
  'an answer that is %s leaves what Discord would keep',
  async (_, fault, withNonce, without) => {
    await using connected = await connect({}, { rest: { timeout: 300 } });
    const { discord } = connected;
    const channel = alertsOf(connected);
    discord.addFault({ route: ROUTE, times: 1, fault });
    await channel.send({ content: 'with', nonce: 'n', enforceNonce: true }).catch(() => undefined);
    discord.addFault({ route: ROUTE, times: 1, fault });
    await channel.send({ content: 'without' }).catch(() => undefined);
    const contents = discord.messages(channel.id).map(({ content }) => content);
    expect(contents.filter((content) => content === 'with')).toHaveLength(withNonce);
    expect(contents.filter((content) => content === 'without')).toHaveLength(without);
  },
);

test.each([['rst'], ['fin'], ['stall']] as const)(
  'a request that meets %s before it is carried out leaves nothing',
  async (kind) => {
    await using connected = await connect({}, { rest: { timeout: 200, retries: 0 } });
    connected.discord.addFault({ route: ROUTE, fault: { kind, when: 'before' } });
    const channel = alertsOf(connected);
    await expect(channel.send('lost')).rejects.toThrow(/socket|ECONNRESET|other side closed|aborted/i);
    expect(connected.discord.messages(channel.id)).toEqual([]);
  },
);

test.each([50001, 50013, 10003, 10008, 10004, 50007, 50278, 40003, 160004, 200000])(
  'the refusal %i reaches the client with its code',
  async (code) => {
    await using connected = await connect();
    connected.discord.addFault({ route: ROUTE, times: 1, fault: { kind: 'refuse', code } });
    await expect(alertsOf(connected).send('refused')).rejects.toMatchObject({ code });
  },
);

test.each(['user', 'shared', 'global', 'proxy'] as const)(
  'discord.js waits out a limit of the kind %s',
  async (scope) => {
    await using connected = await connect({}, { rest: { offset: 0 } });
    const { discord } = connected;
    discord.addFault({ route: ROUTE, times: 1, fault: { kind: 'rate-limited', scope, retryAfterMs: 300 } });
    const startMs = performance.now();
    await alertsOf(connected).send('patient');
    expect(performance.now() - startMs).toBeGreaterThan(290);
    expect(discord.counters()).toMatchObject({ rateLimited: 1, invalid: scope === 'shared' ? 0 : 1 });
  },
);

test('the sixth message in a channel waits for the bucket, without one 429', async () => {
  await using connected = await connect(
    { rateLimits: { messages: { limit: 5, windowMs: 400 } } },
    { rest: { offset: 0 } },
  );
  const channel = alertsOf(connected);
  const startMs = performance.now();
  for (let count = 0; count < 11; count += 1) await channel.send(`message ${count}`);
  expect(performance.now() - startMs).toBeGreaterThan(700);
  expect(connected.discord.counters().rateLimited).toBe(0);
});

async function statusesUnderChance(seed: number): Promise<number[]> {
  await using discord = await openLoopbackDiscord({ seed });
  discord.addFault({ route: 'GET /users/@me', probability: 0.5, fault: { kind: 'refuse', code: 50001 } });
  const statuses = [];
  for (let count = 0; count < 12; count += 1)
    statuses.push((await request(discord, 'GET /users/@me')).status);
  return statuses;
}

test('faults hit by chance, the same way for the same seed', async () => {
  const first = await statusesUnderChance(7);
  expect(new Set(first)).toEqual(new Set([200, 403]));
  expect(await statusesUnderChance(7)).toEqual(first);
});

test('a nonce is known in every channel, until its window is over', async () => {
  await using discord = await openLoopbackDiscord({
    guilds: [{ name: 'Newsroom', channels: [{ name: 'alerts' }, { name: 'major' }] }],
    nonceWindowMs: 60_000,
  });
  const [alerts = '', major = ''] = discord.channels().map(({ id }) => id);
  const body = { content: 'once', nonce: 'story-1', enforce_nonce: true };
  const first = await request(discord, `POST /channels/${alerts}/messages`, body);
  const again = await request(discord, `POST /channels/${major}/messages`, body);
  expect(idOf(again)).toBe(idOf(first));
  expect(member(again.body, 'nonce')).toBe('story-1');
  expect(discord.messages(major)).toEqual([]);
  await request(discord, `DELETE /channels/${alerts}/messages/${idOf(first)}`);
  expect(member((await request(discord, `POST /channels/${alerts}/messages`, body)).body, 'code')).toBe(
    10008,
  );
  discord.advance(61_000);
  expect(idOf(await request(discord, `POST /channels/${alerts}/messages`, body))).not.toBe(idOf(first));
  expect(discord.messages({ channelId: alerts, all: true })).toHaveLength(2);
});

test('ten thousand invalid requests in ten minutes close the door for an hour', async () => {
  const generous = { limit: 100_000, windowMs: 1000 };
  await using discord = await openLoopbackDiscord({
    rateLimits: { others: generous, global: generous },
    invalidLimit: 20,
  });
  for (let count = 0; count < 20; count += 1) await request(discord, 'GET /users/@me', undefined, 'wrong');
  const url = `${discord.apiUrl}/v10/users/@me`;
  const headers = { authorization: `Bot ${discord.token}` };
  const banned = await fetch(url, { headers });
  expect([banned.status, banned.headers.get('retry-after')]).toEqual([429, null]);
  discord.advance(61 * 60 * 1000);
  expect((await fetch(url, { headers })).status).toBe(200);
});
