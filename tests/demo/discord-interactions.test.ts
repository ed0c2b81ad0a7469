import { MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import { APPLICATION_PERMISSIONS } from '../../src/demo/discord/constants.ts';
import { RefusedByClient } from '../../src/demo/discord/interactions/refused.ts';
import { alertsOf, ownerOf } from '../support/loopback-client.ts';
import { connectWith } from '../support/loopback-commands.ts';
import { member, request } from '../support/loopback-request.ts';

test('a command reaches the bot with its options, and its reply is the outcome', async () => {
  await using connected = await connectWith(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply(`${interaction.options.getInteger('count')} in ${interaction.locale}`);
  });
  const { discord } = connected;
  const channel = alertsOf(connected);
  const user = discord.addUser({ username: 'ana', locale: 'es-ES' });
  discord.addMember(channel.guildId, user.id);
  const { id } = discord.invoke({
    userId: user.id,
    channelId: channel.id,
    command: 'latest',
    options: { count: 3 },
  });
  expect(await discord.outcome(id)).toMatchObject({ kind: 'message', message: { content: '3 in es-ES' } });
  expect(discord.messages(channel.id)).toHaveLength(1);
});

test('a deferred reply is filled by its first edit, follow-ups come after it', async () => {
  await using connected = await connectWith(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply('filled');
    await interaction.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
  });
  const { discord } = connected;
  const channelId = alertsOf(connected).id;
  const userId = ownerOf(discord);
  const { id } = discord.invoke({ userId, channelId, command: 'latest' });
  expect(await discord.outcome(id)).toMatchObject({
    message: { content: 'filled', flags: 64, visibleTo: userId },
  });
  await expect
    .poll(() => discord.messages({ channelId, as: userId }).map(({ content }) => content))
    .toEqual(['filled', 'and more']);
  expect(discord.messages(channelId)).toEqual([]);
});

test('what Discord would not let a person do is refused', async () => {
  await using connected = await connectWith(async () => undefined);
  const { discord } = connected;
  const channel = alertsOf(connected);
  const at = { userId: ownerOf(discord), channelId: channel.id };
  const guest = discord.addUser({ username: 'guest' });
  discord.addMember(channel.guildId, guest.id);
  const refused = [
    () => discord.invoke({ ...at, command: 'horoscope' }),
    () => discord.invoke({ ...at, command: 'latest', options: { count: 11 } }),
    () => discord.invoke({ ...at, command: 'latest', options: { count: 1.5 } }),
    () => discord.invoke({ ...at, command: 'latest', options: { colour: 'red' } }),
    () => discord.invoke({ ...at, command: 'channel' }),
    () => discord.invoke({ ...at, command: 'channel subscribe' }),
    () => discord.invoke({ ...at, command: 'channel subscribe', options: { channel: '123456789012345678' } }),
    () =>
      discord.invoke({
        userId: guest.id,
        channelId: channel.id,
        command: 'channel subscribe',
        options: { channel: channel.id },
      }),
  ];
  for (const attempt of refused) expect(attempt).toThrow(RefusedByClient);
});

test('a subcommand brings the channel it was given, with what the bot may do there', async () => {
  let permissions: bigint | undefined;
  await using connected = await connectWith(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const chosen = interaction.options.getChannel('channel', true);
    permissions =
      'permissionsFor' in chosen ? chosen.permissionsFor(interaction.client.user)?.bitfield : undefined;
    await interaction.reply(`${interaction.options.getSubcommand()} ${chosen.name}`);
  });
  const { discord } = connected;
  const channelId = alertsOf(connected).id;
  const options = { channel: channelId };
  const { id } = discord.invoke({
    userId: ownerOf(discord),
    channelId,
    command: 'channel subscribe',
    options,
  });
  expect(await discord.outcome(id)).toMatchObject({ message: { content: 'subscribe alerts' } });
  expect(permissions).toBe(309_237_763_072n | APPLICATION_PERMISSIONS);
});

test('suggestions answer what is being typed', async () => {
  await using connected = await connectWith(async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    await interaction.respond([{ name: `${interaction.options.getFocused()}…`, value: 'oil' }]);
  });
  const { discord } = connected;
  const typing = {
    userId: ownerOf(discord),
    channelId: alertsOf(connected).id,
    command: 'latest',
    focused: 'topic',
  };
  const { id } = discord.autocomplete({ ...typing, options: { topic: 'oi' } });
  expect(await discord.outcome(id)).toMatchObject({
    kind: 'choices',
    choices: [{ name: 'oi…', value: 'oil' }],
  });
});

test('a message command shows the bot the message it was called on', async () => {
  await using connected = await connectWith(async (interaction) => {
    if (!interaction.isMessageContextMenuCommand()) return;
    await interaction.reply({
      content: `about ${interaction.targetMessage.content}`,
      flags: MessageFlags.Ephemeral,
    });
  });
  const { discord } = connected;
  const channel = alertsOf(connected);
  const target = discord.say(channel.id, ownerOf(discord), 'a rumour');
  const { id } = discord.invoke({
    userId: ownerOf(discord),
    channelId: channel.id,
    command: 'Why this alert?',
    targetId: target.id,
  });
  expect(await discord.outcome(id)).toMatchObject({ message: { content: 'about a rumour' } });
});

test('an interaction takes one answer, within three seconds, and follow-ups for fifteen minutes', async () => {
  await using connected = await connectWith(async () => undefined);
  const { discord } = connected;
  const channelId = alertsOf(connected).id;
  const answer = { type: 4, data: { content: 'hello' } };
  const begin = () => {
    const { id, token } = discord.invoke({ userId: ownerOf(discord), channelId, command: 'latest' });
    return {
      callback: `POST /interactions/${id}/${token}/callback`,
      hook: `/webhooks/${discord.applicationId}/${token}`,
    };
  };
  const codeOf = async (signature: string, body?: unknown) =>
    member((await request(discord, signature, body)).body, 'code');
  const first = begin();
  expect(await codeOf(`GET ${first.hook}/messages/@original`)).toBe(10008);
  expect(await request(discord, first.callback, answer)).toMatchObject({ status: 204 });
  expect(await codeOf(first.callback, answer)).toBe(40060);
  discord.advance(16 * 60 * 1000);
  expect(await codeOf(`POST ${first.hook}`, { content: 'late' })).toBe(50027);
  const second = begin();
  discord.advance(3001);
  expect(await codeOf(second.callback, answer)).toBe(10062);
  expect(await codeOf(begin().callback, { type: 8, data: { choices: [] } })).toBe(50035);
  expect(await codeOf(begin().callback, { type: 5, data: { flags: 64 | 32_768 } })).toBe(50035);
});

test('the new layout comes with the edit of a deferred reply', async () => {
  await using connected = await connectWith(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: 10, content: 'digest' }],
    });
  });
  const { discord } = connected;
  const { id } = discord.invoke({
    userId: ownerOf(discord),
    channelId: alertsOf(connected).id,
    command: 'latest',
  });
  expect(await discord.outcome(id)).toMatchObject({
    message: { flags: 32_768, components: [{ content: 'digest', id: 1 }] },
  });
});

test('an application that stays silent is told of as Discord tells it', async () => {
  await using connected = await connectWith(async () => undefined);
  const { discord } = connected;
  const { id } = discord.invoke({
    userId: ownerOf(discord),
    channelId: alertsOf(connected).id,
    command: 'latest',
  });
  await expect(discord.outcome(id, 50)).rejects.toThrow(/did not respond/);
});
