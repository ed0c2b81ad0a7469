import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type APIApplicationCommandChannelOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Localised } from '../../../core/subject.ts';
import { worded } from '../../rendering/localised.ts';

const channelOption: APIApplicationCommandChannelOption = {
  type: ApplicationCommandOptionType.Channel,
  ...worded(
    { en: 'channel', es: 'canal', pt: 'canal' },
    { en: 'Which channel', es: 'Qué canal', pt: 'Qual canal' },
  ),
  required: true,
  channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
};

const subcommand = (
  name: Localised,
  description: Localised,
  options: readonly APIApplicationCommandChannelOption[] = [channelOption],
): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  ...worded(name, description),
  options: [...options],
});

/** `/channel …` is offered to those who may manage the server, and in servers only. */
export const channelDefinition: RESTPostAPIApplicationCommandsJSONBody = {
  ...worded(
    { en: 'channel', es: 'canal', pt: 'canal' },
    {
      en: 'Alerts of this server’s channels',
      es: 'Alertas de los canales de este servidor',
      pt: 'Alertas dos canais deste servidor',
    },
  ),
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  options: [
    subcommand(
      { en: 'subscribe', es: 'suscribir', pt: 'inscrever' },
      {
        en: 'Post alerts in a channel',
        es: 'Publica alertas en un canal',
        pt: 'Publique alertas em um canal',
      },
    ),
    subcommand(
      { en: 'edit', es: 'editar', pt: 'editar' },
      {
        en: 'Change what a channel gets',
        es: 'Cambia lo que recibe un canal',
        pt: 'Altere o que um canal recebe',
      },
    ),
    subcommand(
      { en: 'list', es: 'lista', pt: 'lista' },
      {
        en: 'The channels that get alerts, and how they are doing',
        es: 'Los canales que reciben alertas y cómo les va',
        pt: 'Os canais que recebem alertas e como estão',
      },
      [],
    ),
    subcommand(
      { en: 'test', es: 'prueba', pt: 'teste' },
      {
        en: 'Send a test message, which notifies nobody',
        es: 'Envía un mensaje de prueba, que no avisa a nadie',
        pt: 'Envie uma mensagem de teste, que não notifica ninguém',
      },
    ),
    subcommand(
      { en: 'pause', es: 'pausar', pt: 'pausar' },
      {
        en: 'Stop alerts in a channel for a while',
        es: 'Detén las alertas de un canal por un tiempo',
        pt: 'Pare os alertas de um canal por um tempo',
      },
    ),
    subcommand(
      { en: 'remove', es: 'quitar', pt: 'remover' },
      {
        en: 'Stop alerts in a channel for good',
        es: 'Detén las alertas de un canal para siempre',
        pt: 'Pare os alertas de um canal de vez',
      },
    ),
    subcommand(
      { en: 'preview', es: 'vista-previa', pt: 'previa' },
      {
        en: 'See how the latest stories would look in a channel',
        es: 'Mira cómo se verían las últimas historias en un canal',
        pt: 'Veja como as últimas histórias ficariam em um canal',
      },
    ),
  ],
};
