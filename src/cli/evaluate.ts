import { openEvaluator } from '../app/tools/evaluator.ts';
import { loadLabelledEntries, type LabelledEntry } from '../config/examples.ts';
import { ConfigurationError } from '../config/problem.ts';
import { EXIT, type Command } from './command.ts';
import { evaluationLines } from './evaluation-lines.ts';
import { print } from './output.ts';
import { openProgress } from './progress.ts';
import { readSetup } from './setup.ts';

const DEFAULT_MISTAKES = 20;

/** `vigia evaluate FILE`: how well the learned weights answer labelled entries, and where they are wrong. */
export const evaluate: Command = {
  name: 'evaluate',
  usage: 'FILE',
  summary: 'Measure the weights on a file of labelled entries and list the mistakes, worst first',
  options: {},
  positionals: { min: 1, max: 1 },
  async run({ positionals }) {
    const { configuration } = readSetup();
    const loaded = loadLabelledEntries(positionals[0] ?? '');
    if (loaded.value === undefined) throw new ConfigurationError(loaded.problems);
    const evaluation = await evaluateAll(configuration, loaded.value);
    await print(`${evaluationLines(evaluation, DEFAULT_MISTAKES).join('\n')}\n`);
    return EXIT.ok;
  },
};

async function evaluateAll(
  configuration: Parameters<typeof openEvaluator>[0],
  entries: readonly LabelledEntry[],
): Promise<ReturnType<ReturnType<typeof openEvaluator>>> {
  using progress = await openProgress({ what: 'entries', total: entries.length });
  return openEvaluator(configuration)(entries, progress.step);
}
