import { ComponentType, SlashCommandBuilder } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Interaction, Message } from '../../src/demo/discord/world.ts';
import type { Feature, Form } from '../../src/discord/command.ts';
import { toCustomId } from '../../src/discord/rendering/custom-id.ts';
import { toButton, toButtons, toPanel } from '../../src/discord/rendering/panel.ts';
import { openBotWorld, type BotWorld } from '../support/bot.ts';
import { HEALED, type Fault } from '../support/fault-matrix.ts';
import { readReply } from '../support/reply-text.ts';

const CALLBACK = 'POST /interactions/.*/callback';
const FOLLOW_UP = String.raw`POST /webhooks/\d+/[^/?]+`;

const form: Form = {
  custom_id: toCustomId({ kind: 'wishes', subjectOf: '7', marker: '' }),
  title: 'Wishes',
  components: [
    {
      type: ComponentType.Label,
      label: 'Quiet',
      component: { type: ComponentType.Checkbox, custom_id: 'quiet' },
    },
  ],
};

const command = (name: string) => new SlashCommandBuilder().setName(name).setDescription(name);
const buttons = toButtons(['end', 'fail'].map((kind) => toButton(kind, '7', kind)));

/** Every kind of first answer: words, a form, suggestions, and a change of the message that a button stands in. */
const feature: Feature = {
  commands: [
    {
      definition: command('page').toJSON(),
      run: () => Promise.resolve(toPanel({ parts: [['a page']], rows: [buttons] })),
    },
    {
      definition: command('form').toJSON(),
      form: () => Promise.resolve(form),
      run: () => Promise.reject(new Error('a form is asked for')),
    },
    {
      definition: command('find')
        .addStringOption((option) => option.setName('what').setDescription('What').setAutocomplete(true))
        .toJSON(),
      run: () => Promise.resolve('found'),
      complete: ({ written }) => Promise.resolve([{ name: `${written}!`, value: written }]),
    },
  ],
  buttons: {
    end: { shownTo: 'same', run: () => Promise.resolve('the end') },
    fail: { shownTo: 'same', run: () => Promise.reject(new Error('broken')) },
  },
  forms: { wishes: { run: () => Promise.resolve('noted') } },
};

