import { openScorer, type Scorer } from '../app/scorer.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { parseLine } from './jsonl.ts';
import { readLines } from './lines.ts';
import { print } from './output.ts';
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
    for await (const text of readLines(process.stdin)) {
      if (text.trim() === '') continue;
      if (!(await print(`${JSON.stringify(answerTo(text, assess))}\n`))) break;
    }
    return EXIT.ok;
  },
};

function answerTo(text: string, assess: Scorer): object {
  const line = parseLine(text);
  return 'error' in line ? line : toAnswer(line.id, assess({ ...line, language: line.lang }));
}

function toAnswer(id: string, { language, relevant, subject, topics }: ReturnType<Scorer>): object {
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
