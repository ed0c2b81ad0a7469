import { openScorer, type Scorer } from '../app/scorer.ts';
import { UsageError, type Command } from './command.ts';
import { answerLines } from './jsonl.ts';
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
    return await answerLines((line) => toAnswer(line.id, assess({ ...line, language: line.lang })));
  },
};

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
