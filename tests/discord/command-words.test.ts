import { ApplicationCommandType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { expect, test } from 'vitest';
import { createFeatures } from '../../src/discord/features.ts';
import { commandSchema } from '../../src/demo/discord/limits/commands.ts';
import { PHRASES } from '../../src/core/messages/phrases.ts';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { quietDeps } from '../support/bot.ts';

/** English that is not American falls back to the name itself; `es-419` falls back to `es-ES`. */
const LOCALES = ['en-US', 'es-ES', 'pt-BR'] as const;
/** The words of a button that Discord shows whole on a phone, with an emoji before them or without. */
const BUTTON = 38;

const definitions = createFeatures(quietDeps)
  .flatMap(({ commands }) => commands)
  .map(({ definition }) => definition);

interface Named {
  readonly name: string;
  readonly name_localizations?: unknown;
  readonly description?: unknown;
  readonly description_localizations?: unknown;
  readonly options?: unknown;
  readonly choices?: unknown;
}

const listOf = (value: unknown): readonly Named[] => (Array.isArray(value) ? value : []);

/** A command or an option with everything below it, each by its path. */
const partsOf = (part: Named, path: string): readonly (readonly [string, Named])[] => [
  [path, part],
  ...listOf(part.options).flatMap((option) => partsOf(option, `${path} ${option.name}`)),
  ...listOf(part.choices).map((choice) => [`${path} = ${choice.name}`, choice] as const),
];

const parts = definitions.flatMap((definition) => partsOf(definition, definition.name));

const localesOf = (words: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(typeof words === 'object' && words !== null ? words : {}).flatMap(
      ([locale, word]: [string, unknown]) => (typeof word === 'string' ? [[locale, word] as const] : []),
    ),
  );

const kindOf = ({ type }: RESTPostAPIApplicationCommandsJSONBody) => type ?? ApplicationCommandType.ChatInput;

const definitionOf = (name: string) => definitions.find((definition) => definition.name === name);

test('there are commands to look at', () => {
  expect(definitions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['subscribe', 'unsubscribe', 'channel', 'privacy', 'status', 'latest']),
  );
});

test.each(definitions)('/$name is within Discord’s limits', (definition) => {
  expect(commandSchema.safeParse(definition).error?.issues ?? []).toEqual([]);
});

test.each(parts)('%s has its words in every language', (_path, part) => {
  for (const words of [
    part.name_localizations,
    ...(part.description === undefined ? [] : [part.description_localizations]),
  ]) {
    const locales = localesOf(words);
    expect(LOCALES.filter((locale) => !/\S/.test(locales[locale] ?? ''))).toEqual([]);
  }
  expect(localesOf(part.name_localizations)['en-US']).toBe(part.name);
});

test.each([...LOCALES, 'es-419'])(
  'in %s, no two commands of a kind and no two options bear one name',
  (locale) => {
    const nameIn = (part: Named): string => {
      const names = localesOf(part.name_localizations);
      return names[locale] ?? names['es-ES'] ?? part.name;
    };
    for (const same of Map.groupBy(definitions, kindOf).values())
      expect(new Set(same.map(nameIn)).size).toBe(same.length);
    for (const [, { options }] of parts) {
      const names = listOf(options).map(nameIn);
      expect(new Set(names).size).toBe(names.length);
    }
  },
);

test('buttons can be read whole on a phone', () => {
  const labels = Object.entries(PHRASES).filter(([name]) => name.startsWith('button.'));
  expect(labels.length).toBeGreaterThan(5);
  for (const [, label] of labels)
    for (const language of UI_LANGUAGES) expect(label[language].length).toBeLessThanOrEqual(BUTTON);
});

test('people find what is theirs wherever they are, and channels only where they may manage the server', () => {
  for (const name of ['subscribe', 'unsubscribe', 'privacy'])
    expect(definitionOf(name)).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
  expect(definitionOf('channel')).toMatchObject({ contexts: [0], default_member_permissions: '32' });
});
