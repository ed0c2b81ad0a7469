import { stripVTControlCharacters, styleText } from 'node:util';
import type { Configuration } from '../config/configuration.ts';
import type { Assessment, Evidence, Score } from '../core/types.ts';

/** How much of the evidence a person reads; the sum is shown in any case. */
const SHOWN = 8;

/** Lays out what an assessment found, the evidence as a sum that comes out at the score. */
export function explanationLines(
  { language, subject, relevant, topics }: Assessment,
  { subject: watched, model }: Configuration,
  { colour }: { readonly colour: boolean },
): string[] {
  const verdict = relevant ? styleText('green', 'on the subject') : styleText('yellow', 'off the subject');
  const shown = topics.toSorted((one, other) => other.score - one.score);
  const lines = [
    `${styleText('bold', watched.name.en)}: ${verdict}, ${figure(subject.score)} (needs ${figure(model.subject.threshold)}), language ${language}`,
    ...evidenceLines(subject),
    ...nearestLines(topics, watched),
    ...shown.flatMap((topic) => {
      const about = watched.topics.find(({ id }) => id === topic.id);
      const mark = topic.tagged ? styleText('green', 'tagged') : 'not tagged';
      const name = `${about?.emoji ?? ''} ${about?.name.en ?? topic.id}`.trim();
      return [
        '',
        `${styleText('bold', name)}: ${mark}, ${figure(topic.score)} (needs ${figure(about?.threshold ?? 0)})`,
        ...evidenceLines(topic),
      ];
    }),
  ];
  return colour ? lines : lines.map((line) => stripVTControlCharacters(line));
}

/** The topic that is not tagged and comes nearest to its threshold, for a text that a reader wonders about. */
function nearestLines(topics: Assessment['topics'], { topics: about }: Configuration['subject']): string[] {
  const [nearest] = topics
    .filter(({ tagged }) => !tagged)
    .flatMap(({ id, score }) => {
      const topic = about.find((one) => one.id === id);
      return topic === undefined ? [] : [{ score, topic, missing: topic.threshold - score }];
    })
    .toSorted((one, other) => one.missing - other.missing);
  if (nearest === undefined) return [];
  const { topic, score } = nearest;
  return ['', `Nearest other topic: ${topic.name.en}, ${figure(score)} (needs ${figure(topic.threshold)})`];
}

function evidenceLines({ bias, raw, evidence }: Score): string[] {
  const rest = evidence.slice(SHOWN);
  const restSum = rest.reduce((sum, { weight }) => sum + weight, 0);
  return [
    ...evidence.slice(0, SHOWN).map(toLine),
    ...(rest.length === 0 ? [] : [`  ${signed(restSum)}  ${String(rest.length)} more`]),
    `  ${signed(bias)}  to begin with`,
    `  ${signed(raw)}  in all (log-odds)`,
  ];
}

function toLine({ feature, weight, words, place }: Evidence): string {
  const shown = words.length === 0 ? '' : `“${words.join('” + “')}” `;
  return `  ${signed(weight)}  ${shown}${styleText('dim', `${place}, ${feature}`)}`;
}

const figure = (value: number): string => value.toFixed(2);
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
