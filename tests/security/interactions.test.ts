import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { toButtonRows } from '../../src/discord/rendering/buttons.ts';
import type { Answer, Caller, Feature, Press, Reply, Suggestion } from '../../src/discord/command.ts';
import { fromCustomId, toCustomId } from '../../src/discord/rendering/custom-id.ts';
import { fromDigestRef } from '../../src/discord/commands/digest/digest-ref.ts';
import { createFeatures } from '../../src/discord/features.ts';
import { fromToken } from '../../src/discord/commands/reading/mute-places.ts';
import { openBotWorld, quietDeps } from '../support/bot.ts';
import { storyView } from '../support/builders.ts';
import { collect, findMarkup, UNSEEN } from '../support/discord-oracle.ts';
import { CASES, hostileText, TRICKS } from '../support/hostile.ts';

const SHOWN = new Set(['content', 'title', 'description', 'value', 'label', 'placeholder', 'name', 'text']);
const IDS = new Set(['custom_id']);
/** What answers mark up themselves: emphasis and headings, times, the caller's own channel, and links to stories. */
const OWN = /^(?:strong|emphasis|heading|small|bullet|quote|code|time|emoji|mention channel|link https:\/\/)/;

const features = createFeatures({
  ...quietDeps,
  search: ({ words }) =>
    Promise.resolve({ stories: words.length === 0 ? [] : [storyView()], count: words.length * 12 }),
  findDestinationId: () => Promise.resolve('p-1'),
  findHeadline: () => Promise.resolve('Licence extended'),
});

/** What is wrong with an answer: it hides something, speaks in somebody else's name, or cannot be sent to Discord. */
function problemsOf(reply: Reply | undefined): readonly string[] {
  const sent = typeof reply === 'string' ? { content: reply } : reply;
  const markup = collect(sent, new Set(['content', 'description'])).flatMap(findMarkup);
  return [
    ...collect(sent, SHOWN).filter((text) => UNSEEN.test(text)),
    ...markup.filter((one) => !OWN.test(one)),
    ...collect(sent, IDS).filter((id) => id.length > 100),
  ];
}

const isTooLong = ({ name, value: given }: Suggestion): boolean => Math.max(name.length, given.length) > 100;

const caller: fc.Arbitrary<Caller> = fc.record({
  language: fc.constantFrom(...UI_LANGUAGES),
  locale: fc.constantFrom('en-US', 'es-419', 'pt-BR', 'xx'),
  userId: fc.constant('200000000000000001'),
  guildId: fc.constant('300000000000000001'),
  channelId: fc.constant('400000000000000001'),
  place: fc.constantFrom('server', 'direct', 'away'),
  mayManage: fc.boolean(),
  maySpeak: fc.boolean(),
  findChannel: fc.constant(() => undefined),
  mention: fc.constant((command: string) => `/${command}`),
});

const value = fc.oneof(hostileText, fc.integer(), fc.double(), fc.boolean());
const names = [
  'query',
  'text',
  'story',
  'topic',
  'for',
  'here',
  'muted',
  'channel',
  'where',
  'zone',
  'since',
];
const subcommands = ['list', 'remove', 'now', 'settings', 'story', 'topic', 'test', 'pause', 'preview'];
const commands = features.flatMap((feature) => feature.commands);

test(`${CASES.commands} commands with hostile options are answered, and so is what is suggested for them`, async () => {
  const given = fc.record({
    command: fc.constantFrom(...commands),
    subcommand: fc.constantFrom(...subcommands),
    options: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 }),
    option: fc.constantFrom(...names),
    written: hostileText,
    who: caller,
  });
  await fc.assert(
    fc.asyncProperty(given, async ({ command, subcommand, options, option, written, who }) => {
      const target = { id: '1', channelId: '2', text: written, customIds: [] };
      const call = { ...who, options, subcommand, target };
      expect(problemsOf(await answerOf(command, call))).toEqual([]);
      const suggested = (await command.complete?.({ ...who, option, written, subcommand })) ?? [];
      expect(suggested.filter((one) => UNSEEN.test(one.name) || isTooLong(one))).toEqual([]);
    }),
    { numRuns: CASES.commands },
  );
});

