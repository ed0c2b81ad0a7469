import { COMMAND_TYPES, INTERACTION_TYPES, PERMISSIONS } from '../constants.ts';
import type { JsonObject } from '../json.ts';
import type { CommandOption } from '../limits/commands.ts';
import { channelPermissions, hasBits } from '../permissions.ts';
import { findMessage, getChannel, getUser, type Platform } from '../platform.ts';
import { messageView } from '../views/messages.ts';
import { userView } from '../views/users.ts';
import type { Command, Interaction } from '../world.ts';
import { contextOf, startInteraction, type Person } from './envelope.ts';
import { fillOptions, type OptionValues } from './options.ts';
import { refuseUnless, RefusedByClient } from './refused.ts';

export interface Invocation {
  readonly userId: string;
  readonly channelId: string;
  /** The command's name, followed by its subcommand: `status`, `channel list`. */
  readonly command: string;
  readonly options?: OptionValues | undefined;
  /** For a command of a context menu: the message or user it is called on. */
  readonly targetId?: string | undefined;
}

/** A person uses a command. Throws RefusedByClient where Discord's client would not offer or send it. */
export function invoke(platform: Platform, invocation: Invocation): Interaction {
  const person = personOf(platform, invocation);
  const { command, data } = commandData(platform, person, invocation);
  const type = INTERACTION_TYPES.command;
  return startInteraction(platform, person, {
    type,
    name: invocation.command,
    data,
    commandType: command.definition.type,
  });
}

export interface Typing extends Invocation {
  /** The option that is being filled in; its value so far is among the options. */
  readonly focused: string;
}

/** A person types into an option with suggestions. */
export function autocomplete(platform: Platform, typing: Typing): Interaction {
  const person = personOf(platform, typing);
  const { command, path, declared } = resolve(platform, person, typing);
  const target = declared.find(({ name }) => name === typing.focused);
  refuseUnless(target?.autocomplete === true, `${typing.focused} has no suggestions`);
  const filled = fillOptions({
    platform,
    guildId: person.channel.guildId,
    declared,
    values: typing.options ?? {},
    focused: typing.focused,
  });
  const data = { ...commandBase(command), options: nest(path, filled.options), resolved: filled.resolved };
  return startInteraction(platform, person, {
    type: INTERACTION_TYPES.autocomplete,
    name: typing.command,
    data,
  });
}

export function personOf(
  platform: Platform,
  at: { readonly userId: string; readonly channelId: string },
): Person {
  const person = { user: getUser(platform, at.userId), channel: getChannel(platform, at.channelId) };
  const bits = channelPermissions(platform.world, person.channel, at.userId);
  refuseUnless(hasBits(bits, PERMISSIONS.VIEW_CHANNEL), 'the user does not see this channel');
  return person;
}

function commandData(
  platform: Platform,
  person: Person,
  invocation: Invocation,
): { command: Command; data: JsonObject } {
  const { command, path, declared } = resolve(platform, person, invocation);
  const base = commandBase(command);
  if (command.definition.type === COMMAND_TYPES.message) {
    const message = findMessage(platform, person.channel.id, invocation.targetId ?? '');
    if (message === undefined) throw new RefusedByClient('there is no such message here');
    const messages = { [message.id]: messageView(platform, message) };
    return { command, data: { ...base, target_id: message.id, resolved: { messages } } };
  }
  if (command.definition.type === COMMAND_TYPES.user) {
    const user = getUser(platform, invocation.targetId ?? '');
    const users = { [user.id]: userView(user) };
    return { command, data: { ...base, target_id: user.id, resolved: { users } } };
  }
  const guildId = person.channel.guildId;
  const filled = fillOptions({ platform, guildId, declared, values: invocation.options ?? {} });
  return { command, data: { ...base, options: nest(path, filled.options), resolved: filled.resolved } };
}

const commandBase = ({ id, guildId, definition }: Command): JsonObject => ({
  id,
  name: definition.name,
  type: definition.type,
  guild_id: guildId,
});

interface Resolved {
  readonly command: Command;
  /** The subcommand group and subcommand that were named. */
  readonly path: readonly CommandOption[];
  /** The options that are to be filled in. */
  readonly declared: readonly CommandOption[];
}

function resolve(platform: Platform, person: Person, { command: text }: Invocation): Resolved {
  const command = findCommand(platform, person, text);
  if (command.definition.type !== COMMAND_TYPES.chatInput) return { command, path: [], declared: [] };
  const [, ...words] = text.split(' ');
  const path: CommandOption[] = [];
  let options: readonly CommandOption[] = command.definition.options ?? [];
  for (const word of words) {
    const next = options.find(({ name, type }) => name === word && type <= 2);
    if (next === undefined)
      throw new RefusedByClient(`/${command.definition.name} has no subcommand ${word}`);
    path.push(next);
    options = 'options' in next ? (next.options ?? []) : [];
  }
  refuseUnless(
    options.every(({ type }) => type > 2),
    `/${text} needs a subcommand`,
  );
  return { command, path, declared: options };
}

/** The command as the client's picker would offer it to this person here. */
function findCommand(platform: Platform, { user, channel }: Person, text: string): Command {
  const { commands } = platform.world;
  const scopes = [commands.get(channel.guildId ?? '-'), commands.get('')];
  const all = scopes.flatMap((scope) => [...(scope?.values() ?? [])]);
  const name = text.split(' ')[0];
  const command = all.find(({ definition }) =>
    definition.type === COMMAND_TYPES.chatInput ? definition.name === name : definition.name === text,
  );
  if (command === undefined) throw new RefusedByClient(`the command ${text} is not registered here`);
  const { contexts, dm_permission: dm, default_member_permissions: needed } = command.definition;
  const context = contextOf(channel);
  refuseUnless(
    contexts === undefined || contexts.includes(context),
    `${text} is not offered in this context`,
  );
  refuseUnless(
    contexts !== undefined || context === 0 || dm !== false,
    `${text} is not offered in direct messages`,
  );
  if (context === 0 && needed !== undefined && needed !== null) {
    const bits = channelPermissions(platform.world, channel, user.id);
    const wanted = BigInt(needed) === 0n ? PERMISSIONS.ADMINISTRATOR : BigInt(needed);
    refuseUnless(hasBits(bits, wanted), `the user lacks the permissions that ${text} asks for`);
  }
  return command;
}

/** Wraps the filled options in the subcommands that were named, innermost last. */
function nest(path: readonly CommandOption[], options: readonly JsonObject[]): JsonObject[] {
  return path.reduceRight<JsonObject[]>(
    (inner, { name, type }) => [{ name, type, options: inner }],
    [...options],
  );
}
