import {
  calibrate,
  chooseThreshold,
  fitCalibration,
  logLoss,
  type Judged,
  type Range,
} from './calibration.ts';
import { scaleOf, speaksOnTopics, type Feature } from './features.ts';
import { fitLogistic, type Fit, type Sample } from './learn.ts';
import { NO_RULES, SUBJECT, type LinearModel, type Model, type Rules } from './model.ts';
import type { Language, TopicId } from '../types.ts';

/** One labelled entry. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly language: Language;
  readonly relevant: boolean;
  readonly topics: readonly TopicId[];
  /** The event it reports: reports of one event are never split between learning and checking. */
  readonly event: string;
  readonly hard: boolean;
  /** Genre and mess, as the annotator noted them. */
  readonly notes: readonly string[];
  /** Written for training and not taken from a feed: used to check only where there is nothing else. */
  readonly invented: boolean;
}

/** An example as the model sees it. */
export interface Prepared {
  readonly example: Example;
  readonly features: readonly Feature[];
}

export interface TrainingOptions {
  readonly topics: readonly TopicId[];
  readonly corpus: string;
  readonly rules?: Rules;
  /** The L2 penalties among which each question chooses. */
  readonly penalties?: readonly number[];
  /** How much an invented example counts beside a real one. */
  readonly inventedWeight?: number;
}

const DEFAULTS = { rules: NO_RULES, penalties: [1, 2, 4], inventedWeight: 0.4 };
const FOLDS = 6;
/** Held-out F1 is flat from 0.45 to 0.6; the upper part of that tells readers of fewer entries off the subject. */
const SUBJECT_THRESHOLD: Range = { low: 0.5, high: 0.6 };
/**
 * F1 is best where a calibrated score reaches half that F1 (Lipton et al., 2014): just below a half for topics told as
 * well as these. A wider range would follow the luck of the few entries near it.
 */
const TOPIC_THRESHOLD: Range = { low: 0.35, high: 0.5 };
const DIGITS = 1e4;
/** Lighter weights change no decision and would fill the file. */
const LEAST_WEIGHT = 0.01;

type Settings = Required<TrainingOptions>;

/** Learns a model: pure, and the same for the same examples in the same order. */
export function trainModel(prepared: readonly Prepared[], options: TrainingOptions): Model {
  const settings: Settings = { ...DEFAULTS, ...options };
  const learn = (question: string): LinearModel => learnQuestion(prepared, question, settings);
  return {
    corpus: settings.corpus,
    examples: prepared.length,
    rules: settings.rules,
    subject: learn(SUBJECT),
    topics: Object.fromEntries(settings.topics.map((topic) => [topic, learn(topic)])),
  };
}

/** Splits by event into folds of about equal size, the same on every machine. */
export function foldOf(event: string, folds: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < event.length; index += 1) {
    hash = Math.imul(hash ^ event.charCodeAt(index), 0x01000193) >>> 0;
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % folds;
}

/**
 * A topic is learned from the entries on the subject alone: off the subject, none is ever tagged. The penalty, the
 * calibration and the threshold are all chosen on entries of events that the weights had not seen.
 */
function learnQuestion(prepared: readonly Prepared[], question: string, settings: Settings): LinearModel {
  const asked = prepared.filter(({ example }) => question === SUBJECT || example.relevant);
  const { judged, calibration, penalty } = choosePenalty(asked, question, settings);
  const threshold = chooseThreshold(
    judged.map(({ raw, answer }) => ({ score: calibrate(raw, calibration), answer })),
    question === SUBJECT ? SUBJECT_THRESHOLD : TOPIC_THRESHOLD,
  );
  return { ...fitQuestion(asked, { question, penalty }, settings), calibration, threshold };
}

/** Tries every penalty and keeps the one whose calibrated scores surprise least. */
function choosePenalty(asked: readonly Prepared[], question: string, settings: Settings) {
  const tried = settings.penalties.map((penalty) => {
    const judged = judgeUnseen(asked, { question, penalty }, settings);
    const calibration = rounded(fitCalibration(judged));
    return { penalty, judged, calibration, loss: logLoss(judged, calibration) };
  });
  return tried.reduce((best, other) => (other.loss < best.loss ? other : best));
}

/** Scores every entry to check on with a model that was learned without any report of its event. */
function judgeUnseen(asked: readonly Prepared[], task: Task, settings: Settings): readonly Judged[] {
  const checks = listChecks(asked);
  const judged: Judged[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = fitQuestion(
      asked.filter(({ example }) => foldOf(example.event, FOLDS) !== fold),
      task,
      settings,
    );
    for (const { example, features } of checks) {
      if (foldOf(example.event, FOLDS) !== fold) continue;
      judged.push({ raw: rawWith(model, features), answer: isYes(example, task.question) });
    }
  }
  return judged;
}

/** The real examples; a young corpus has none yet, and its invented ones say more about its scores than nothing. */
function listChecks(asked: readonly Prepared[]): readonly Prepared[] {
  const real = asked.filter(({ example }) => !example.invented);
  return real.length > 0 ? real : asked;
}

const isYes = (example: Example, question: string): boolean =>
  question === SUBJECT ? example.relevant : example.topics.includes(question);

const round = (value: number): number => Math.round(value * DIGITS) / DIGITS;
const rounded = ({ slope, shift }: { slope: number; shift: number }) => ({
  slope: round(slope),
  shift: round(shift),
});

type Weighted = Pick<LinearModel, 'bias' | 'weights'>;

/** One fit: which question, and how strongly its weights are held back. */
interface Task {
  readonly question: string;
  readonly penalty: number;
}

export function rawWith({ bias, weights }: Weighted, features: readonly Feature[]): number {
  return features.reduce((sum, { name }) => sum + (weights[name] ?? 0), bias);
}

function fitQuestion(prepared: readonly Prepared[], task: Task, settings: Settings): Weighted {
  const { question, penalty } = task;
  const { pinned, forbidden } = settings.rules;
  const pins = new Map(
    pinned.filter((pin) => pin.question === question).map((pin) => [pin.feature, pin.weight]),
  );
  const barred = new Set([...forbidden, ...pins.keys()]);
  const mayLearn = (name: string): boolean =>
    !barred.has(name) && (question === SUBJECT || speaksOnTopics(name));
  const columns = new Map<string, number>();
  const samples = prepared.map(({ example, features }): Sample => {
    const learned = features.filter(({ name }) => mayLearn(name));
    return {
      columns: learned.map(({ name }) => columnOf(columns, name)),
      values: learned.map(({ name }) => scaleOf(name)),
      answer: isYes(example, question),
      weight: example.invented ? settings.inventedWeight : 1,
      offset: features.reduce((sum, { name }) => sum + (pins.get(name) ?? 0), 0),
    };
  });
  const fit = fitLogistic(samples, columns.size, penalty);
  return { bias: round(fit.bias), weights: { ...readable(columns, fit), ...Object.fromEntries(pins) } };
}

function columnOf(columns: Map<string, number>, name: string): number {
  const column = columns.get(name) ?? columns.size;
  columns.set(name, column);
  return column;
}

/** Weights by name, strongest first; a feature's scale is folded in, so that the file says what each one adds. */
function readable(columns: ReadonlyMap<string, number>, fit: Fit): Record<string, number> {
  const weights = [...columns]
    .map(([name, column]): [string, number] => [name, round((fit.weights[column] ?? 0) * scaleOf(name))])
    .filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT);
  return Object.fromEntries(
    weights.toSorted(([one, a], [other, b]) => Math.abs(b) - Math.abs(a) || (one < other ? -1 : 1)),
  );
}
