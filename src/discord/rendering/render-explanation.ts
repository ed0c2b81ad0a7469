import type { Explanation } from '../../core/messages/explanation.ts';
import { say, sayGround, type Phrase } from '../../core/messages/phrases.ts';
import { toFigure } from '../../core/messages/say-held-back.ts';
import type { UiLanguage } from '../../core/subject.ts';
import type { RichReply } from '../command.ts';
import { fateLines } from './fates.ts';
import { subjectLines, topicLines, type Standard } from './judgement.ts';
import { toButton, toButtons, toPanel } from './panel.ts';
import { toLink } from './safe-text.ts';
import { toSigned } from './words.ts';

const HEADLINE_LENGTH = 200;

/** Says in words why a story was sent or not: what spoke for it, what against, what nearly applied, and where it went. */
export function renderExplanation(
  explanation: Explanation,
  standard: Standard,
  { language, subscribe }: { readonly language: UiLanguage; readonly subscribe: string },
): RichReply {
  const { storyId, headline, url, tagged, fates } = explanation;
  const { subject } = standard;
  const colour = subject.topics.find(({ id }) => id === tagged[0]?.id)?.colour;
  return toPanel({
    parts: [
      [`### ${say(titleOf(explanation), language)}`, toLink(headline, url, HEADLINE_LENGTH)],
      topicLines(explanation, standard, language),
      [
        ...subjectLines(explanation, standard, language),
        ...importanceLines(explanation, language),
        ...mendingLines(explanation, language),
      ],
      fates.length === 0
        ? [say('fate.nowhere', language, { subscribe })]
        : fateLines(fates, subject, language),
    ],
    rows: [
      toButtons([
        toButton('right-topic', storyId, `👍 ${say('feedback.right', language)}`),
        toButton('wrong-topic', storyId, `👎 ${say('feedback.wrong-topic', language)}`),
        toButton('mute-story', storyId, say('mute.story', language)),
      ]),
    ],
    ...(colour === undefined ? {} : { colour }),
  });
}

function titleOf({ fates }: Explanation): Phrase {
  if (fates.some(({ outcome }) => outcome.kind === 'sent')) return 'why.title';
  return fates.some(({ outcome }) => outcome.kind === 'held-back') ? 'why.title.not-sent' : 'why.title.story';
}

const mendingLines = ({ mendings = [] }: Explanation, language: UiLanguage): string[] =>
  mendings.map(({ kind, probability }) =>
    say('why.mended', language, {
      what: say(`story.${kind}`, language),
      probability: toFigure(probability, language),
    }),
  );

function importanceLines({ importance }: Explanation, language: UiLanguage): string[] {
  const { score, level, independentOutlets, grounds } = importance;
  const sum = grounds
    .map(({ feature, weight }) => `${sayGround(feature, language)} ${toSigned(weight, language)}`)
    .join(' · ');
  return [
    say('why.importance', language, {
      score: toFigure(score, language),
      level: say(`importance.${level}`, language),
      count: independentOutlets,
    }),
    ...(sum === '' ? [] : [`• ${sum}`]),
  ];
}
