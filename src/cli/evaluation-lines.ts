import { SUBJECT } from '../core/relevance/model.ts';
import type { Evaluation, Mistake, Quality, Share } from '../core/relevance/evaluate.ts';

const NAME_WIDTH = 26;
/** Notes on how a label was agreed on say nothing about an entry. */
const ABOUT_LABELS = 'adjudicated:';
const SHOWN_EVIDENCE = 4;

/** Lays an evaluation out: a row for each question and group, then the worst mistakes with their evidence. */
export function evaluationLines(evaluation: Evaluation, mistakes: number): string[] {
  const { entries, subject, topics, groups, hardAlarmed, calibrationError } = evaluation;
  return [
    `${String(entries)} labelled entries; in brackets the 95 % confidence interval`,
    '',
    `${''.padEnd(NAME_WIDTH)}${'precision'.padEnd(19)}${'recall'.padEnd(19)}${'F1'.padEnd(19)}right wrong missed`,
    toRow('subject', subject),
    ...Object.entries(topics).map(([id, quality]) => toRow(`  ${id}`, quality)),
    ...Object.entries(groups)
      .filter(([name]) => !name.startsWith(ABOUT_LABELS))
      .map(([name, quality]) => toRow(`subject, ${name}`, quality)),
    '',
    `hard entries off the subject that were taken for it: ${toShare(hardAlarmed)}`,
    `calibration error of the subject's score: ${calibrationError.toFixed(3)}`,
    '',
    `the worst of ${String(evaluation.mistakes.length)} mistakes:`,
    ...evaluation.mistakes.slice(0, mistakes).flatMap(mistakeLines),
  ];
}

function toRow(name: string, { precision, recall, f1, right, wrong, missed }: Quality): string {
  const counts = [right, wrong, missed].map((count) => String(count).padStart(5)).join(' ');
  return `${name.padEnd(NAME_WIDTH)}${[precision, recall, f1].map((share) => toShare(share).padEnd(19)).join('')}${counts}`;
}

const toShare = ({ value, low, high }: Share): string =>
  `${value.toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;

function mistakeLines({ verdict, question, answer, score }: Mistake): string[] {
  const { example, assessment } = verdict;
  const asked =
    question === SUBJECT ? assessment.subject : assessment.topics.find(({ id }) => id === question);
  const evidence = (asked?.evidence ?? []).slice(0, SHOWN_EVIDENCE).map(({ words, feature, weight }) => {
    const shown = words.length === 0 ? feature : words.join(' + ');
    return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)} ${shown}`;
  });
  return [
    '',
    `${example.id} ${example.language} ${question}: ${score.toFixed(2)}, should be ${answer ? 'yes' : 'no'}`,
    `  ${example.title}`,
    `  ${evidence.join(' · ')}`,
  ];
}