/** A subcommand that there is not is refused by an error; Discord never sends one. */
async function answerOf<Given>(answer: Answer<Given>, given: Given): Promise<Reply | undefined> {
  try {
    await answer.form?.(given);
    return await answer.run(given);
  } catch (error) {
    if (error instanceof RangeError && error.message.startsWith('there is no /')) return undefined;
    throw error;
  }
}

const subjectOf = fc.oneof(
  hostileText,
  fc.tuple(fc.nat(), hostileText).map(([page, words]) => `${String(page)}.${words}`),
  fc.constantFrom(
    '1',
    '999999999999999',
    'useful.1',
    'own.story.1',
    'here.topic.oil',
    '0.1.0',
    'zzzzzz.zzzzzzz.9',
  ),
);
const buttons = features.flatMap(({ buttons: some }) => Object.entries(some ?? {}));
const forms = features.flatMap(({ forms: some }) => Object.entries(some ?? {}));

test(`${CASES.presses} buttons and forms made by hand are answered, whatever they carry`, async () => {
  const press = fc.record({
    who: caller,
    about: subjectOf,
    marker: hostileText,
    values: fc.array(hostileText, { maxLength: 3 }),
    button: fc.constantFrom(...buttons),
    form: fc.constantFrom(...forms),
    fields: fc.dictionary(
      fc.constantFrom(
        'topics',
        'level',
        'language',
        'zone',
        'quiet',
        'role',
        'layout',
        'at',
        'daily',
        '__proto__',
      ),
      fc.oneof(hostileText, fc.boolean(), fc.array(hostileText, { maxLength: 3 })),
    ),
  });
  await fc.assert(
    fc.asyncProperty(press, async ({ who, about, marker, values, button, form, fields }) => {
      const given: Press = { ...who, id: { kind: button[0], subjectOf: about, marker }, values };
      await button[1].form?.(given);
      expect(problemsOf(await button[1].run(given))).toEqual([]);
      const submission = { ...who, id: { kind: form[0], subjectOf: about, marker }, fields };
      expect(problemsOf(await form[1].run(submission))).toEqual([]);
    }),
    { numRuns: CASES.presses },
  );
});

test(`of ${CASES.customIds} custom ids only those of the program’s own shape are read`, () => {
  fc.assert(
    fc.property(hostileText, hostileText, fc.constantFrom('own', 'here', ''), (one, other, where) => {
      const id = fromCustomId(one);
      expect(id === undefined ? one : toCustomId(id)).toBe(one);
      const token = fromToken(`${where}.${one}.${other}`);
      expect(token?.kind === 'story' ? token.subject : '1').toMatch(/^\d{1,15}$/);
      const ref = fromDigestRef(one);
      const lengthMs = ref === undefined ? 0 : ref.until.getTime() - ref.from.getTime();
      expect(lengthMs).toBeLessThan(33 * 86_400_000);
    }),
    { numRuns: CASES.customIds },
  );
});

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

/** A command that answers with buttons of these kinds. */
const offering = (kinds: readonly string[]): Feature => ({
  commands: [
    {
      definition: { name: 'offer', description: 'Offer' },
      run: () =>
        Promise.resolve({
          content: 'Choose',
          components: toButtonRows(kinds.map((kind) => ({ kind, about: '', label: kind }))),
        }),
    },
  ],
});

test('a button whose kind is the name of something every object has is an old button', async () => {
  const nothing: Feature = { commands: [], buttons: {}, forms: {} };
  await using world = await openBotWorld({ features: [offering(NAMES), nothing] });
  await world.ready();
  const { discord, channelId, ownerId: userId } = world;
  const offer = await discord.outcome(discord.invoke({ userId, channelId, command: 'offer' }).id);
  const messageId = offer.kind === 'message' ? offer.message.id : '';
  for (const button of NAMES) {
    const outcome = await discord.outcome(discord.click({ userId, messageId, button }).id);
    expect(JSON.stringify(outcome)).toContain('/latest');
  }
  expect(world.log.join('')).not.toContain('interaction failed');
});

test('every known trick is refused as a custom id or read as nothing but its parts', () => {
  for (const trick of TRICKS) expect(fromCustomId(trick)?.kind).not.toBe('');
});
