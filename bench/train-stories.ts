import { writeFileSync } from 'node:fs';
import { trainStoryModel } from '../src/core/stories/cluster-learn.ts';
import { corpusHash, PAIR_WEIGHTS, readStoryExamples, readStoryLexicons } from './story-corpus.ts';

/* Learns the pair weights from the labelled entries and writes them beside the subject's concepts. */

const examples = readStoryExamples(readStoryLexicons());
const begin = performance.now();
const model = trainStoryModel(examples, corpusHash(examples));
writeFileSync(PAIR_WEIGHTS, `${JSON.stringify(model, null, 2)}\n`);
console.log(
  `${examples.length} entries, ${model.examples} pairs, ${((performance.now() - begin) / 1000).toFixed(1)} s`,
);
