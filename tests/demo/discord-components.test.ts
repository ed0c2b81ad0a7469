import { MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import { RefusedByClient } from '../../src/demo/discord/interactions/refused.ts';
import { alertsOf, ownerOf } from '../support/loopback-client.ts';
import { connectWith } from '../support/loopback-commands.ts';

const button = (custom_id: string, rest: object = {}) => ({
  type: 2,
  style: 2,
  label: custom_id,
  custom_id,
  ...rest,
});
const row = (...components: object[]) => ({ type: 1, components });

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
