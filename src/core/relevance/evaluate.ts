import type { Example } from './train.ts';
import type { Assessment, TopicId } from '../types.ts';

/** A labelled entry and what was said of it. */
export interface Verdict {
  readonly example: Example;
  readonly assessment: Assessment;
}

/** A share with its 95 % confidence interval. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How well one yes-or-no question was answered. */
export interface Quality {
  readonly right: number;
  /** Said, but not so; so, but not said. */
  readonly wrong: number;
  readonly missed: number;
  readonly precision: Share;
  readonly recall: Share;
  readonly f1: Share;
}

/** One mistake: an entry, the question, and how far off the answer was. */
export interface Mistake {
  readonly verdict: Verdict;
  /** `subject` or a topic's id. */
  readonly question: string;
  readonly answer: boolean;
  readonly score: number;
}

export interface Evaluation {
  readonly entries: number;
  readonly subject: Quality;
  /** Topics as readers see them: off the subject, none is tagged. */
  readonly topics: Readonly<Record<TopicId, Quality>>;
  /** The subject's quality among the entries of one language, one note, or marked hard. */
  readonly groups: Readonly<Record<string, Quality>>;
  /** Hard entries off the subject that were taken for being on it. */
  readonly hardAlarmed: Share;
  readonly calibrationError: number;
  /** Worst first: the surest of the wrong answers. */
  readonly mistakes: readonly Mistake[];
}

type Ask = (verdict: Verdict) => { readonly answer: boolean; readonly said: boolean };

/** Compares what was said of labelled entries with their labels. */
export function evaluate(verdicts: readonly Verdict[], topics: readonly TopicId[]): Evaluation {
  const offHard = verdicts.filter(({ example }) => example.hard && !example.relevant);
  const alarmed = offHard.filter(({ assessment }) => assessment.relevant).length;
  return {
    entries: verdicts.length,
    subject: qualityOf(verdicts, askSubject),
    topics: Object.fromEntries(topics.map((topic) => [topic, qualityOf(verdicts, askTopic(topic))])),
    groups: Object.fromEntries(
      groupNames(verdicts).map((name) => [name, qualityOf(inGroup(verdicts, name), askSubject)]),
    ),
    hardAlarmed: wilson(alarmed, offHard.length),
    calibrationError: calibrationError(verdicts),
    mistakes: findMistakes(verdicts, topics),
  };
}

const askSubject: Ask = ({ example, assessment }) => ({
  answer: example.relevant,
  said: assessment.relevant,
});

const askTopic =
  (topic: TopicId): Ask =>
  ({ example, assessment }) => ({
    answer: example.topics.includes(topic),
    said: assessment.topics.some(({ id, tagged }) => id === topic && tagged),
  });

function qualityOf(verdicts: readonly Verdict[], ask: Ask): Quality {
  const asked = verdicts.map(ask);
  const right = asked.filter(({ answer, said }) => answer && said).length;
  const wrong = asked.filter(({ answer, said }) => !answer && said).length;
  const missed = asked.filter(({ answer, said }) => answer && !said).length;
  return {
    right,
    wrong,
    missed,
    precision: wilson(right, right + wrong),
    recall: wilson(right, right + missed),
    f1: f1Of(right, wrong, missed),
  };
}

const Z = 1.96;

/** Wilson's score interval: honest for small counts and for shares near 0 and 1. With nothing to count, all is open. */
export function wilson(count: number, total: number): Share {
  if (total === 0) return { value: 1, low: 0, high: 1 };
  const value = count / total;
  const centre = value + (Z * Z) / (2 * total);
  const spread = Z * Math.sqrt((value * (1 - value)) / total + (Z * Z) / (4 * total * total));
  const scale = 1 + (Z * Z) / total;
  return { value, low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

/** F1 is `2s / (1 + s)` of the share s = right / (right + wrong + missed), so the share's interval carries over. */
function f1Of(right: number, wrong: number, missed: number): Share {
  const { value, low, high } = wilson(right, right + wrong + missed);
  return { value: toF1(value), low: toF1(low), high: toF1(high) };
}

const toF1 = (share: number): number => (2 * share) / (1 + share);

const BINS = 10;

/** The expected calibration error of the subject's score over ten bins: 0.03 means that scores are 3 points off. */
function calibrationError(verdicts: readonly Verdict[]): number {
  const gaps = Array.from({ length: BINS }, () => 0);
  for (const { example, assessment } of verdicts) {
    const bin = Math.min(BINS - 1, Math.floor(assessment.subject.score * BINS));
    gaps[bin] = (gaps[bin] ?? 0) + assessment.subject.score - (example.relevant ? 1 : 0);
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, verdicts.length);
}

function groupNames(verdicts: readonly Verdict[]): readonly string[] {
  const languages = verdicts.map(({ example }) => example.language).toSorted();
  const notes = verdicts.flatMap(({ example }) => example.notes).toSorted();
  return [...new Set([...languages, 'hard', ...notes])];
}

function inGroup(verdicts: readonly Verdict[], name: string): readonly Verdict[] {
  return verdicts.filter(
    ({ example }) =>
      example.language === name || (name === 'hard' && example.hard) || example.notes.includes(name),
  );
}

function findMistakes(verdicts: readonly Verdict[], topics: readonly TopicId[]): readonly Mistake[] {
  const mistakes = verdicts.flatMap((verdict): Mistake[] => {
    const { answer, said } = askSubject(verdict);
    if (answer !== said)
      return [{ verdict, question: 'subject', answer, score: verdict.assessment.subject.score }];
    return topics.flatMap((topic) => topicMistake(verdict, topic));
  });
  return mistakes.toSorted((one, other) => wrongness(other) - wrongness(one));
}

/** A topic counts as its own mistake only where the subject was judged rightly. */
function topicMistake(verdict: Verdict, question: TopicId): Mistake[] {
  const { answer, said } = askTopic(question)(verdict);
  const score = verdict.assessment.topics.find(({ id }) => id === question)?.score ?? 0;
  return answer === said ? [] : [{ verdict, question, answer, score }];
}

const wrongness = ({ answer, score }: Mistake): number => (answer ? 1 - score : score);
