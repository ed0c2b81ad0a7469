import { EmbedBuilder, SlashCommandBuilder } from 'discord.js';
import { expect, test } from 'vitest';
import { alertsOf, connect, ownerOf } from '../support/loopback-client.ts';

test('discord.js logs in and knows the guild, its channel and itself', async () => {
  await using connected = await connect();
  const { client } = connected;
  expect(client.user.username).toBe('vigía');
  expect(client.guilds.cache.map(({ name }) => name)).toEqual(['Newsroom']);
  expect(alertsOf(connected).name).toBe('alerts');
  const me = await client.guilds.cache.first()?.members.fetchMe();
  expect(me?.permissions.has('SendMessages')).toBe(true);
});

test('a message is posted once under its nonce, and stands in the history without it', async () => {
  await using connected = await connect();
  const channel = alertsOf(connected);
  const embed = new EmbedBuilder()
    .setTitle('A title')
    .setColor(0xb0_7a_00)
    .addFields({ name: 'Importance', value: 'High' });
  const payload = { content: 'Hello', embeds: [embed], nonce: 'n-1', enforceNonce: true };
  const first = await channel.send(payload);
  const second = await channel.send(payload);
  expect(second.id).toBe(first.id);
  expect(first.nonce).toBe('n-1');
  expect(connected.discord.messages(channel.id)).toHaveLength(1);
  await channel.messages.fetch({ limit: 10 });
  expect(connected.discord.requests().at(-1)?.answer).toMatchObject([{ id: first.id, content: 'Hello' }]);
  expect(JSON.stringify(connected.discord.requests().at(-1)?.answer)).not.toContain('nonce');
});

test('a lost answer makes one message with a nonce and two without', async () => {
  await using connected = await connect();
  const channel = alertsOf(connected);
  const route = 'POST /channels/\\d+/messages';
  connected.discord.addFault({ route, times: 1, fault: { kind: 'rst', when: 'after' } });
  await channel.send({ content: 'with', nonce: 'n-2', enforceNonce: true });
  expect(connected.discord.messages(channel.id)).toHaveLength(1);
  connected.discord.addFault({ route, times: 1, fault: { kind: 'rst', when: 'after' } });
  await channel.send({ content: 'without' });
  expect(connected.discord.messages(channel.id)).toHaveLength(3);
});

test('a slash command is registered, used by a person and answered for them alone', async () => {
  await using connected = await connect();
  const { client, discord } = connected;
  const definition = new SlashCommandBuilder().setName('status').setDescription('How it goes').toJSON();
  await client.application.commands.set([definition]);
  client.on('interactionCreate', (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply({ content: 'Working normally', flags: 64 });
  });
  const channel = alertsOf(connected);
  const userId = ownerOf(discord);
  const { id } = discord.invoke({ command: 'status', userId, channelId: channel.id });
  const outcome = await discord.outcome(id);
  expect(outcome).toMatchObject({
    kind: 'message',
    message: { content: 'Working normally', visibleTo: userId },
  });
  expect(discord.messages(channel.id)).toEqual([]);
});
