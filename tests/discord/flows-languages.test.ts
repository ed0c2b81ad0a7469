import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PHRASES, type Phrase } from '../../src/core/messages/phrases.ts';
import { UI_LANGUAGES, type UiLanguage } from '../../src/core/subject.ts';
import { createFeatures } from '../../src/discord/features.ts';
import { addManager, kindOf, live, STEPS } from '../support/acts.ts';
import { openBotWorld, quietDeps, type BotWorld } from '../support/bot.ts';
import { everythingOf, type Scene } from '../support/everything.ts';

/** Discord's own limits are nothing that is looked at here. */
const GENEROUS = { limit: 10_000, windowMs: 1_000 };
const UNLIMITED = { messages: GENEROUS, others: GENEROUS, global: GENEROUS };

/** What a phrase says in a language apart from what is filled in. */
const partsOf = (phrase: Phrase, language: UiLanguage): readonly string[] =>
  PHRASES[phrase][language]
    .split(/\{\w+\}/)
    .map((part) => part.trim())
    .filter((part) => part.length > 2);

const phrasesOf = (language: UiLanguage): readonly string[] =>
  Object.values(PHRASES).map((words) => words[language]);

/** Whole phrases of the other languages that this one has not among its own. */
function foreignPhrases(language: UiLanguage): readonly string[] {
  const own = phrasesOf(language).join('\n');
  return UI_LANGUAGES.filter((other) => other !== language)
    .flatMap(phrasesOf)
    .filter((words) => words.length > 10 && !words.includes('{') && !own.includes(words));
}

interface Part {
  readonly name: string;
  readonly type?: number | undefined;
  readonly autocomplete?: boolean | undefined;
  readonly options?: readonly Part[] | undefined;
}

const partSchema: z.ZodType<Part> = z.object({
  name: z.string(),
  type: z.number().optional(),
  autocomplete: z.boolean().optional(),
  options: z.lazy(() => z.array(partSchema)).optional(),
});

const SUBCOMMAND = 1;
const MESSAGE_COMMAND = 3;

/** A command with its subcommands and what is suggested for their options, by the kinds and names of the steps. */
function listActs({ name, type, options = [] }: Part, path = ''): readonly string[] {
  const whole = `${path}${name}`;
  if (path === '' && type === MESSAGE_COMMAND) return [`message ${name}`];
  if (options.some((option) => option.type === SUBCOMMAND))
    return options.flatMap((option) => listActs(option, `${whole} `));
  const suggested = options.filter(({ autocomplete }) => autocomplete === true);
  return [`command ${whole}`, ...suggested.map((option) => `suggestions ${whole} ${option.name}`)];
}

test('nothing that people can do is left out below', () => {
  const features = createFeatures(quietDeps);
  const definitions = features.flatMap(({ commands }) => commands.map(({ definition }) => definition));
  const all = [
    ...z
      .array(partSchema)
      .parse(definitions)
      .flatMap((definition) => listActs(definition)),
    ...features.flatMap(({ buttons = {} }) => Object.keys(buttons)).map((kind) => `${kindOf(kind)} ${kind}`),
    ...features.flatMap(({ forms = {} }) => Object.keys(forms)).map((kind) => `form ${kind}`),
  ];
  const steps = new Set(STEPS.map(([kind, name]) => `${kind} ${name}`));
  expect([...steps].toSorted()).toEqual(all.toSorted());
});

describe.each(UI_LANGUAGES)('in %s', (language) => {
  const scene: { -readonly [Key in keyof Scene]: Scene[Key] } = { guildId: '', channelId: '', language };
  const foreign = foreignPhrases(language);
  let world: BotWorld;

  beforeAll(async () => {
    world = await openBotWorld({ deps: everythingOf(scene), discord: { rateLimits: UNLIMITED } });
    scene.channelId = world.channelId;
    scene.guildId = world.discord.guilds()[0]?.id ?? '';
    await world.ready();
  });

  afterAll(() => world[Symbol.asyncDispose]());

  test.each(STEPS.map((step) => ({ act: `${step[0]} ${step[1]}`, step })))('the $act', async ({ step }) => {
    const words = await live(world, addManager(world, language), step);
    for (const part of step[2].flatMap((phrase) => partsOf(phrase, language))) expect(words).toContain(part);
    expect(words).not.toBe('');
    expect(foreign.filter((phrase) => words.includes(phrase))).toEqual([]);
  });
});
