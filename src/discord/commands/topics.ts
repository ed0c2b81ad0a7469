import { SlashCommandBuilder } from 'discord.js';
import type { Subject } from '../../core/subject.ts';
import { toReply, type Command } from '../command.ts';
import { toMarkup } from '../safe-text.ts';

/** `/topics` lists what is watched, in the reader's language. */
export const topics = (subject: Subject): Command => ({
  definition: new SlashCommandBuilder()
    .setName('topics')
    .setNameLocalizations({ 'es-ES': 'temas', 'es-419': 'temas', 'pt-BR': 'temas' })
    .setDescription('What vigía watches for')
    .setDescriptionLocalizations({
      'en-US': 'What vigía watches for',
      'es-ES': 'Qué sigue vigía',
      'es-419': 'Qué sigue vigía',
      'pt-BR': 'O que a vigía acompanha',
    })
    .toJSON(),
  async run({ language }) {
    const lines = subject.topics.map(
      ({ emoji, name, description }) =>
        `${emoji} **${toMarkup(name[language], 100)}** · ${toMarkup(description[language], 300)}`,
    );
    return Promise.resolve(toReply([`**${toMarkup(subject.name[language], 100)}**`, ...lines]));
  },
});
