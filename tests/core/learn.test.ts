import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrate, chooseThreshold, fitCalibration } from '../../src/core/relevance/calibration.ts';
import { fitLogistic, sigmoid, type Sample } from '../../src/core/relevance/learn.ts';

const sample = (columns: readonly number[], answer: boolean, weight = 1): Sample => ({
  columns,
  values: columns.map(() => 1),
  answer,
  weight,
});

test('a feature that goes with yes gets a positive weight, one that goes with no a negative one', () => {
  const fit = fitLogistic([sample([0, 2], true), sample([1, 2], false)], 3, 0.1);
  expect(fit.weights[0]).toBeGreaterThan(0.5);
  expect(fit.weights[1]).toBeLessThan(-0.5);
  expect(fit.weights[2]).toBeCloseTo(0, 3);
});

test('at the optimum the penalty balances the slope of every weight', () => {
  const samples = [sample([0], true), sample([0, 1], false), sample([1], false), sample([0], true, 2)];
  const { bias, weights } = fitLogistic(samples, 2, 0.5);
  for (const column of [0, 1]) {
    const slope = samples
      .filter(({ columns }) => columns.includes(column))
      .reduce((sum, { columns, answer, weight }) => {
        const raw = columns.reduce((total, each) => total + (weights[each] ?? 0), bias);
        return sum + weight * (sigmoid(raw) - (answer ? 1 : 0));
      }, 0);
    expect(slope + 0.5 * (weights[column] ?? 0)).toBeCloseTo(0, 2);
  }
});

test('a weight given by hand is left out of what is learned', () => {
  const free = fitLogistic([sample([0], true), sample([], false)], 1, 0.1);
  const held = fitLogistic([{ ...sample([0], true), offset: 3 }, sample([], false)], 1, 0.1);
  expect(held.weights[0]).toBeLessThan(free.weights[0] ?? 0);
});

test('calibration mends scores that are too sure', () => {
  const judged = Array.from({ length: 400 }, (_, index) => ({
    raw: index % 2 === 0 ? 6 : -6,
    answer: index % 2 === 0 ? index % 10 !== 0 : index % 10 === 1,
  }));
  const calibration = fitCalibration(judged);
  expect(calibrate(6, calibration)).toBeCloseTo(0.8, 1);
  expect(calibrate(-6, calibration)).toBeCloseTo(0.2, 1);
});

test('calibration never turns the order of two scores round', () => {
  const raw = fc.double({ min: -20, max: 20, noNaN: true });
  const judged = fc.array(fc.record({ raw, answer: fc.boolean() }), { minLength: 1 });
  fc.assert(
    fc.property(judged, raw, raw, (examples, one, other) => {
      const calibration = fitCalibration(examples);
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      expect(calibrate(low, calibration)).toBeLessThanOrEqual(calibrate(high, calibration));
    }),
  );
});

test('the threshold falls where the answers part', () => {
  const judged = [0.1, 0.2, 0.62, 0.7, 0.9].map((score) => ({ score, answer: score > 0.6 }));
  const threshold = chooseThreshold(judged, { low: 0.1, high: 0.9 });
  expect(threshold).toBeGreaterThan(0.25);
  expect(threshold).toBeLessThanOrEqual(0.6);
});

test('the threshold never leaves its range', () => {
  const judged = fc.array(
    fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), answer: fc.boolean() }),
  );
  fc.assert(
    fc.property(judged, (examples) => {
      const threshold = chooseThreshold(examples, { low: 0.35, high: 0.5 });
      expect(threshold).toBeGreaterThanOrEqual(0.35);
      expect(threshold).toBeLessThanOrEqual(0.5);
    }),
  );
});