let world: BotWorld;
beforeAll(async () => {
  world = await openBotWorld({ features: [feature] });
  await world.ready();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Somebody else for each case: one person may not ask for so much. */
let userId: string;
let count = 0;
beforeEach(() => {
  userId = world.discord.addUser({ username: `reader-${String((count += 1))}` }).id;
  world.discord.addMember(world.discord.guilds()[0]?.id ?? '', userId);
});

const at = () => ({ userId, channelId: world.channelId });
const shown = (): readonly Message[] => world.discord.messages({ channelId: world.channelId, as: userId });
const invoke = (name: string): Interaction => world.discord.invoke({ ...at(), command: name });

/** A page of one's own, with its buttons. */
async function openPage(): Promise<Message> {
  const outcome = await world.discord.outcome(invoke('page').id);
  if (outcome.kind !== 'message') throw new Error(`got ${outcome.kind}`);
  return outcome.message;
}

const click = ({ id: messageId }: Message, button: string): Interaction =>
  world.discord.click({ userId, messageId, button });
const textOf = ({ id }: Message): string =>
  shown()
    .filter((message) => message.id === id)
    .map((message) => readReply(message))
    .join();
const countAnswers = ({ id }: Interaction): number =>
  shown().filter(({ interactionId }) => interactionId === id).length;
const countLogged = (event: string): number => world.log.filter((line) => line.includes(`"${event}"`)).length;

/** Something that a person does. */
interface Act {
  readonly name: string;
  /** What they get for it. */
  readonly got: string;
  /** Makes it ready to be done once. */
  readonly prepare: () => Promise<() => Promise<string>>;
}

const ACTS: readonly Act[] = [
  {
    name: 'a command',
    got: 'message, 1 shown',
    prepare: () =>
      Promise.resolve(async () => {
        const asked = invoke('page');
        const { kind } = await world.discord.outcome(asked.id);
        return `${kind}, ${String(countAnswers(asked))} shown`;
      }),
  },
  {
    name: 'a form that is asked for',
    got: 'modal, 0 shown',
    prepare: () =>
      Promise.resolve(async () => {
        const asked = invoke('form');
        const { kind } = await world.discord.outcome(asked.id);
        return `${kind}, ${String(countAnswers(asked))} shown`;
      }),
  },
  {
    name: 'a form that is sent in',
    got: 'message, 1 shown',
    async prepare() {
      const { id: interactionId } = invoke('form');
      await world.discord.outcome(interactionId);
      return async () => {
        const sent = world.discord.submitModal({ interactionId, values: { quiet: true } });
        const { kind } = await world.discord.outcome(sent.id);
        return `${kind}, ${String(countAnswers(sent))} shown`;
      };
    },
  },
  {
    name: 'a word that suggestions are asked for',
    got: '["oil"]',
    prepare: () =>
      Promise.resolve(async () => {
        const typing = { ...at(), command: 'find', options: { what: 'oil' }, focused: 'what' };
        const outcome = await world.discord.outcome(world.discord.autocomplete(typing).id);
        return outcome.kind === 'choices' ? JSON.stringify(outcome.choices.map(({ value }) => value)) : '';
      }),
  },
  {
    name: 'a press',
    got: 'the end',
    async prepare() {
      const page = await openPage();
      return async () => {
        await world.discord.outcome(click(page, 'end').id);
        await expect.poll(() => textOf(page), { timeout: 3_000 }).toBe('the end');
        return textOf(page);
      };
    },
  },
];

const isWaitedOut = ({ kind }: Fault): boolean => kind === 'rate-limited' || kind === 'slow';
const isBefore = (fault: Fault): boolean => 'when' in fault && fault.when === 'before';
const SILENCES: readonly (readonly [name: string, fault: Fault])[] = [
  ['silence before', { kind: 'stall', when: 'before' }],
  ['silence after', { kind: 'stall', when: 'after' }],
];

const countFailed = (): number => countLogged('interaction failed') + countLogged('suggestions failed');

/** Whether every first answer has been taken, as far as the bot knows. */
function areTaken(): boolean {
  const callbacks = world.discord.requests().filter(({ path }) => path.includes('/callback'));
  return [...Map.groupBy(callbacks, ({ path }) => path).values()].every((tries) =>
    tries.some(({ fault }) => fault === undefined || fault.kind === 'slow'),
  );
}

/** Does something at once, each of whose first answers meets the fault; returns what is got and how much failed. */
async function doAmong(fault: Fault, acts: readonly Act[]): Promise<readonly [string[], failed: number]> {
  const ready = await Promise.all(acts.map(({ prepare }) => prepare()));
  const before = countFailed();
  const id = world.discord.addFault({ route: CALLBACK, times: acts.length, fault });
  const got = await Promise.all(ready.map((act) => act()));
  await expect.poll(areTaken).toBe(true);
  world.discord.removeFault(id);
  return [got, countFailed() - before];
}

describe.each(ACTS)('the first answer to $name', (act) => {
  test.each(HEALED.filter(([, fault]) => !isWaitedOut(fault)))(
    'that meets %s arrives once',
    async (_, fault) => {
      expect(await doAmong(fault, [act])).toEqual([[act.got], 0]);
    },
  );
});

test.each([...HEALED.filter(([, fault]) => isWaitedOut(fault)), ...SILENCES])(
  'every first answer that meets %s arrives once, in time',
  async (_, fault) => {
    expect(await doAmong(fault, ACTS)).toEqual([ACTS.map(({ got }) => got), 0]);
  },
);

test('a first answer that meets silence both times costs that interaction and nothing else', async () => {
  const id = world.discord.addFault({ route: CALLBACK, times: 2, fault: { kind: 'stall', when: 'before' } });
  const asked = invoke('page');
  await expect(world.discord.outcome(asked.id, 2_000)).rejects.toThrow('did not respond');
  world.discord.removeFault(id);
  expect(countAnswers(asked)).toBe(0);
  expect((await openPage()).visibleTo).toBe(userId);
  expect(world.fatal).toEqual([]);
});

/**
 * What cannot be known: nothing would recognise a further message to a person if it were sent again. It is sent once,
 * so that one which was lost before it arrived is not seen; the log tells of it.
 */
describe('an apology beside what stands', () => {
  test.each(HEALED.map(([name, fault]) => [name, isBefore(fault) ? 0 : 1, fault] as const))(
    'that meets %s is seen %i times, never twice',
    async (_, times, fault) => {
      const page = await openPage();
      const unanswered = countLogged('interaction could not be answered');
      const id = world.discord.addFault({ route: FOLLOW_UP, times: 1, fault });
      const asked = click(page, 'fail');
      await expect
        .poll(
          () =>
            isWaitedOut(fault)
              ? countAnswers(asked)
              : countLogged('interaction could not be answered') - unanswered,
          { timeout: 5_000 },
        )
        .toBe(1);
      world.discord.removeFault(id);
      expect(countAnswers(asked)).toBe(times);
      expect(textOf(page)).toContain('a page');
      click(page, 'end');
      await expect.poll(() => textOf(page), { timeout: 3_000 }).toBe('the end');
    },
  );
});
