import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  MessageFlags,
  SlashCommandBuilder,
  type Interaction,
} from 'discord.js';
import { expect, test } from 'vitest';
import { RefusedByClient } from '../../src/demo/discord/interactions/refused.ts';
import { alertsOf, connect, ownerOf, type Connected } from '../support/loopback-client.ts';
import { member, request } from '../support/loopback-request.ts';

const latest = new SlashCommandBuilder()
  .setName('latest')
  .setDescription('What is new')
  .addStringOption((option) => option.setName('topic').setDescription('Which').setAutocomplete(true))
  .addIntegerOption((option) =>
    option.setName('count').setDescription('How many').setMinValue(1).setMaxValue(10),
  );
const channelCommand = new SlashCommandBuilder()
  .setName('channel')
  .setDescription('Alerts of a channel')
  .setDefaultMemberPermissions(32n)
  .setContexts(0)
  .addSubcommand((sub) =>
    sub
      .setName('subscribe')
      .setDescription('Follow')
      .addChannelOption((option) => option.setName('channel').setDescription('Where').setRequired(true)),
  );
const why = new ContextMenuCommandBuilder()
  .setName('Why this alert?')
  .setType(ApplicationCommandType.Message);

const button = (custom_id: string, rest: object = {}) => ({
  type: 2,
  style: 2,
  label: custom_id,
  custom_id,
  ...rest,
});
const row = (...components: object[]) => ({ type: 1, components });

/** Connects, registers the commands, and hands every interaction to `react`. */
async function connectWith(react: (interaction: Interaction) => Promise<unknown>): Promise<Connected> {
  const connected = await connect();
  await connected.client.application.commands.set([latest, channelCommand, why]);
  connected.client.on('interactionCreate', (interaction) => void react(interaction));
  return connected;
}

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
  expect(permissions).toBe(309_237_763_072n);
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

test('buttons and menus can be used as they are shown, and no other way', async () => {
  await using connected = await connectWith(async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: 'clicked', components: [] });
    if (interaction.isStringSelectMenu())
      await interaction.reply({ content: interaction.values.join('+'), flags: 64 });
  });
  const { discord } = connected;
  const channel = alertsOf(connected);
  const userId = ownerOf(discord);
  const options = ['talks', 'oil', 'strikes'].map((value) => ({ label: value, value }));
  const menu = { type: 3, custom_id: 'topics', min_values: 1, max_values: 2, options };
  const components = [row(button('why'), button('old', { disabled: true })), row(menu)];
  const message = await channel.send({ content: 'card', components });
  const messageId = message.id;
  expect(() => discord.click({ userId, messageId, button: 'old' })).toThrow(/disabled/);
  expect(() => discord.click({ userId, messageId, button: 'gone' })).toThrow(RefusedByClient);
  expect(() => discord.select({ userId, messageId, customId: 'topics', values: [] })).toThrow(/1 to 2/);
  expect(() => discord.select({ userId, messageId, customId: 'topics', values: ['sport'] })).toThrow(
    RefusedByClient,
  );
  const selected = discord.select({ userId, messageId, customId: 'topics', values: ['talks', 'oil'] });
  expect(await discord.outcome(selected.id)).toMatchObject({
    kind: 'message',
    message: { content: 'talks+oil' },
  });
  const clicked = discord.click({ userId, messageId, button: 'why' });
  expect(await discord.outcome(clicked.id)).toMatchObject({
    kind: 'update',
    message: { content: 'clicked', id: messageId },
  });
  expect(() => discord.click({ userId, messageId, button: 'why' })).toThrow(RefusedByClient);
});

const form = {
  custom_id: 'subscribe',
  title: 'Your alerts',
  components: [
    {
      type: 18,
      label: 'Topics',
      component: {
        type: 22,
        custom_id: 'topics',
        options: [
          { label: 'Talks', value: 'talks', default: true },
          { label: 'Oil', value: 'oil' },
        ],
      },
    },
    {
      type: 18,
      label: 'How much?',
      component: {
        type: 21,
        custom_id: 'level',
        options: ['major', 'all'].map((value) => ({ label: value, value })),
      },
    },
    { type: 18, label: 'Quiet at night', component: { type: 23, custom_id: 'quiet', default: true } },
    {
      type: 18,
      label: 'Name',
      component: { type: 4, custom_id: 'name', style: 1, max_length: 5, required: false },
    },
  ],
};

test('a form is prefilled, checked and submitted', async () => {
  await using connected = await connectWith(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(form);
    if (!interaction.isModalSubmit()) return;
    const { fields } = interaction;
    const topics = fields.getCheckboxGroup('topics').join('+');
    const answer = `${topics} ${fields.getRadioGroup('level')} ${fields.getCheckbox('quiet')} ${fields.getTextInputValue('name')}`;
    await interaction.reply({ content: answer, flags: MessageFlags.Ephemeral });
  });
  const { discord } = connected;
  const { id } = discord.invoke({
    userId: ownerOf(discord),
    channelId: alertsOf(connected).id,
    command: 'latest',
  });
  expect(await discord.outcome(id)).toMatchObject({ kind: 'modal', modal: { title: 'Your alerts' } });
  expect(() => discord.submitModal({ interactionId: id })).toThrow(/level is required/);
  expect(() => discord.submitModal({ interactionId: id, values: { level: 'some' } })).toThrow(
    /does not offer/,
  );
  expect(() => discord.submitModal({ interactionId: id, values: { level: 'all', name: 'Bolívar' } })).toThrow(
    /length/,
  );
  const submitted = discord.submitModal({ interactionId: id, values: { level: 'major', name: 'Ana' } });
  expect(await discord.outcome(submitted.id)).toMatchObject({ message: { content: 'talks major true Ana' } });
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
