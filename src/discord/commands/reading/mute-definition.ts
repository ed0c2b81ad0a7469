import {
  ApplicationCommandOptionType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandIntegerOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Localised, Topic } from '../../../core/subject.ts';
import { EVERYWHERE } from '../offered.ts';
import { toChoice, toLocales, worded } from '../../rendering/localised.ts';
import { storyOption } from './story-option.ts';

/** How long something may be muted, in hours. */
const SPANS: readonly (readonly [hours: number, name: Localised])[] = [
  [1, { en: '1 hour', es: '1 hora', pt: '1 hora' }],
  [8, { en: '8 hours', es: '8 horas', pt: '8 horas' }],
  [24, { en: '1 day', es: '1 día', pt: '1 dia' }],
  [72, { en: '3 days', es: '3 días', pt: '3 dias' }],
  [168, { en: '1 week', es: '1 semana', pt: '1 semana' }],
  [720, { en: '30 days', es: '30 días', pt: '30 dias' }],
];

const FOR_OPTION: APIApplicationCommandIntegerOption = {
  type: ApplicationCommandOptionType.Integer,
  ...worded(
    { en: 'for', es: 'durante', pt: 'durante' },
    {
      en: 'How long; 1 week unless given',
      es: 'Cuánto tiempo; 1 semana si no se indica',
      pt: 'Quanto tempo; 1 semana se não disser',
    },
  ),
  choices: SPANS.map(([value, name]) => ({ name: name.en, name_localizations: toLocales(name), value })),
};

const HERE_OPTION: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Boolean,
  ...worded(
    { en: 'here', es: 'aqui', pt: 'aqui' },
    {
      en: 'In this channel for everyone (needs Manage Server) rather than in your direct messages',
      es: 'En este canal para todos (requiere Gestionar servidor), no en tus mensajes directos',
      pt: 'Neste canal para todos (requer Gerenciar servidor), não nas suas mensagens diretas',
    },
  ),
};

const REMOVED_OPTION: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  ...worded(
    { en: 'muted', es: 'silenciado', pt: 'silenciado' },
    {
      en: 'What to hear of again',
      es: 'De qué quieres volver a saber',
      pt: 'Do que você quer voltar a saber',
    },
  ),
  required: true,
  autocomplete: true,
};

const topicOption = (topics: readonly Topic[]): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.String,
  ...worded({ en: 'topic', es: 'tema', pt: 'tema' }, { en: 'Which topic', es: 'Qué tema', pt: 'Qual tema' }),
  required: true,
  choices: topics.map(({ id, name }) => toChoice(id, name)),
});

const subcommand = (
  words: ReturnType<typeof worded>,
  options: APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  ...words,
  options,
});

/** `/mute story | topic | list | remove`. */
export const muteDefinition = (topics: readonly Topic[]): RESTPostAPIApplicationCommandsJSONBody => ({
  ...worded(
    { en: 'mute', es: 'silenciar', pt: 'silenciar' },
    {
      en: 'Hear nothing of a story or a topic for a while',
      es: 'No saber nada de una historia o un tema por un tiempo',
      pt: 'Não saber nada de uma história ou de um tema por um tempo',
    },
  ),
  ...EVERYWHERE,
  options: [
    subcommand(
      worded(
        { en: 'story', es: 'historia', pt: 'historia' },
        { en: 'Mute a story', es: 'Silenciar una historia', pt: 'Silenciar uma história' },
      ),
      [storyOption(true), FOR_OPTION, HERE_OPTION],
    ),
    subcommand(
      worded(
        { en: 'topic', es: 'tema', pt: 'tema' },
        { en: 'Mute a topic', es: 'Silenciar un tema', pt: 'Silenciar um tema' },
      ),
      [topicOption(topics), FOR_OPTION, HERE_OPTION],
    ),
    subcommand(
      worded(
        { en: 'list', es: 'lista', pt: 'lista' },
        { en: 'What is muted', es: 'Qué está silenciado', pt: 'O que está silenciado' },
      ),
      [],
    ),
    subcommand(
      worded(
        { en: 'remove', es: 'quitar', pt: 'remover' },
        { en: 'End a mute', es: 'Quitar un silencio', pt: 'Encerrar um silêncio' },
      ),
      [REMOVED_OPTION],
    ),
  ],
});
