import type { Explanation, TopicReasons } from '../core/messages/explanation.ts';
import { say } from '../core/messages/phrases.ts';
import type { Subject, UiLanguage } from '../core/subject.ts';
import type { Evidence } from '../core/types.ts';
import { toReply, type Feature, type Reply } from './command.ts';
import { toLink, toMarkup } from './safe-text.ts';

export interface WhyDeps {
  readonly subject: Subject;
  /** Undefined for a story that is kept no more. */
  readonly explainStory: (storyId: string) => Promise<Explanation | undefined>;
}

/** The button that asks why a story was sent. */
export const whyButton = ({ subject, explainStory }: WhyDeps): Feature => ({
  commands: [],
  buttons: {
    why: {
      async run({ id, language }) {
        const explanation = await explainStory(id.subjectOf);
        return explanation === undefined
          ? say('why.gone', language)
          : renderWhy(explanation, subject, language);
      },
    },
  },
});

/** Says in words why a story was sent, with what spoke for it, what against, and what nearly applied. */
function renderWhy(explanation: Explanation, subject: Subject, language: UiLanguage): Reply {
  const { headline, url, tagged, nearest, importance, outletCount } = explanation;
  const figure = toFigure(language);
  const nameOf = (id: string): string =>
    toMarkup(subject.topics.find((topic) => topic.id === id)?.name[language] ?? id, 60);
  return toReply([
    `**${say('why.title', language)}** · ${toLink(headline, url, 160)}`,
    ...tagged.flatMap((reasons) => topicLines(reasons, nameOf(reasons.id), language)),
    say('why.importance', language, { score: figure(importance), count: outletCount }),
    ...(nearest === undefined
      ? []
      : [
          `-# ${say('why.nearest', language, {
            topic: nameOf(nearest.id),
            score: figure(nearest.score),
            threshold: figure(nearest.threshold),
          })}`,
        ]),
  ]);
}

function topicLines(reasons: TopicReasons, name: string, language: UiLanguage): string[] {
  const figure = toFigure(language);
  const { score, threshold, major } = reasons;
  const values = { topic: name, score: figure(score), threshold: figure(threshold), major: figure(major) };
  const against = wordList(reasons.against, language);
  return [
    say('why.topic', language, values),
    `• ${say('why.words', language, { words: wordList(reasons.for, language) })}`,
    ...(against === '' ? [] : [`• ${say('why.against', language, { words: against })}`]),
  ];
}

/** Each reason as its words and what they weigh, in log-odds: `licence` +1.31. */
function wordList(evidence: readonly Evidence[], language: UiLanguage): string {
  const sign = new Intl.NumberFormat(language, { maximumFractionDigits: 2, signDisplay: 'always' });
  return evidence
    .map(({ words, feature, weight }) => {
      const shown = words.length === 0 ? feature : words.join(' + ');
      return `“${toMarkup(shown, 80)}” ${sign.format(weight)}`;
    })
    .join(' · ');
}

const toFigure = (language: UiLanguage): ((value: number) => string) => {
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (value) => format.format(value);
};
