import { ALL_INSTALLS } from '../constants.ts';
import type { JsonObject } from '../json.ts';
import type { CommandDefinition, CommandOption } from '../limits/commands.ts';
import type { Platform } from '../platform.ts';
import type { Command } from '../world.ts';

/** A registered command. Discord leaves the dictionaries out unless they are asked for. */
export function commandView(platform: Platform, command: Command, withLocalizations: boolean): JsonObject {
  const { definition } = command;
  return {
    id: command.id,
    application_id: platform.applicationId,
    version: command.version,
    guild_id: command.guildId,
    type: definition.type,
    name: definition.name,
    description: definition.description,
    ...(withLocalizations ? localizationsOf(definition) : {}),
    options: definition.options?.map((option) => optionView(option, withLocalizations)),
    default_member_permissions: definition.default_member_permissions ?? null,
    ...availability(command),
    nsfw: definition.nsfw ?? false,
  };
}

const localizationsOf = (definition: CommandDefinition): JsonObject => ({
  name_localizations: definition.name_localizations ?? null,
  description_localizations: definition.description_localizations ?? null,
});

/** Where a command is offered; only a global one is offered outside its guild. */
function availability({ definition, guildId }: Command): JsonObject {
  const integration_types = definition.integration_types ?? ALL_INSTALLS;
  if (guildId !== undefined) return { contexts: null, integration_types };
  return {
    dm_permission: definition.dm_permission ?? true,
    contexts: definition.contexts ?? null,
    integration_types,
  };
}

function optionView(option: CommandOption, withLocalizations: boolean): JsonObject {
  const { choices, name_localizations, description_localizations, ...rest } = option;
  const localizations = withLocalizations ? { name_localizations, description_localizations } : {};
  return {
    ...rest,
    ...localizations,
    choices: choices?.map(({ name, value, name_localizations: names }) => ({
      name,
      value,
      ...(withLocalizations ? { name_localizations: names } : {}),
    })),
    options:
      'options' in option ? option.options?.map((child) => optionView(child, withLocalizations)) : undefined,
  };
}
