import { writeFileSync } from 'node:fs';
import { extractFeatures } from '../src/core/relevance/features.ts';
import { readEntry } from '../src/core/relevance/reading.ts';
import { trainModel } from '../src/core/relevance/train.ts';
import {
  fingerprint,
  readConcepts,
  readInventedExamples,
  readLexicon,
  readRealExamples,
  TOPICS,
  WEIGHTS,
} from './corpus.ts';

const examples = [...readRealExamples(), ...readInventedExamples()];
const lexicon = readLexicon();
const begin = performance.now();
const prepared = examples.map((example) => ({
  example,
  features: extractFeatures(readEntry(example, example.language, lexicon)),
}));
const model = trainModel(prepared, { topics: TOPICS, corpus: fingerprint(examples, readConcepts()) });
writeFileSync(WEIGHTS, `${JSON.stringify(model, null, 2)}\n`);
console.log(
  `${examples.length} examples, ${((performance.now() - begin) / 1000).toFixed(1)} s, subject threshold ${model.subject.threshold}`,
);
for (const [id, topic] of Object.entries(model.topics))
  console.log(id, topic.threshold, JSON.stringify(topic.calibration), Object.keys(topic.weights).length);
