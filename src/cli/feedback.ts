import { z } from 'zod';
import { exportFeedback } from '../app/tools/feedback.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { print } from './output.ts';
import { readSetup } from './setup.ts';

/**
 * `vigia feedback export`: what readers said of stories, in the form of the subject's examples, for the operator to
 * review and append to them.
 */
export const feedbackExport: Command = {
  name: 'feedback export',
  usage: '[--since YYYY-MM-DD]',
  summary: 'Print what readers said of stories as labelled examples to review, one JSON object a line',
  options: { since: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  async run({ values }) {
    const since = z.iso.date().default('1970-01-01').safeParse(values['since']);
    if (since.data === undefined) throw new UsageError('--since takes a day such as 2026-03-01');
    for (const example of await exportFeedback(readSetup(), new Date(since.data)))
      if (!(await print(`${JSON.stringify(example)}\n`))) break;
    return EXIT.ok;
  },
};
