import { extractFeatures } from '../src/core/relevance/features.ts';
import type { Verdict } from '../src/core/relevance/evaluate.ts';
import { readEntry } from '../src/core/relevance/reading.ts';
import { assess, type Judge } from '../src/core/relevance/score.ts';
import { foldOf, trainModel, type Example, type Prepared } from '../src/core/relevance/train.ts';
import { detectLanguage } from '../src/core/text/language.ts';
import { LANGUAGES, type Corpus } from './corpus.ts';

/** How the entries are dealt into folds: what shares a key is never split between learning and checking. */
export interface Split {
  readonly folds: number;
  readonly keyOf: (example: Example) => string;
}

/** Judges every real entry with a model that learned nothing, real or invented, of its fold. */
export function crossValidate(corpus: Corpus, split: Split): readonly Verdict[] {
  const judges = Array.from({ length: split.folds }, (_, fold) => judgeWithout(fold, corpus, split));
  return corpus.real.map((example) => {
    const judge = judges[foldOf(split.keyOf(example), split.folds)];
    if (judge === undefined) throw new RangeError(`no fold for ${example.id}`);
    return { example, assessment: assess(example, judge) };
  });
}

/** Learns from all entries but those of one fold. */
export function judgeWithout(fold: number, corpus: Corpus, { folds, keyOf }: Split): Judge {
  const { lexicon, topics } = corpus;
  const learned = [...corpus.real, ...corpus.invented].filter(
    (example) => foldOf(keyOf(example), folds) !== fold,
  );
  const prepared = learned.map((example): Prepared => ({
    example,
    features: extractFeatures(readEntry(example, example.language, lexicon)),
  }));
  return {
    lexicon,
    model: trainModel(prepared, { topics, corpus: 'cross-validation' }),
    topics,
    detect: (text, declared) => detectLanguage(text, LANGUAGES, declared),
  };
}
