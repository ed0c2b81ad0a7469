import { ApplicationCommandOptionType, type APIApplicationCommandStringOption } from 'discord.js';
import { suggestTopicNames } from '../../core/subscriptions/topic-names.ts';
import type { Localised, Topic } from '../../core/subject.ts';
import type { Completion, Suggestion } from '../command.ts';
import { worded } from '../rendering/localised.ts';
import { toPlain } from '../rendering/safe-text.ts';

/** Discord's limit on a suggestion. */
const SUGGESTION_LENGTH = 100;

/** An option that takes several topics, which no choice of Discord's can. */
export const topicsOption = (description: Localised): APIApplicationCommandStringOption => ({
  type: ApplicationCommandOptionType.String,
  ...worded({ en: 'topics', es: 'temas', pt: 'temas' }, description),
  autocomplete: true,
  max_length: 200,
});

/** Suggests topics by their names in the person's language; what is sent are their ids. */
export const suggestTopics =
  (topics: readonly Topic[]) =>
  async ({ written, language }: Completion): Promise<readonly Suggestion[]> => {
    const names = suggestTopicNames(written, topics, ({ name }) => name[language]);
    const ids = suggestTopicNames(written, topics, ({ id }) => id);
    return Promise.resolve(
      names.flatMap((name, index) => {
        const value = ids[index] ?? '';
        const fits = name.length <= SUGGESTION_LENGTH && value.length <= SUGGESTION_LENGTH;
        return fits ? [{ name: toPlain(name, SUGGESTION_LENGTH), value }] : [];
      }),
    );
  };
