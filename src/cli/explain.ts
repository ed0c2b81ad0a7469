import { openScorer } from '../app/scorer.ts';
import { readSetup } from './setup.ts';
import { EXIT, type Command } from './command.ts';
import { explanationLines } from './explanation-lines.ts';
import { print } from './output.ts';

/** `vigia explain TEXT-OR-URL`: what the program thinks of a text, and why. */
export const explain: Command = {
  name: 'explain',
  usage: 'TEXT [--description TEXT] [--lang CODE]',
  summary: 'Show how a headline is judged, and the evidence for and against',
  options: { description: { type: 'string' }, lang: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  async run({ positionals, values }) {
    const { configuration } = readSetup();
    const { description, lang } = values;
    const assessment = openScorer(configuration)({
      title: positionals[0] ?? '',
      description: typeof description === 'string' ? description : '',
      ...(typeof lang === 'string' ? { language: lang } : {}),
    });
    const lines = explanationLines(assessment, configuration, { colour: process.stdout.isTTY });
    await print(`${lines.join('\n')}\n`);
    return EXIT.ok;
  },
};
