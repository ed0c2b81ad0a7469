import { ApplicationCommandType, ButtonStyle, ComponentType, SlashCommandBuilder } from 'discord.js';
import { expect, test } from 'vitest';
import type { Feature, Form, Submission } from '../../src/discord/command.ts';
import { toCustomId } from '../../src/discord/rendering/custom-id.ts';
import { toButton, toButtons, toPanel } from '../../src/discord/rendering/panel.ts';
import { openBotWorld, type BotWorld } from '../support/bot.ts';
import { readReply } from '../support/reply-text.ts';

const idOf = (kind: string): string => toCustomId({ kind, subjectOf: '7', marker: '' });

const form: Form = {
  custom_id: idOf('wishes'),
  title: 'Wishes',
  components: [
    {
      type: ComponentType.Label,
      label: 'Topics',
      component: {
        type: ComponentType.CheckboxGroup,
        custom_id: 'topics',
        required: false,
        options: [
          { value: 'oil', label: 'Oil' },
          { value: 'talks', label: 'Talks' },
        ],
      },
    },
    {
      type: ComponentType.Label,
      label: 'Level',
      component: {
        type: ComponentType.RadioGroup,
        custom_id: 'level',
        options: [
          { value: 'all', label: 'All' },
          { value: 'major', label: 'Major' },
        ],
      },
    },
    {
      type: ComponentType.Label,
      label: 'Quiet',
      component: { type: ComponentType.Checkbox, custom_id: 'quiet' },
    },
  ],
};

/** A feature with one of everything; what a form brought is kept in `submitted`. */
function everything(submitted: Submission[] = []): Feature {
  return {
    commands: [
      {
        definition: new SlashCommandBuilder()
          .setName('wish')
          .setDescription('Wish')
          .addStringOption((option) => option.setName('for').setDescription('For what').setAutocomplete(true))
          .toJSON(),
        form: ({ options }) => Promise.resolve(options['for'] === undefined ? form : undefined),
        run: ({ options }) =>
          Promise.resolve({
            content: `wished for ${String(options['for'])}`,
            components: [
              {
                type: ComponentType.ActionRow,
                components: [
                  {
                    type: ComponentType.Button,
                    style: ButtonStyle.Secondary,
                    label: 'Again',
                    custom_id: idOf('again'),
                  },
                  {
                    type: ComponentType.Button,
                    style: ButtonStyle.Secondary,
                    label: 'Old',
                    custom_id: 'again:0:7:',
                  },
                ],
              },
            ],
          }),
        complete: ({ option, written }) =>
          Promise.resolve(
            Array.from({ length: 40 }, (_, index) => ({
              name: `${option} ${written} ${String(index)}`,
              value: `${written}-${String(index)}`,
            })),
          ),
      },
      {
        definition: { name: 'Weigh this', type: ApplicationCommandType.Message },
        run: ({ target }) =>
          Promise.resolve(`${target?.text ?? ''} ${target?.customIds[0]?.kind ?? 'nothing'}`),
      },
    ],
    buttons: {
      again: { run: ({ id }) => Promise.resolve(`again about ${id.subjectOf}`), shownTo: 'same' },
    },
    forms: {
      wishes: {
        run: (submission) => {
          submitted.push(submission);
          return Promise.resolve({
            isV2: true,
            components: [{ type: ComponentType.TextDisplay, content: 'noted' }],
          });
        },
      },
    },
  };
}

async function openWorld(submitted: Submission[] = []): Promise<BotWorld> {
  const world = await openBotWorld({ features: [everything(submitted)] });
  await world.ready();
  return world;
}

const at = ({ ownerId, channelId }: BotWorld) => ({ userId: ownerId, channelId });

