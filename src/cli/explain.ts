import { visitPage } from '../app/tools/page.ts';
import { openScorer } from '../app/scorer.ts';
import type { Settings } from '../config/settings.ts';
import { toPlainLine } from '../core/text/plain-text.ts';
import { EXIT, type Arguments, type Command } from './command.ts';
import { explanationLines } from './explanation-lines.ts';
import { print } from './output.ts';
import { readSetup } from './setup.ts';

/** `vigia explain TEXT-OR-URL`: what the program thinks of a text or of the page at an address, and why. */
export const explain: Command = {
  name: 'explain',
  usage: 'TEXT|URL [--description TEXT] [--lang CODE]',
  summary: 'Show how a headline, or the page at an address, is judged, and the evidence for and against',
  options: { description: { type: 'string' }, lang: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  async run(given) {
    const { settings, configuration } = readSetup();
    const found = await findText(given, settings);
    if (found.kind === 'none') {
      process.stderr.write(`vigia: ${given.positionals[0] ?? ''}: ${found.detail}\n`);
      return EXIT.failed;
    }
    const assessment = openScorer(configuration)(found.text);
    const colour = process.stdout.isTTY;
    const lines = [...found.heading, ...explanationLines(assessment, configuration, { colour })];
    await print(`${lines.join('\n')}\n`);
    return EXIT.ok;
  },
};

interface Text {
  readonly title: string;
  readonly description: string;
  readonly language?: string | undefined;
}

type Found =
  | { readonly kind: 'found'; readonly text: Text; readonly heading: readonly string[] }
  | { readonly kind: 'none'; readonly detail: string };

/** What the command line gives comes before what the page says. */
async function findText({ positionals: [word = ''], values }: Arguments, settings: Settings): Promise<Found> {
  const given = { description: textOf(values['description']), language: textOf(values['lang']) };
  if (!/^https?:\/\//i.test(word)) {
    const text = { title: word, description: given.description ?? '', language: given.language };
    return { kind: 'found', text, heading: [] };
  }
  const outcome = await visitPage(word, settings);
  if (outcome.kind === 'none') return outcome;
  const { page, url } = outcome;
  const text = {
    title: page.title,
    description: given.description ?? page.description,
    language: given.language ?? page.language,
  };
  const heading = [page.title, page.description, url].filter((line) => line !== '').map(toPlainLine);
  return { kind: 'found', text, heading: [...heading, ''] };
}

const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
