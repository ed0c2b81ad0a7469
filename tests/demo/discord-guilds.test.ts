import { ChannelType, ForumChannel } from 'discord.js';
import { expect, test } from 'vitest';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { alertsOf, connect, findProblems, ownerOf } from '../support/loopback-client.ts';
import { member, request } from '../support/loopback-request.ts';

test('a permission that is taken away stops the next message', async () => {
  await using connected = await connect();
  const { discord } = connected;
  const channel = alertsOf(connected);
  await channel.send('before');
  discord.setOverwrite({ channelId: channel.id, deny: ['SEND_MESSAGES'] });
  await expect(channel.send('after')).rejects.toMatchObject({ code: 50013 });
  discord.setOverwrite({ channelId: channel.id, deny: ['VIEW_CHANNEL'] });
  await expect(channel.send('after')).rejects.toMatchObject({ code: 50001 });
  discord.deleteChannel(channel.id);
  await expect(channel.send('after')).rejects.toMatchObject({ code: 10003 });
});

test("a member's overwrite goes before those of roles, and those before everyone's", async () => {
  await using discord = await openLoopbackDiscord();
  const [guild] = discord.guilds();
  const [channel] = discord.channels();
  const route = `POST /channels/${channel?.id}/messages`;
  const role = discord.addRole(guild?.id ?? '', { name: 'Writers' });
  const codeOf = async () => member((await request(discord, route, { content: 'a' })).body, 'code');
  const channelId = channel?.id ?? '';
  discord.setOverwrite({ channelId, id: guild?.id, deny: ['SEND_MESSAGES'] });
  expect(await codeOf()).toBe(50013);
  discord.addMember(guild?.id ?? '', discord.botId, [role.id]);
  discord.setOverwrite({ channelId, id: role.id, allow: ['SEND_MESSAGES'] });
  expect(await codeOf()).toBeUndefined();
  discord.setOverwrite({ channelId, id: discord.botId, deny: ['SEND_MESSAGES'] });
  expect(await codeOf()).toBe(50013);
});

test('only mentions that are allowed and permitted ring', async () => {
  await using connected = await connect({}, { allowedMentions: { parse: [] } });
  const { discord } = connected;
  const channel = alertsOf(connected);
  const open = discord.addRole(channel.guildId, { name: 'Oil alerts', mentionable: true });
  const closed = discord.addRole(channel.guildId, { name: 'Staff' });
  const content = `@everyone <@&${open.id}> <@&${closed.id}> <@${ownerOf(discord)}>`;
  await channel.send(content);
  await channel.send({ content, allowedMentions: { roles: [open.id, closed.id] } });
  const [silent, loud] = discord.messages(channel.id);
  expect(silent).toMatchObject({ mentions: [], mentionRoles: [], mentionEveryone: false });
  expect(loud).toMatchObject({ mentions: [], mentionRoles: [open.id], mentionEveryone: false });
});

test('a message gets one thread, which takes messages and wakes up when it is written to', async () => {
  await using connected = await connect();
  const { discord } = connected;
  const channel = alertsOf(connected);
  const message = await channel.send('story');
  const thread = await message.startThread({ name: 'Story', autoArchiveDuration: 1440 });
  expect(thread.id).toBe(message.id);
  const again = await request(discord, `POST /channels/${channel.id}/messages/${message.id}/threads`, {
    name: 'Again',
  });
  expect(member(again.body, 'code')).toBe(160004);
  const first = await thread.send('update');
  await thread.setArchived(true);
  await expect(first.edit('changed')).rejects.toMatchObject({ code: 50083 });
  await thread.send('news');
  expect(discord.channels().find(({ id }) => id === thread.id)?.thread?.archived).toBe(false);
});

test('a forum takes posts with its own tags', async () => {
  const forum = {
    name: 'watch',
    kind: 'forum' as const,
    tagRequired: true,
    tags: [{ name: 'Oil', emoji: '🛢️' }],
  };
  await using connected = await connect({ guilds: [{ name: 'Newsroom', channels: [forum] }] });
  const channel = connected.client.channels.cache.find((each) => each.type === ChannelType.GuildForum);
  if (!(channel instanceof ForumChannel)) throw new Error('the forum is missing');
  const [tag] = channel.availableTags;
  await expect(channel.threads.create({ name: 'Licence', message: { content: 'a' } })).rejects.toMatchObject({
    code: 40067,
  });
  const post = await channel.threads.create({
    name: 'Licence',
    message: { content: 'a' },
    appliedTags: [tag?.id ?? ''],
  });
  expect(connected.discord.messages(post.id).map(({ id }) => id)).toEqual([post.id]);
  await expect(channel.threads.create({ name: 'x', message: {}, appliedTags: [] })).rejects.toMatchObject({
    code: 50006,
  });
});

test('direct messages go to those who take them', async () => {
  await using connected = await connect();
  const { client, discord } = connected;
  const { guildId } = alertsOf(connected);
  const [open, closed, stranger] = ['ana', 'bruno', 'carla'].map((username) =>
    discord.addUser({ username, dmsClosed: username === 'bruno' }),
  );
  for (const user of [open, closed]) discord.addMember(guildId, user?.id ?? '');
  const send = async (id: string | undefined) => (await client.users.fetch(id ?? '')).send('psst');
  const sent = await send(open?.id);
  expect(discord.messages(sent.channelId).map(({ content }) => content)).toEqual(['psst']);
  await expect(send(closed?.id)).rejects.toMatchObject({ code: 50007 });
  await expect(send(stranger?.id)).rejects.toMatchObject({ code: 50278 });
});

