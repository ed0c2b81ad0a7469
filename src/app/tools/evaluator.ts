import type { Configuration } from '../../config/configuration.ts';
import type { LabelledEntry } from '../../config/examples.ts';
import { evaluate, type Evaluation } from '../../core/relevance/evaluate.ts';
import { assess } from '../../core/relevance/score.ts';
import { toExample } from './learn.ts';
import { createJudge } from '../scorer.ts';

/** Returns how labelled entries are held against the configured weights. */
export function openEvaluator(
  configuration: Configuration,
): (entries: readonly LabelledEntry[], onJudged: () => void) => Evaluation {
  const judge = createJudge(configuration);
  return (entries, onJudged) => {
    const judged = entries.map((entry) => {
      const example = toExample(entry);
      const assessment = assess(example, judge);
      onJudged();
      return { example, assessment };
    });
    return evaluate(judged, judge.topics);
  };
}
