import {
  SlashCommandBuilder,
  type SlashCommandIntegerOption,
  type SlashCommandStringOption,
} from 'discord.js';
import type { StoryView } from '../../core/messages/message.ts';
import { say } from '../../core/messages/phrases.ts';
import type { Topic, UiLanguage } from '../../core/subject.ts';
import type { TopicId } from '../../core/types.ts';
import { toReply, type Command, type Feature, type Reply } from '../command.ts';
import { toLink, toMarkup } from '../safe-text.ts';

const DEFAULT_COUNT = 5;
const MAX_COUNT = 10;

export interface LatestDeps {
  readonly topics: readonly Topic[];
  readonly listLatest: (wanted: {
    readonly language: UiLanguage;
    readonly limit: number;
    readonly topicId?: TopicId;
  }) => Promise<readonly StoryView[]>;
}

/** `/latest` and the button that stands for it. */
export const latestStories = (deps: LatestDeps): Feature => ({
  commands: [latest(deps)],
  buttons: {
    latest: {
      run: async ({ language }) =>
        toLatestReply(await deps.listLatest({ language, limit: DEFAULT_COUNT }), language),
    },
  },
});

/** `/latest [topic] [count]` shows the newest stories; its topics are the subject's. */
function latest({ topics, listLatest }: LatestDeps): Command {
  return {
    definition: new SlashCommandBuilder()
      .setName('latest')
      .setNameLocalizations({ 'es-ES': 'ultimas', 'es-419': 'ultimas', 'pt-BR': 'ultimas' })
      .setDescription('The latest stories')
      .setDescriptionLocalizations({
        'en-US': 'The latest stories',
        'es-ES': 'Las últimas historias',
        'es-419': 'Las últimas historias',
        'pt-BR': 'As últimas histórias',
      })
      .addStringOption(topicOption(topics))
      .addIntegerOption(countOption)
      .toJSON(),
    async run({ language, options }) {
      const { topic, count } = options;
      const stories = await listLatest({
        language,
        limit: typeof count === 'number' ? Math.min(Math.max(1, count), MAX_COUNT) : DEFAULT_COUNT,
        ...(typeof topic === 'string' ? { topicId: topic } : {}),
      });
      return toLatestReply(stories, language);
    },
  };
}

/** Lays stories out as the answer to `/latest` and to its button. */
function toLatestReply(stories: readonly StoryView[], language: UiLanguage): Reply {
  return stories.length === 0
    ? say('latest.none', language)
    : toReply(stories.map((story) => toLine(story, language)));
}

const topicOption = (topics: readonly Topic[]) => (option: SlashCommandStringOption) =>
  option
    .setName('topic')
    .setNameLocalizations({ 'es-ES': 'tema', 'es-419': 'tema', 'pt-BR': 'tema' })
    .setDescription('Only stories of this topic')
    .setDescriptionLocalizations({
      'en-US': 'Only stories of this topic',
      'es-ES': 'Solo historias de este tema',
      'es-419': 'Solo historias de este tema',
      'pt-BR': 'Só histórias deste tema',
    })
    .addChoices(
      topics.map(({ id, name }) => ({
        name: name.en,
        name_localizations: { 'en-US': name.en, 'es-ES': name.es, 'es-419': name.es, 'pt-BR': name.pt },
        value: id,
      })),
    );

const countOption = (option: SlashCommandIntegerOption) =>
  option
    .setName('count')
    .setNameLocalizations({ 'es-ES': 'cuantas', 'es-419': 'cuantas', 'pt-BR': 'quantas' })
    .setDescription('How many')
    .setDescriptionLocalizations({
      'en-US': 'How many',
      'es-ES': 'Cuántas',
      'es-419': 'Cuántas',
      'pt-BR': 'Quantas',
    })
    .setMinValue(1)
    .setMaxValue(MAX_COUNT);

function toLine(
  { topics, headline, url, outlet, outletCount, published, firstSeen }: StoryView,
  language: UiLanguage,
): string {
  const tags = topics.map(({ emoji }) => emoji).join('');
  const outlets = outletCount > 1 ? ` · ${say('outlets', language, { count: outletCount })}` : '';
  const time = `<t:${String(Math.floor((published ?? firstSeen).getTime() / 1000))}:R>`;
  return `${tags} ${toLink(headline, url, 160)}\n-# ${toMarkup(outlet, 60)}${outlets} · ${time}`;
}