test('announcements are published once; pins, reactions and typing are taken', async () => {
  const channels = [{ name: 'news', kind: 'announcement' as const }];
  const botPermissions = [
    'VIEW_CHANNEL',
    'SEND_MESSAGES',
    'READ_MESSAGE_HISTORY',
    'ADD_REACTIONS',
    'PIN_MESSAGES',
  ] as const;
  await using discord = await openLoopbackDiscord({
    guilds: [{ name: 'One', channels, botPermissions: [...botPermissions] }],
  });
  const path = `/channels/${discord.channels()[0]?.id}`;
  const { body } = await request(discord, `POST ${path}/messages`, { content: 'a' });
  const message = `${path}/messages/${String(member(body, 'id'))}`;
  expect(await request(discord, `POST ${message}/crosspost`)).toMatchObject({
    status: 200,
    body: { flags: 1 },
  });
  expect(member((await request(discord, `POST ${message}/crosspost`)).body, 'code')).toBe(40033);
  expect((await request(discord, `PUT ${message}/reactions/%F0%9F%91%8D/%40me`)).status).toBe(204);
  expect((await request(discord, `PUT ${path}/messages/pins/${String(member(body, 'id'))}`)).status).toBe(
    204,
  );
  expect((await request(discord, `POST ${path}/typing`)).status).toBe(204);
  const pins = await request(discord, `GET ${path}/messages/pins`);
  expect(pins.body).toMatchObject({
    items: [{ message: { pinned: true, reactions: [{ count: 1, me: true }] } }],
  });
  expect(findProblems(discord)).toEqual([]);
});

test('a channel publishes ten messages an hour', async () => {
  const generous = { limit: 1000, windowMs: 1000 };
  await using discord = await openLoopbackDiscord({
    rateLimits: { messages: generous },
    guilds: [{ name: 'One', channels: [{ name: 'news', kind: 'announcement' }] }],
  });
  const path = `/channels/${discord.channels()[0]?.id}/messages`;
  const publish = async () => {
    const { body } = await request(discord, `POST ${path}`, { content: 'a' });
    return request(discord, `POST ${path}/${String(member(body, 'id'))}/crosspost`);
  };
  for (let count = 0; count < 10; count += 1) expect((await publish()).status).toBe(200);
  const refused = await publish();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('x-ratelimit-scope')).toBe('shared');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_500);
  expect(discord.counters().invalid).toBe(0);
  discord.advance(3_600_000);
  expect((await publish()).status).toBe(200);
});

test('the history comes newest first, in pages', async () => {
  const generous = { limit: 1000, windowMs: 1000 };
  await using discord = await openLoopbackDiscord({ rateLimits: { messages: generous } });
  const path = `/channels/${discord.channels()[0]?.id}/messages`;
  const ids: string[] = [];
  for (let count = 0; count < 6; count += 1) {
    ids.push(String(member((await request(discord, `POST ${path}`, { content: `${count}` })).body, 'id')));
  }
  const page = async (query: string) => {
    const { body } = await request(discord, `GET ${path}?${query}`);
    return (Array.isArray(body) ? body : []).map((each) => ids.indexOf(String(member(each, 'id'))));
  };
  expect(await page('limit=2')).toEqual([5, 4]);
  expect(await page(`limit=2&before=${ids[4]}`)).toEqual([3, 2]);
  expect(await page(`limit=2&after=${ids[1]}`)).toEqual([3, 2]);
  expect(await page(`limit=3&around=${ids[2]}`)).toEqual([3, 2, 1]);
});

test('files come along with a message and stay with an edit', async () => {
  await using connected = await connect();
  const channel = alertsOf(connected);
  const file = { attachment: Buffer.from('<svg/>'), name: 'chart.svg', description: 'Stories per topic' };
  const message = await channel.send({
    files: [file],
    embeds: [{ image: { url: 'attachment://chart.svg' } }],
  });
  await message.edit({ content: 'with a chart' });
  const [stored] = connected.discord.messages(channel.id);
  expect(stored).toMatchObject({
    content: 'with a chart',
    attachments: [{ filename: 'chart.svg', description: 'Stories per topic' }],
  });
  const served = await fetch(message.attachments.first()?.url ?? '');
  expect([served.status, await served.text()]).toEqual([200, '<svg/>']);
});

test('another process reaches the controls over HTTP', async () => {
  await using discord = await openLoopbackDiscord();
  const control = async (name: string, ...values: unknown[]) => {
    const url = `http://127.0.0.1:${discord.port}/__test/${name}`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(values) });
    return { status: response.status, body: await response.json() };
  };
  const channelId = discord.channels()[0]?.id ?? '';
  expect(await control('say', channelId, ownerOf(discord), 'hello')).toMatchObject({ status: 200 });
  expect(await control('messages', { channelId })).toMatchObject({ body: [{ content: 'hello' }] });
  expect(await control('invoke', { userId: ownerOf(discord), channelId, command: 'nothing' })).toMatchObject({
    status: 409,
  });
  expect(await control('addFault', { route: 'GET', fault: { kind: 'rst' } })).toMatchObject({ status: 400 });
  expect(await control('explode')).toMatchObject({ status: 404 });
  expect(await control('guilds')).toMatchObject({
    body: [{ name: 'Newsroom', roles: [{ name: '@everyone' }, {}] }],
  });
  await control('reset');
  expect(discord.messages(channelId)).toEqual([]);
});
