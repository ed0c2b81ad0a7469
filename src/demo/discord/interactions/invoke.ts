import { COMMAND_TYPES, INTERACTION_TYPES, PERMISSIONS } from '../constants.ts';
import type { JsonObject } from '../json.ts';
import type { CommandOption } from '../limits/commands.ts';
import { channelPermissions, hasBits } from '../permissions.ts';
import { findMessage, getChannel, getUser, type Platform } from '../platform.ts';
import { messageView } from '../views/messages.ts';
import { userView } from '../views/users.ts';
import type { Command, Interaction, Owners } from '../world.ts';
import { startInteraction } from './envelope.ts';
import { contextOf, ownersAt, ownersOfCommand, type Person } from './installs.ts';
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
  const { command, owners, data } = commandData(platform, person, invocation);
  const type = INTERACTION_TYPES.command;
  return startInteraction(platform, person, {
    type,
    name: invocation.command,
    data,
    owners,
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
  const { command, owners, path, declared } = resolve(platform, person, typing);
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
    owners,
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
): { command: Command; owners: Owners; data: JsonObject } {
  const { command, owners, path, declared } = resolve(platform, person, invocation);
  const base = commandBase(command);
  if (command.definition.type === COMMAND_TYPES.message) {
    const message = findMessage(platform, person.channel.id, invocation.targetId ?? '');
    if (message === undefined) throw new RefusedByClient('there is no such message here');
    const messages = { [message.id]: messageView(platform, message) };
    return { command, owners, data: { ...base, target_id: message.id, resolved: { messages } } };
  }
  if (command.definition.type === COMMAND_TYPES.user) {
    const user = getUser(platform, invocation.targetId ?? '');
    const users = { [user.id]: userView(user) };
    return { command, owners, data: { ...base, target_id: user.id, resolved: { users } } };
  }
  const guildId = person.channel.guildId;
  const filled = fillOptions({ platform, guildId, declared, values: invocation.options ?? {} });
  const options = nest(path, filled.options);
  return { command, owners, data: { ...base, options, resolved: filled.resolved } };
}

const commandBase = ({ id, guildId, definition }: Command): JsonObject => ({
  id,
  name: definition.name,
  type: definition.type,
  guild_id: guildId,
});

interface Offered {
  readonly command: Command;
  /** The installations by which it is offered. */
  readonly owners: Owners;
}

interface Resolved extends Offered {
  /** The subcommand group and subcommand that were named. */
  readonly path: readonly CommandOption[];
  /** The options that are to be filled in. */
  readonly declared: readonly CommandOption[];
}

function resolve(platform: Platform, person: Person, { command: text }: Invocation): Resolved {
  const offered = findCommand(platform, person, text);
  const { command } = offered;
  if (command.definition.type !== COMMAND_TYPES.chatInput) return { ...offered, path: [], declared: [] };
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
  return { ...offered, path, declared: options };
}

/** The command as the client's picker would offer it to this person here. */
function findCommand(platform: Platform, person: Person, text: string): Offered {
  const { commands } = platform.world;
  const here = ownersAt(platform, person);
  const scopes = [here[0] === undefined ? undefined : commands.get(here[0]), commands.get('')];
  const all = scopes.flatMap((scope) => [...(scope?.values() ?? [])]);
  const name = text.split(' ')[0];
  const command = all.find(({ definition }) =>
    definition.type === COMMAND_TYPES.chatInput ? definition.name === name : definition.name === text,
  );
  if (command === undefined) throw new RefusedByClient(`the command ${text} is not registered here`);
  const owners = command.guildId === undefined ? ownersOfCommand(here, command.definition) : here;
  refuseUnless(Object.keys(owners).length > 0, `the application that offers ${text} is not installed here`);
  refuseElsewhere(contextOf(person.channel), command, text);
  if (person.channel.guildId !== undefined) refuseNotAllowed(platform, person, command);
  return { command, owners };
}

/** Contexts belong to commands that are offered everywhere; a guild's own command is offered in its guild. */
function refuseElsewhere(context: number, { guildId, definition }: Command, text: string): void {
  if (guildId !== undefined) return;
  const { contexts, dm_permission: dm } = definition;
  const isOffered = contexts?.includes(context) ?? (context === 0 || dm !== false);
  refuseUnless(isOffered, `${text} is not offered in this context`);
}

function refuseNotAllowed(
  platform: Platform,
  { user, channel }: Person,
  { definition: { name, default_member_permissions: needed } }: Command,
): void {
  const bits = channelPermissions(platform.world, channel, user.id);
  refuseUnless(hasBits(bits, PERMISSIONS.USE_APPLICATION_COMMANDS), 'the user may use no applications here');
  if (needed === undefined || needed === null) return;
  const wanted = BigInt(needed) === 0n ? PERMISSIONS.ADMINISTRATOR : BigInt(needed);
  refuseUnless(hasBits(bits, wanted), `the user lacks the permissions that ${name} asks for`);
}

/** Wraps the filled options in the subcommands that were named, innermost last. */
function nest(path: readonly CommandOption[], options: readonly JsonObject[]): JsonObject[] {
  return path.reduceRight<JsonObject[]>(
    (inner, { name, type }) => [{ name, type, options: inner }],
    [...options],
  );
}
