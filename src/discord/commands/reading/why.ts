import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type APIApplicationCommandStringOption,
} from 'discord.js';
import type { Explanation } from '../../../core/messages/explanation.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { UiLanguage } from '../../../core/subject.ts';
import type { Caller, Command, Feature, Reply } from '../../command.ts';
import { renderExplanation } from '../../rendering/render-explanation.ts';
import type { Standard } from '../../rendering/judgement.ts';
import {
  isStoryId,
  resolveStory,
  storyOption,
  suggestStories,
  type StoryOptionDeps,
} from './story-option.ts';
import { toLocales, worded } from '../../rendering/localised.ts';
import { judgeText, type ScoreDeps } from './score.ts';
import { channelsHere } from '../here.ts';
import { EVERYWHERE } from '../offered.ts';

export interface WhyDeps extends Standard, StoryOptionDeps, ScoreDeps {
  /** Undefined for a story that is kept no more. The addresses are the channel's and the person's. */
  readonly explainStory: (
    storyId: string,
    addresses: readonly string[],
    language: UiLanguage,
  ) => Promise<Explanation | undefined>;
}

/** The kinds of buttons that stand under one story and name it. */
const STORY_BUTTONS: ReadonlySet<string> = new Set(['why', 'useful', 'irrelevant', 'sources', 'story']);

/** Why a story was sent, or was not: as a command, on a message of ours, and by the button. */
export const why = (deps: WhyDeps): Feature => ({
  commands: [whyCommand(deps), whyThisAlert(deps)],
  buttons: { why: { run: (press) => explain(deps, press.id.subjectOf, press) } },
});

const whyCommand = (deps: WhyDeps): Command => ({
  definition: {
    ...worded(
      { en: 'why', es: 'porque', pt: 'porque' },
      {
        en: 'Why a story was sent or not, or how a text would be judged',
        es: 'Por qué una historia se envió o no, o cómo se juzgaría un texto',
        pt: 'Por que uma história foi enviada ou não, ou como um texto seria julgado',
      },
    ),
    ...EVERYWHERE,
    options: [storyOption(false), TEXT_OPTION],
  },
  complete: (completion) => suggestStories(deps, completion),
  async run(call) {
    const { story, text } = call.options;
    if (typeof text === 'string') return judgeText(deps, text, call.language);
    if (typeof story !== 'string') return say('why.which', call.language);
    return explain(deps, (await resolveStory(deps, story)) ?? '', call);
  },
});

/** A title and a summary fit into this; Discord takes 6,000. */
const TEXT_LENGTH = 2_000;

const TEXT_OPTION: APIApplicationCommandStringOption = {
  type: ApplicationCommandOptionType.String,
  ...worded(
    { en: 'text', es: 'texto', pt: 'texto' },
    {
      en: 'A headline or a message to judge',
      es: 'Un titular o un mensaje para juzgar',
      pt: 'Um título ou uma mensagem para julgar',
    },
  ),
  max_length: TEXT_LENGTH,
};

/** The name of the message command, which people read in the menu of a message. */
const ALERT_NAME = { en: 'Why this alert?', es: '¿Por qué esta alerta?', pt: 'Por que este alerta?' };

const whyThisAlert = (deps: WhyDeps): Command => ({
  definition: {
    type: ApplicationCommandType.Message,
    name: ALERT_NAME.en,
    name_localizations: toLocales(ALERT_NAME),
    ...EVERYWHERE,
  },
  async run(call) {
    const named = call.target?.customIds.find(({ kind }) => STORY_BUTTONS.has(kind));
    return named === undefined ? say('why.no-alert', call.language) : explain(deps, named.subjectOf, call);
  },
});

async function explain(deps: WhyDeps, storyId: string, caller: Caller): Promise<Reply> {
  const { language, mention } = caller;
  const explanation = isStoryId(storyId)
    ? await deps.explainStory(storyId, addressesOf(caller), language)
    : undefined;
  if (explanation === undefined) return say('why.gone', language, { latest: mention('latest') });
  return renderExplanation(explanation, deps, { language, subscribe: mention('subscribe') });
}

/** Where the person could have seen a story: in the channel they are in, and in their own direct messages. */
export const addressesOf = (caller: Caller): string[] => [...channelsHere(caller), caller.userId];
