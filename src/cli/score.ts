import { createInterface } from 'node:readline';
import { openScorer } from '../app/scorer.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { parseLine } from './jsonl.ts';
import { readSetup } from './setup.ts';

/** `vigia score --jsonl`: judges entries from standard input, one JSON object a line, in their order. */
export const score: Command = {
  name: 'score',
  usage: '--jsonl',
  summary: 'Judge entries given as JSON lines on standard input: {id, title, description, lang?}',
  options: { jsonl: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  async run({ values }) {
    if (values['jsonl'] !== true) throw new UsageError('score takes --jsonl and reads standard input');
    const { configuration } = readSetup();
    const assess = openScorer(configuration);
    for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      if (text.trim() === '') continue;
      const line = parseLine(text);
      const answer =
        'error' in line
          ? line
          : toAnswer(
              line.id,
              assess({ ...line, ...(line.lang === undefined ? {} : { language: line.lang }) }),
            );
      if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) {
        await new Promise((resolve) => process.stdout.once('drain', resolve));
      }
    }
    return EXIT.ok;
  },
};

function toAnswer(
  id: string,
  { language, relevant, subject, topics }: ReturnType<ReturnType<typeof openScorer>>,
) {
  return {
    id,
    lang: language,
    relevant,
    relevance: subject.score,
    topics: topics
      .filter(({ tagged }) => tagged)
      .map((topic) => ({ id: topic.id, score: topic.score, evidence: topic.evidence })),
  };
}
