import type { TopicId } from '../types.ts';

/** What a raw score (log-odds) is worth: `score = sigmoid(slope · raw + shift)`. */
export interface Calibration {
  readonly slope: number;
  readonly shift: number;
}

/** A yes-or-no question's answer as a weighted sum of features. */
export interface LinearModel {
  readonly bias: number;
  readonly calibration: Calibration;
  /** The calibrated score from which the answer is yes. */
  readonly threshold: number;
  /** By the feature's name; a feature that is not listed weighs nothing. */
  readonly weights: Readonly<Record<string, number>>;
}

/** A weight set by hand for one question; the others are learned around it. */
export interface Pin {
  /** `subject` or a topic's id. */
  readonly question: string;
  readonly feature: string;
  readonly weight: number;
}

/** What an operator decided about the weights. Kept from one training to the next. */
export interface Rules {
  readonly pinned: readonly Pin[];
  /** Features that no question may use. */
  readonly forbidden: readonly string[];
}

/** Everything that was learned about a subject. Plain JSON: it is the file beside the concepts. */
export interface Model {
  /** Fingerprint of the concepts and examples it was learned from. */
  readonly corpus: string;
  readonly examples: number;
  readonly rules: Rules;
  readonly subject: LinearModel;
  readonly topics: Readonly<Record<TopicId, LinearModel>>;
}

/** The name under which the rules and reports speak of the question whether an entry is on the subject. */
export const SUBJECT = 'subject';
export const NO_RULES: Rules = { pinned: [], forbidden: [] };
