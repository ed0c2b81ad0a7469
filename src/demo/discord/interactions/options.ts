import type { JsonObject } from '../json.ts';
import type { CommandOption } from '../limits/commands.ts';
import { channelPermissions } from '../permissions.ts';
import type { Platform } from '../platform.ts';
import { channelView } from '../views/channels.ts';
import { roleView, userView } from '../views/users.ts';
import type { Channel } from '../world.ts';
import { refuseUnless, RefusedByClient } from './refused.ts';

/** What a person fills in, by the options' names. Users, channels and roles are given by their id. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

export interface FilledOptions {
  readonly options: readonly JsonObject[];
  readonly resolved: JsonObject | undefined;
}

interface WithOptions {
  readonly options?: readonly CommandOption[] | undefined;
}

/** Checks values against the registered options as Discord's client does, and puts them into its form. */
export function fillOptions(
  platform: Platform,
  owner: WithOptions,
  values: OptionValues,
  focused?: string,
): FilledOptions {
  const declared = owner.options ?? [];
  for (const name of Object.keys(values)) {
    refuseUnless(
      declared.some((option) => option.name === name),
      `there is no option ${name}`,
    );
  }
  const options: JsonObject[] = [];
  const resolved: Record<string, JsonObject> = {};
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
    Object.assign(resolved, resolveEntity(platform, option, String(value), resolved));
  }
  return { options, resolved: Object.keys(resolved).length > 0 ? resolved : undefined };
}

const VALUE_TYPES = new Map<number, string>([
  [3, 'string'],
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
    choices === undefined || choices.length === 0 || choices.some((choice) => choice.value === value);
  refuseUnless(isChoice, `${name} takes one of its choices only`);
  const size = typeof value === 'string' ? value.length : Number(value);
  const isText = option.type === 3;
  const [least, most] = isText
    ? [option.min_length, option.max_length]
    : [option.min_value, option.max_value];
  refuseUnless(size >= (least ?? -Infinity), `${name} is below its minimum`);
  refuseUnless(size <= (most ?? Infinity), `${name} is above its maximum`);
}

type Resolved = Readonly<Record<string, JsonObject>>;

/** The objects that a user, channel or role option is sent along with. */
function resolveEntity(platform: Platform, option: CommandOption, id: string, resolved: Resolved): Resolved {
  if (![6, 7, 8, 9].includes(option.type)) return {};
  const entity = findEntity(platform, option, id);
  if (entity === undefined) throw new RefusedByClient(`${option.name} does not take ${id}`);
  return { [entity.kind]: { ...resolved[entity.kind], [id]: entity.view } };
}

interface Entity {
  readonly kind: 'users' | 'roles' | 'channels';
  readonly view: JsonObject;
}

function findEntity(platform: Platform, { type, ...option }: CommandOption, id: string): Entity | undefined {
  const { users, guilds, channels } = platform.world;
  if (type === 7) {
    const channel = channels.get(id);
    const isTaken = channel !== undefined && (option.channel_types?.includes(channel.type) ?? true);
    return isTaken ? { kind: 'channels', view: resolvedChannel(platform, channel) } : undefined;
  }
  const user = type === 8 ? undefined : users.get(id);
  if (user !== undefined) return { kind: 'users', view: userView(user) };
  const roles = type === 6 ? [] : [...guilds.values()].flatMap((guild) => guild.roles.get(id) ?? []);
  return roles[0] && { kind: 'roles', view: roleView(roles[0]) };
}

/** A chosen channel comes with what the bot may do in it, so that it need not ask. */
function resolvedChannel(platform: Platform, channel: Channel): JsonObject {
  const permissions = channelPermissions(platform.world, channel, platform.bot.id).toString();
  return { ...channelView(platform, channel), permissions, app_permissions: permissions };
}
