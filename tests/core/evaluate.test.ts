import { expect, test } from 'vitest';
import { evaluate, wilson, type Verdict } from '../../src/core/relevance/evaluate.ts';

function verdict(
  relevant: boolean,
  score: number,
  part: { hard?: boolean; topics?: string[]; tagged?: string[] } = {},
): Verdict {
  const { hard = false, topics = [], tagged = [] } = part;
  const example = {
    id: 'x',
    title: '',
    text: '',
    language: 'es',
    event: 'e',
    notes: ['short'],
    invented: false,
  };
  const side = { raw: 0, bias: 0, score, evidence: [] };
  return {
    example: { ...example, relevant, topics, hard },
    assessment: {
      language: 'es',
      subject: side,
      relevant: score >= 0.5,
      topics: [{ ...side, id: 'oil', tagged: tagged.includes('oil') }],
    },
  };
}

test('counts, groups and mistakes follow from the labels', () => {
  const verdicts = [
    verdict(true, 0.9, { topics: ['oil'], tagged: ['oil'] }),
    verdict(true, 0.2, { topics: ['oil'] }),
    verdict(false, 0.8, { hard: true }),
    verdict(false, 0.1, { hard: true }),
  ];
  const evaluation = evaluate(verdicts, ['oil']);
  expect(evaluation.subject).toMatchObject({ right: 1, wrong: 1, missed: 1 });
  expect(evaluation.topics['oil']).toMatchObject({ right: 1, wrong: 0, missed: 1 });
  expect(evaluation.groups['es']).toMatchObject({ right: 1 });
  expect(evaluation.groups['short']).toMatchObject({ wrong: 1 });
  expect(evaluation.hardAlarmed.value).toBe(0.5);
  expect(evaluation.mistakes.map(({ question, answer }) => [question, answer])).toEqual([
    ['subject', true],
    ['subject', false],
  ]);
});

test('scores that are right as often as they say have no calibration error', () => {
  const eight = Array.from({ length: 10 }, (_, index) => verdict(index < 8, 0.8));
  expect(evaluate(eight, []).calibrationError).toBeCloseTo(0);
  expect(evaluate([verdict(false, 0.9)], []).calibrationError).toBeCloseTo(0.9);
});

test('an interval holds its share and narrows with the count', () => {
  const few = wilson(9, 10);
  const many = wilson(900, 1000);
  expect(few.low).toBeLessThan(many.low);
  expect(many.low).toBeLessThan(0.9);
  expect(many.high).toBeGreaterThan(0.9);
  expect(wilson(0, 0)).toEqual({ value: 1, low: 0, high: 1 });
});