test('a command without options opens its form, and what is sent in arrives as plain values', async () => {
  const submitted: Submission[] = [];
  await using world = await openWorld(submitted);
  const { id } = world.discord.invoke({ ...at(world), command: 'wish' });
  expect(await world.discord.outcome(id)).toMatchObject({ kind: 'modal' });
  const sent = world.discord.submitModal({
    interactionId: id,
    values: { topics: ['oil'], level: 'major', quiet: true },
  });
  expect(await world.discord.outcome(sent.id)).toMatchObject({
    kind: 'message',
    message: { visibleTo: world.ownerId },
  });
  expect(submitted).toMatchObject([
    { id: { kind: 'wishes', subjectOf: '7' }, fields: { topics: ['oil'], level: 'major', quiet: true } },
  ]);
});

test('a button changes the reply that it stands in, and one of another time says so', async () => {
  await using world = await openWorld();
  const { id } = world.discord.invoke({ ...at(world), command: 'wish', options: { for: 'rain' } });
  const outcome = await world.discord.outcome(id);
  if (outcome.kind !== 'message') throw new Error(`got ${outcome.kind}`);
  const messageId = outcome.message.id;
  expect(outcome.message.content).toBe('wished for rain');
  const old = world.discord.click({ userId: world.ownerId, messageId, button: 'Old' });
  expect(await world.discord.outcome(old.id)).toMatchObject({
    message: { content: 'This button is from an older message. Use /latest.' },
  });
  const again = world.discord.click({ userId: world.ownerId, messageId, button: 'Again' });
  await world.discord.outcome(again.id);
  const shown = () => world.discord.messages({ channelId: world.channelId, as: world.ownerId });
  await expect.poll(() => shown()[0]?.content).toBe('again about 7');
  expect(world.discord.messages(world.channelId)).toEqual([]);
});

test('suggestions are cut to what Discord takes', async () => {
  await using world = await openWorld();
  const { id } = world.discord.autocomplete({
    ...at(world),
    command: 'wish',
    options: { for: 'ra' },
    focused: 'for',
  });
  const outcome = await world.discord.outcome(id);
  if (outcome.kind !== 'choices') throw new Error(`got ${outcome.kind}`);
  expect(outcome.choices).toHaveLength(25);
  expect(outcome.choices[0]).toMatchObject({ name: 'for ra 0', value: 'ra-0' });
});

test('a message command gets the text of the message it is used on', async () => {
  await using world = await openWorld();
  const said = world.discord.say(world.channelId, world.ownerId, 'a rumour');
  const { id } = world.discord.invoke({ ...at(world), command: 'Weigh this', targetId: said.id });
  expect(await world.discord.outcome(id)).toMatchObject({ message: { content: 'a rumour nothing' } });
});

test('a failure leaves what stands where the answer was to go, and a plain answer fits in the place of any', async () => {
  const buttons = toButtons(['fail', 'end'].map((kind) => toButton(kind, '7', kind)));
  const feature: Feature = {
    commands: [
      {
        definition: new SlashCommandBuilder().setName('page').setDescription('Page').toJSON(),
        run: () => Promise.resolve(toPanel({ parts: [['a page']], rows: [buttons] })),
      },
    ],
    buttons: {
      fail: { shownTo: 'same', run: () => Promise.reject(new Error('broken')) },
      end: { shownTo: 'same', run: () => Promise.resolve('the end') },
    },
  };
  await using world = await openBotWorld({ features: [feature] });
  await world.ready();
  const outcome = await world.discord.outcome(world.discord.invoke({ ...at(world), command: 'page' }).id);
  if (outcome.kind !== 'message') throw new Error(`got ${outcome.kind}`);
  const shown = () =>
    world.discord
      .messages({ channelId: world.channelId, as: world.ownerId })
      .map((message) => readReply(message));
  const click = (name: string) =>
    world.discord.click({ userId: world.ownerId, messageId: outcome.message.id, button: name });
  click('fail');
  await expect.poll(() => shown().at(1)).toContain('Something went wrong on my side.');
  expect(shown().at(0)).toContain('a page');
  click('end');
  await expect.poll(() => shown().at(0)).toBe('the end');
});
