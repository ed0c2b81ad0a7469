import { z } from 'zod';
import { LOCALES } from '../constants.ts';
import { maybe, refuse, type Refusals } from './schema.ts';

/** Characters of one command: names, descriptions and choice values, the longest localisation of each. */
const MAX_COMMAND_TEXT = 8000;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const localized = (max: number) => maybe(z.partialRecord(z.enum(LOCALES), z.string().min(1).max(max)));

const choice = z.object({
  name: z.string().min(1).max(100),
  name_localizations: localized(100),
  value: z.union([z.string().max(100), z.number()]),
});

const describedBase = {
  name: z.string(),
  name_localizations: localized(32),
  description_localizations: localized(100),
};

const optionBase = {
  ...describedBase,
  description: z.string().min(1).max(100),
  required: maybe(z.boolean()),
  choices: maybe(z.array(choice).max(25)),
  autocomplete: maybe(z.boolean()),
  min_value: maybe(z.number()),
  max_value: maybe(z.number()),
  min_length: maybe(z.int().min(0).max(6000)),
  max_length: maybe(z.int().min(1).max(6000)),
  channel_types: maybe(z.array(z.int())),
};

const leafOption = z.object({ type: z.int().min(3).max(11), ...optionBase });
const leafOptions = z.array(leafOption).max(25);
const subcommand = z.object({ type: z.literal(1), ...optionBase, options: maybe(leafOptions) });
const group = z.object({ type: z.literal(2), ...optionBase, options: z.array(subcommand).min(1).max(25) });
const option = z.union([leafOption, subcommand, group]);

export type CommandOption = z.output<typeof option>;

/** The definition of an application command (https://docs.discord.com/developers/interactions/application-commands). */
export const commandSchema = z
  .object({
    ...describedBase,
    type: z
      .int()
      .min(1)
      .max(3)
      .nullish()
      .transform((type) => type ?? 1),
    description: z
      .string()
      .max(100)
      .nullish()
      .transform((text) => text ?? ''),
    options: maybe(z.array(option).max(25)),
    default_member_permissions: z.union([z.string().regex(/^\d+$/), z.int().transform(String)]).nullish(),
    contexts: maybe(z.array(z.int().min(0).max(2)).min(1)),
    integration_types: maybe(z.array(z.int().min(0).max(1)).min(1)),
    dm_permission: maybe(z.boolean()),
    nsfw: maybe(z.boolean()),
  })
  .superRefine((command, refusals) => {
    checkName(command, command.type !== 1, refusals);
    const isChatInput = command.type === 1;
    if (isChatInput === (command.description === '')) {
      const message = isChatInput
        ? 'This field is required'
        : 'Context menu commands cannot have description';
      refuse(refusals, ['description'], 'BASE_TYPE_REQUIRED', message);
    }
    checkOptions(command.options ?? [], ['options'], refusals);
    if (commandText(command) > MAX_COMMAND_TEXT) {
      refuse(
        refusals,
        [],
        'APPLICATION_COMMAND_TOO_LARGE',
        `Command exceeds maximum size (${MAX_COMMAND_TEXT})`,
      );
    }
  });

export type CommandDefinition = z.output<typeof commandSchema>;

interface Named {
  readonly name: string;
  readonly name_localizations?: Readonly<Partial<Record<string, string>>> | undefined;
}

function checkName(named: Named, isContextMenu: boolean, refusals: Refusals, path: PropertyKey[] = []): void {
  const names = [named.name, ...Object.values(named.name_localizations ?? {})];
  const isGood = names.every((name) =>
    isContextMenu
      ? name !== undefined && name.length >= 1 && name.length <= 32
      : name !== undefined && NAME.test(name) && name === name.toLowerCase(),
  );
  const message = 'Command name is invalid';
  if (!isGood) refuse(refusals, [...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', message);
}

function checkOptions(options: readonly CommandOption[], path: PropertyKey[], refusals: Refusals): void {
  let sawOptional = false;
  const seen = new Set<string>();
  options.forEach((each, index) => {
    const at = [...path, index];
    checkName(each, false, refusals, at);
    checkChoices(each, at, refusals);
    if (seen.has(each.name)) {
      refuse(refusals, at, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    }
    seen.add(each.name);
    if (each.required === true && sawOptional) {
      const message = 'Required options must be placed before non-required options';
      refuse(refusals, at, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
    }
    sawOptional ||= each.required !== true;
    if ('options' in each) checkOptions(each.options ?? [], [...at, 'options'], refusals);
  });
  const types = new Set(options.map(({ type }) => (type <= 2 ? 'subcommand' : 'leaf')));
  if (types.size > 1) {
    const message =
      'Sub-command and sub-command group option types are mutually exclusive to all other types';
    refuse(refusals, path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
  }
}

function checkChoices(each: CommandOption, path: PropertyKey[], refusals: Refusals): void {
  if (each.autocomplete === true && (each.choices ?? []).length > 0) {
    const message = 'Autocomplete and choices exclude each other';
    refuse(refusals, [...path, 'autocomplete'], 'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES', message);
  }
  const isTextual = each.type === 3;
  (each.choices ?? []).forEach(({ value }, index) => {
    if ((typeof value === 'string') === isTextual) return;
    refuse(
      refusals,
      [...path, 'choices', index, 'value'],
      'BASE_TYPE_INVALID',
      'The value is of another type.',
    );
  });
}

interface Described extends Named {
  readonly description?: string;
  readonly description_localizations?: Readonly<Partial<Record<string, string>>> | undefined;
  readonly options?: readonly Described[] | undefined;
  readonly choices?: readonly (Named & { readonly value: string | number })[] | undefined;
}

function commandText(part: Described): number {
  const choices = (part.choices ?? []).map(
    (each) => longest(each.name, each.name_localizations) + String(each.value).length,
  );
  const options = (part.options ?? []).map(commandText);
  return [...choices, ...options].reduce(
    (sum, length) => sum + length,
    longest(part.name, part.name_localizations) +
      longest(part.description ?? '', part.description_localizations),
  );
}

function longest(text: string, localizations: Readonly<Partial<Record<string, string>>> | undefined): number {
  return Math.max(text.length, ...Object.values(localizations ?? {}).map((other) => other?.length ?? 0));
}
