import { ApplicationCommandType } from 'discord.js';
import type { Judgement } from '../../../core/messages/explanation.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { UiLanguage } from '../../../core/subject.ts';
import type { Feature, Reply } from '../../command.ts';
import { nameOf, subjectLines, topicLines, type Standard } from '../../rendering/judgement.ts';
import { toPanel } from '../../rendering/panel.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import { toLocales } from '../../rendering/localised.ts';
import { EVERYWHERE } from '../offered.ts';

/** So much of the text is shown again above what is said of it. */
const SHOWN_TEXT = 300;

export interface ScoreDeps extends Standard {
  readonly judge: (text: string) => Judgement;
}

const NAME = { en: 'Score this message', es: 'Evaluar este mensaje', pt: 'Avaliar esta mensagem' };

/** The message command that judges what somebody posted as if a feed had brought it. */
export const score = (deps: ScoreDeps): Feature => ({
  commands: [
    {
      definition: {
        type: ApplicationCommandType.Message,
        name: NAME.en,
        name_localizations: toLocales(NAME),
        ...EVERYWHERE,
      },
      run: ({ target, language }) => Promise.resolve(judgeText(deps, target?.text ?? '', language)),
    },
  ],
});

/** Says how a text is judged: whether it is on the subject, of which topics, and whether it would make an alert. */
export function judgeText(deps: ScoreDeps, text: string, language: UiLanguage): Reply {
  if (text.trim() === '') return say('why.no-text', language);
  const judgement = deps.judge(text);
  const colour = deps.subject.topics.find(({ id }) => id === judgement.tagged[0]?.id)?.colour;
  return toPanel({
    parts: [
      [`**${say('why.text-title', language)}**`, `> ${toMarkup(text, SHOWN_TEXT)}`],
      subjectLines(judgement, deps, language),
      topicLines(judgement, deps, language),
      [verdictLine(judgement, deps, language)],
    ],
    ...(colour === undefined ? {} : { colour }),
  });
}

function verdictLine({ relevant, tagged }: Judgement, { subject }: Standard, language: UiLanguage): string {
  const not = (why: string): string => say('why.would-not', language, { why });
  if (!relevant) return not(say('why.would-not.off-subject', language));
  const [first] = tagged;
  if (first === undefined) return not(say('why.would-not.no-topic', language));
  const names = (ids: readonly { readonly id: string }[]): string =>
    ids.map(({ id }) => nameOf(id, subject, language)).join(', ');
  const quiet = new Set(subject.topics.filter((topic) => topic.quiet).map(({ id }) => id));
  const loud = tagged.filter(({ id }) => !quiet.has(id));
  return loud.length === 0
    ? not(say('why.would-not.quiet', language, { topic: names([first]) }))
    : say('why.would-alert', language, { topics: names(loud) });
}
