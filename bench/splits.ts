/*
 * How far the figures depend on which entries happen to be held out: the same cross-validation with ten other splits,
 * five by event and five by week. By week is the stricter one: nothing that was published in the weeks a model is
 * checked on was learned from, so that an invented entry about the same days cannot help.
 */
import { evaluate, type Evaluation } from '../src/core/relevance/evaluate.ts';
import type { Example } from '../src/core/relevance/train.ts';
import { readCorpus } from './corpus.ts';
import { crossValidate } from './cross-validation.ts';

const FOLDS = 6;
const SEEDS = ['a', 'b', 'c', 'd', 'e'];
const WEEK_MS = 7 * 24 * 3_600_000;

const corpus = readCorpus();
const main = corpus.topics.slice(0, 4);
const weeks = new Map(
  corpus.entries.map(({ id, published }) => [id, String(Math.floor(Date.parse(published) / WEEK_MS))]),
);
const KEYS: Readonly<Record<string, (example: Example) => string>> = {
  'by event': ({ event }) => event,
  'by week': ({ id }) => weeks.get(id) ?? id,
};
const MEASURES: Readonly<Record<string, (evaluation: Evaluation) => number>> = {
  'subject F1': ({ subject }) => subject.f1.value,
  'hard entries alarmed': ({ hardAlarmed }) => hardAlarmed.value,
  'calibration error': ({ calibrationError }) => calibrationError,
  ...Object.fromEntries(
    main.map((topic) => [`${topic} F1`, ({ topics }: Evaluation) => topics[topic]?.f1.value ?? 0]),
  ),
  'topic F1, macro of four': ({ topics }) => meanOf(main.map((topic) => topics[topic]?.f1.value ?? 0)),
};

console.log(`${SEEDS.length} splits of ${FOLDS} folds each\n\n| question | split | mean | least | most |`);
console.log('|---|---|---:|---:|---:|');
for (const [split, keyOf] of Object.entries(KEYS)) {
  const evaluations = SEEDS.map((seed) => {
    const verdicts = crossValidate(corpus, { folds: FOLDS, keyOf: (example) => keyOf(example) + seed });
    return evaluate(verdicts, corpus.topics);
  });
  for (const [name, measure] of Object.entries(MEASURES)) {
    const values = evaluations.map(measure);
    const shown = [meanOf(values), Math.min(...values), Math.max(...values)].map((value) => value.toFixed(3));
    console.log(`| ${name} | ${split} | ${shown.join(' | ')} |`);
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
