import type { JsonObject } from '../json.ts';
import type { CommandOption } from '../limits/commands.ts';
import type { Platform } from '../platform.ts';
import {
  mergeResolved,
  resolvedOrNone,
  resolveEntities,
  type EntityKinds,
  type ResolvedObjects,
} from './entities.ts';
import { refuseUnless } from './refused.ts';

/** What a person fills in, by the options' names. Users, channels and roles are given by their id. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

export interface FilledOptions {
  readonly options: readonly JsonObject[];
  readonly resolved: JsonObject | undefined;
}

export interface Filling {
  readonly platform: Platform;
  readonly guildId: string | undefined;
  readonly declared: readonly CommandOption[];
  readonly values: OptionValues;
  /** The option that a person is typing into: it may be unfinished, and others may be missing. */
  readonly focused?: string;
}

/** Checks values against the registered options as Discord's client does, and puts them into its form. */
export function fillOptions({ platform, guildId, declared, values, focused }: Filling): FilledOptions {
  for (const name of Object.keys(values)) {
    refuseUnless(
      declared.some((option) => option.name === name),
      `there is no option ${name}`,
    );
  }
  const options: JsonObject[] = [];
  let resolved: ResolvedObjects = {};
  for (const option of declared) {
    const value = values[option.name];
    if (value === undefined) {
      refuseUnless(
        option.required !== true || focused !== undefined,
        `the option ${option.name} is required`,
      );
      continue;
    }
    const isFocused = option.name === focused;
    if (!isFocused) checkValue(option, value);
    options.push({ name: option.name, type: option.type, value, ...(isFocused ? { focused: true } : {}) });
    const kinds = ENTITY_KINDS.get(option.type)?.(option);
    if (kinds !== undefined) {
      resolved = mergeResolved(resolved, resolveEntities(platform, guildId, kinds, [String(value)]));
    }
  }
  return { options, resolved: resolvedOrNone(resolved) };
}

const ENTITY_KINDS = new Map<number, (option: CommandOption) => EntityKinds>([
  [6, () => ({ users: true, roles: false, channels: false })],
  [7, ({ channel_types: types }) => ({ users: false, roles: false, channels: types ?? true })],
  [8, () => ({ users: false, roles: true, channels: false })],
  [9, () => ({ users: true, roles: true, channels: false })],
]);

const VALUE_TYPES = new Map<number, string>([
  [4, 'number'],
  [5, 'boolean'],
  [10, 'number'],
]);

function checkValue(option: CommandOption, value: string | number | boolean): void {
  const { name, choices } = option;
  const expected = VALUE_TYPES.get(option.type) ?? 'string';
  refuseUnless(typeof value === expected, `${name} takes a ${expected}`);
  refuseUnless(option.type !== 4 || Number.isInteger(value), `${name} takes a whole number`);
  const isChoice =
    choices === undefined || choices.length === 0 || choices.some((each) => each.value === value);
  refuseUnless(isChoice, `${name} takes one of its choices only`);
  const size = typeof value === 'string' ? value.length : Number(value);
  const isText = option.type === 3;
  const [least, most] = isText
    ? [option.min_length, option.max_length]
    : [option.min_value, option.max_value];
  refuseUnless(size >= (least ?? -Infinity), `${name} is below its minimum`);
  refuseUnless(size <= (most ?? Infinity), `${name} is above its maximum`);
}
