import { sigmoid } from './learn.ts';
import type { Calibration } from './model.ts';

/** A raw score of an entry that the model had not seen, and the truth about it. */
export interface Judged {
  readonly raw: number;
  readonly answer: boolean;
}

const ROUNDS = 50;
/** Keeps the curve from growing infinitely steep where the scores separate the answers completely. */
const RIDGE = 1e-3;
/** Scores are shown with two digits; a raw score says "certain" to no one. */
const LEAST = 0.005;

/** Returns the calibrated score of a raw one, between 0.005 and 0.995. */
export function calibrate(raw: number, { slope, shift }: Calibration): number {
  return Math.min(1 - LEAST, Math.max(LEAST, sigmoid(slope * raw + shift)));
}

/** Fits Platt's curve by Newton's method, with his smoothed targets, so that few examples do not claim certainty. */
export function fitCalibration(judged: readonly Judged[]): Calibration {
  const yes = judged.filter(({ answer }) => answer).length;
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (judged.length - yes + 2);
  let slope = 0;
  let shift = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = newtonStep(judged, { slope, shift }, { high, low });
    slope -= bounded(step.slope);
    shift -= bounded(step.shift);
    if (Math.abs(step.slope) + Math.abs(step.shift) < 1e-9) break;
  }
  return { slope: Math.max(slope, 0.1), shift };
}

/** Newton's step overshoots where the curve is flat; held to one, it comes back. */
const bounded = (step: number): number => Math.min(1, Math.max(-1, step));

function newtonStep(
  judged: readonly Judged[],
  at: Calibration,
  target: { high: number; low: number },
): Calibration {
  let [gs, gb, ss, sb, bb] = [RIDGE * (at.slope - 1), RIDGE * at.shift, RIDGE, 0, RIDGE];
  for (const { raw, answer } of judged) {
    const score = sigmoid(at.slope * raw + at.shift);
    const error = score - (answer ? target.high : target.low);
    const spread = score * (1 - score);
    gs += error * raw;
    gb += error;
    ss += spread * raw * raw;
    sb += spread * raw;
    bb += spread;
  }
  const determinant = ss * bb - sb * sb;
  return { slope: (bb * gs - sb * gb) / determinant, shift: (ss * gb - sb * gs) / determinant };
}

/** How surprised one is on average by the answers after the calibrated scores, in nats: 0 when every score was right. */
export function logLoss(judged: readonly Judged[], calibration: Calibration): number {
  const surprise = judged.reduce((sum, { raw, answer }) => {
    const score = calibrate(raw, calibration);
    return sum - Math.log(answer ? score : 1 - score);
  }, 0);
  return surprise / Math.max(1, judged.length);
}

const STEP = 0.01;
/** How far around a threshold its F1 is averaged, so that one lucky entry does not decide. */
const SMOOTHING = 0.1;

/** The scores between which a threshold is looked for. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Returns the threshold of a range with the best F1, smoothed; the one nearest to a half among equals. */
export function chooseThreshold(
  judged: readonly { readonly score: number; readonly answer: boolean }[],
  { low, high }: Range,
): number {
  let best = { threshold: 0.5, f1: smoothF1(judged, 0.5) };
  for (let step = Math.round(low / STEP); step <= Math.round(high / STEP); step += 1) {
    const threshold = step * STEP;
    const f1 = smoothF1(judged, threshold);
    const isNearer = Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (f1 > best.f1 + 1e-9 || (f1 > best.f1 - 1e-9 && isNearer)) best = { threshold, f1 };
  }
  return Math.round(best.threshold * 100) / 100;
}

function smoothF1(
  judged: readonly { readonly score: number; readonly answer: boolean }[],
  threshold: number,
): number {
  const offsets = [-1, -0.5, 0, 0.5, 1].map((part) => part * SMOOTHING);
  return offsets.reduce((sum, offset) => sum + f1At(judged, threshold + offset), 0) / offsets.length;
}

function f1At(
  judged: readonly { readonly score: number; readonly answer: boolean }[],
  threshold: number,
): number {
  const said = judged.filter(({ score }) => score >= threshold);
  const right = said.filter(({ answer }) => answer).length;
  const yes = judged.filter(({ answer }) => answer).length;
  return said.length + yes === 0 ? 1 : (2 * right) / (said.length + yes);
}
