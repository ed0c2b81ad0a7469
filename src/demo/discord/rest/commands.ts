import { z } from 'zod';
import { ApiError, found } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import { isRecord } from '../json.ts';
import { commandSchema, type CommandDefinition } from '../limits/commands.ts';
import { parseForm } from '../limits/form-errors.ts';
import { getGuild, nextId, type Platform } from '../platform.ts';
import { commandView } from '../views/commands.ts';
import type { Command } from '../world.ts';
import { NO_CONTENT, created, ok, param, route, type Call, type Route } from './route.ts';

/** Commands of each type that one scope may hold. */
const MAX_COMMANDS = new Map([
  [1, 100],
  [2, 15],
  [3, 15],
]);
/** New commands that a scope may get in a day. */
const MAX_CREATES_PER_DAY = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

const GLOBAL = '/applications/{application_id}/commands';
const GUILD = '/applications/{application_id}/guilds/{guild_id}/commands';

/** The same five routes for global commands and for those of one guild. */
export const commandRoutes: readonly Route[] = [GLOBAL, GUILD].flatMap((path) => [
  route(`GET ${path}`, (call) => {
    const withLocalizations = call.query.get('with_localizations') === 'true';
    return ok(
      [...commandsOf(call).values()].map((each) => commandView(call.platform, each, withLocalizations)),
    );
  }),
  route(`PUT ${path}`, (call) => ok(overwrite(call))),
  route(`POST ${path}`, (call) => {
    const definition = parseForm(commandSchema, call.body);
    const commands = commandsOf(call);
    const isNew = findNamed(commands, definition) === undefined;
    const command = register(call, commands, definition);
    refuseTooMany(commands);
    const view = commandView(call.platform, command, true);
    return isNew ? created(view) : ok(view);
  }),
  route(`GET ${path}/{command_id}`, (call) => ok(commandView(call.platform, commandOf(call), true))),
  route(`PATCH ${path}/{command_id}`, (call) => {
    const command = commandOf(call);
    const changes = isRecord(call.body) ? call.body : {};
    const definition = parseForm(commandSchema, { ...command.definition, ...changes });
    const changed = { ...command, definition, version: nextId(call.platform) };
    commandsOf(call).set(command.id, changed);
    return ok(commandView(call.platform, changed, true));
  }),
  route(`DELETE ${path}/{command_id}`, (call) => {
    commandsOf(call).delete(commandOf(call).id);
    return NO_CONTENT;
  }),
]);

function overwrite(call: Call): JsonObject[] {
  const definitions = parseForm(z.array(commandSchema), call.body);
  const before = commandsOf(call);
  const after = new Map<string, Command>();
  for (const definition of definitions) {
    const kept = findNamed(before, definition);
    if (kept !== undefined) after.set(kept.id, kept);
    register(call, after, definition);
  }
  refuseTooMany(after);
  call.platform.world.commands.set(scopeOf(call), after);
  return [...after.values()].map((command) => commandView(call.platform, command, true));
}

/** Adds a command, or replaces the one of the same type and name, which keeps its id. */
function register(call: Call, commands: Map<string, Command>, definition: CommandDefinition): Command {
  const earlier = findNamed(commands, definition);
  if (earlier === undefined) countCreate(call.platform, scopeOf(call));
  const command: Command = {
    id: earlier?.id ?? nextId(call.platform),
    version: nextId(call.platform),
    guildId: call.params['guild_id'],
    definition,
  };
  commands.set(command.id, command);
  return command;
}

function countCreate(platform: Platform, scope: string): void {
  const since = platform.clock.now().getTime() - DAY_MS;
  const recent = (platform.world.commandCreates.get(scope) ?? []).filter((at) => at.getTime() > since);
  if (recent.length >= MAX_CREATES_PER_DAY) throw new ApiError(30034);
  platform.world.commandCreates.set(scope, [...recent, platform.clock.now()]);
}

function refuseTooMany(commands: ReadonlyMap<string, Command>): void {
  for (const [type, max] of MAX_COMMANDS) {
    const count = [...commands.values()].filter(({ definition }) => definition.type === type).length;
    if (count > max) throw new ApiError(30032);
  }
}

function findNamed(
  commands: ReadonlyMap<string, Command>,
  definition: CommandDefinition,
): Command | undefined {
  return [...commands.values()].find(
    (each) => each.definition.name === definition.name && each.definition.type === definition.type,
  );
}

const scopeOf = (call: Call): string => call.params['guild_id'] ?? '';

function commandsOf(call: Call): Map<string, Command> {
  const { platform } = call;
  if (param(call, 'application_id') !== platform.applicationId) throw new ApiError(50001);
  const scope = scopeOf(call);
  if (scope !== '') getGuild(platform, scope);
  const commands = platform.world.commands.get(scope) ?? new Map<string, Command>();
  platform.world.commands.set(scope, commands);
  return commands;
}

function commandOf(call: Call): Command {
  return found(commandsOf(call).get(param(call, 'command_id')), 10063);
}
