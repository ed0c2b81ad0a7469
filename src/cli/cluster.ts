import { openClusterer } from '../app/tools/clusterer.ts';
import { UsageError, type Command } from './command.ts';
import { answerLines } from './jsonl.ts';
import { readSetup } from './setup.ts';

/** `vigia cluster --jsonl`: groups entries from standard input into stories, one JSON object a line. */
export const cluster: Command = {
  name: 'cluster',
  usage: '--jsonl',
  summary:
    'Group entries given as JSON lines, oldest first, into stories: {id, title, description, published, lang?}',
  options: { jsonl: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  async run({ values }) {
    if (values['jsonl'] !== true) throw new UsageError('cluster takes --jsonl and reads standard input');
    const { configuration } = readSetup();
    return await answerLines(openClusterer(configuration));
  },
};
