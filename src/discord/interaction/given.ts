import {
  ComponentType,
  InteractionContextType,
  Message,
  PermissionFlagsBits,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type APIMessage,
  type Interaction,
  type ModalData,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { UiLanguage } from '../../core/subject.ts';
import type { Call, Caller, Completion, Press, Submission, TargetMessage } from '../command.ts';
import { fromCustomId, type CustomId } from '../rendering/custom-id.ts';
import type { Pressable } from './answering.ts';
import { findChannelFacts } from './channel-facts.ts';
import { mentionOf } from './mention.ts';

/** Discord's locales by their language; what vigía does not speak is answered in English. */
export function toUiLanguage(locale: string): UiLanguage {
  if (locale.startsWith('es')) return 'es';
  return locale.startsWith('pt') ? 'pt' : 'en';
}

export function toCall(
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
): Call {
  if (interaction.isMessageContextMenuCommand())
    return { ...toCaller(interaction), options: {}, target: toTarget(interaction.targetMessage) };
  const subcommand = interaction.options.getSubcommand(false);
  const given = interaction.options.data.flatMap((option) => option.options ?? [option]);
  const options = given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return {
    ...toCaller(interaction),
    options: Object.fromEntries(options),
    ...(subcommand === null ? {} : { subcommand }),
  };
}

export function toCompletion(interaction: AutocompleteInteraction): Completion {
  const { name, value } = interaction.options.getFocused(true);
  const subcommand = interaction.options.getSubcommand(false);
  return {
    ...toCaller(interaction),
    option: name,
    written: value,
    ...(subcommand === null ? {} : { subcommand }),
  };
}

export const toPress = (interaction: Pressable, id: CustomId): Press => ({
  ...toCaller(interaction),
  id,
  values: interaction.isAnySelectMenu() ? interaction.values : [],
});

export const toSubmission = (interaction: ModalSubmitInteraction, id: CustomId): Submission => ({
  ...toCaller(interaction),
  id,
  fields: Object.fromEntries(
    interaction.components.flatMap((part) => {
      if (part.type === ComponentType.Label) return toField(part.component);
      return 'components' in part ? part.components.flatMap(toField) : [];
    }),
  ),
});

/** A field that was left empty is none. */
function toField(field: ModalData): (readonly [string, string | boolean | readonly string[]])[] {
  if ('values' in field) return [[field.customId, field.values]];
  return field.value === null ? [] : [[field.customId, field.value]];
}

function toCaller(interaction: Interaction): Caller {
  const { guildId, channelId, guildLocale, channel, client } = interaction;
  const place = placeOf(interaction);
  const parentId = channel?.isThread() === true ? channel.parentId : null;
  return {
    language: toUiLanguage(interaction.locale),
    locale: interaction.locale,
    userId: interaction.user.id,
    place,
    ...(guildId === null || place === 'away' ? {} : { guildId }),
    ...(channelId === null ? {} : { channelId }),
    ...(parentId === null ? {} : { parentId }),
    ...(guildLocale === null ? {} : { serverLanguage: toUiLanguage(guildLocale) }),
    mayManage:
      place === 'server' && interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true,
    maySpeak: maySpeak(interaction, place),
    findChannel: (id) => findChannelFacts(client, id),
    mention: mentionOf(client),
  };
}

function placeOf({ guildId, context, authorizingIntegrationOwners: owners }: Interaction): Caller['place'] {
  if (guildId === null) return context === InteractionContextType.PrivateChannel ? 'away' : 'direct';
  return owners.guildId === null ? 'away' : 'server';
}

/** In its own direct messages nobody else reads; in a server members need the right to write, and to let what they brought speak. */
function maySpeak({ guildId, memberPermissions, channel }: Interaction, place: Caller['place']): boolean {
  if (guildId === null) return place === 'away';
  const { SendMessages, SendMessagesInThreads, UseExternalApps } = PermissionFlagsBits;
  const toWrite = channel?.isThread() === true ? SendMessagesInThreads : SendMessages;
  return memberPermissions?.has(place === 'away' ? [toWrite, UseExternalApps] : toWrite) === true;
}

/** Where the bot is no member, discord.js hands a message over as Discord sent it. */
function toTarget(message: Message | APIMessage): TargetMessage {
  const embeds = message.embeds.flatMap(({ title, description }) => [title, description]);
  const rows =
    message instanceof Message ? message.components.map((row) => row.toJSON()) : (message.components ?? []);
  const parts = rows.flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
  const customIds = parts.flatMap((part) => ('custom_id' in part ? [part.custom_id] : []));
  return {
    text: [message.content, ...embeds].filter((text) => typeof text === 'string' && text !== '').join('\n'),
    customIds: customIds.flatMap((id) => fromCustomId(id) ?? []),
  };
}
