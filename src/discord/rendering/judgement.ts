import type { Judgement, NearTopic, Reasons, TopicReasons } from '../../core/messages/explanation.ts';
import { say } from '../../core/messages/phrases.ts';
import { toFigure } from '../../core/messages/say-held-back.ts';
import type { Subject, Topic, UiLanguage } from '../../core/subject.ts';
import type { Evidence } from '../../core/types.ts';
import { toMarkup } from './safe-text.ts';
import { toSigned } from './words.ts';

const NAME_LENGTH = 60;
const WORDS_LENGTH = 80;

/** What judging goes by: the subject, and from which score a text is on it. */
export interface Standard {
  readonly subject: Subject;
  readonly relevantFrom: number;
}

/** A topic's name in markup; its id where the subject has it no more. */
export const nameOf = (id: string, { topics }: Subject, language: UiLanguage): string =>
  toMarkup(findTopic(id, topics)?.name[language] ?? id, NAME_LENGTH);

const findTopic = (id: string, topics: readonly Topic[]): Topic | undefined =>
  topics.find((topic) => topic.id === id);

/** Says how surely a text is on the subject, and why. */
export function subjectLines(
  { relevant, subject }: Judgement,
  { relevantFrom }: Standard,
  language: UiLanguage,
): string[] {
  const score = toFigure(subject.score, language);
  const threshold = toFigure(relevantFrom, language);
  return [
    say(relevant ? 'why.subject' : 'why.off-subject', language, { score, threshold }),
    ...reasonLines(subject, language),
  ];
}

/** Says which topics a text is of and why, and which one it nearly is of. */
export function topicLines(
  { tagged, nearest }: Judgement,
  { subject }: Standard,
  language: UiLanguage,
): string[] {
  return [
    ...tagged.flatMap((reasons) => taggedLines(reasons, subject, language)),
    ...(nearest === undefined ? [] : [`-# ${nearestLine(nearest, subject, language)}`]),
  ];
}

function taggedLines(reasons: TopicReasons, subject: Subject, language: UiLanguage): string[] {
  const values = {
    emoji: findTopic(reasons.id, subject.topics)?.emoji ?? '',
    topic: nameOf(reasons.id, subject, language),
    score: toFigure(reasons.score, language),
    threshold: toFigure(reasons.threshold, language),
    major: toFigure(reasons.major, language),
  };
  return [say('why.topic', language, values).trim(), ...reasonLines(reasons, language)];
}

function nearestLine({ id, score, threshold }: NearTopic, subject: Subject, language: UiLanguage): string {
  return say(score < threshold ? 'why.nearest' : 'why.nearest.few', language, {
    topic: nameOf(id, subject, language),
    score: toFigure(score, language),
    threshold: toFigure(threshold, language),
  });
}

function reasonLines(reasons: Reasons, language: UiLanguage): string[] {
  const words = wordList(reasons.for, language);
  const against = wordList(reasons.against, language);
  return [
    ...(words === '' ? [] : [`• ${say('why.words', language, { words })}`]),
    ...(against === '' ? [] : [`• ${say('why.against', language, { words: against })}`]),
  ];
}

/** Each reason as its words and what they weigh, in log-odds: “licence” +1.31. */
function wordList(evidence: readonly Evidence[], language: UiLanguage): string {
  return evidence
    .map(({ words, feature, weight }) => {
      const shown = words.length === 0 ? feature : words.join(' + ');
      return `“${toMarkup(shown, WORDS_LENGTH)}” ${toSigned(weight, language)}`;
    })
    .join(' · ');
}
