import { backUp } from '../app/tools/backups.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { print } from './output.ts';
import { proofLines } from './proof-lines.ts';
import { readSettings } from './setup.ts';

/** A week of nightly ones. */
const DEFAULT_KEEP = '7';

/** `vigia backup`: everything as it is now, in one checked file. */
export const backup: Command = {
  name: 'backup',
  usage: '[FILE] [--keep N]',
  summary: 'Write a checked backup, also while the program runs; without FILE keep the latest N (7)',
  options: { keep: { type: 'string', default: DEFAULT_KEEP } },
  positionals: { min: 0, max: 1 },
  async run({ positionals: [path], values: { keep = DEFAULT_KEEP } }) {
    if (!/^[1-9]\d{0,3}$/.test(String(keep))) throw new UsageError('--keep takes a number from 1');
    const done = await backUp(readSettings(), {
      ...(path === undefined ? {} : { path }),
      keep: Number(keep),
      now: new Date(),
    });
    await print(
      [
        ...proofLines(done.proofs),
        ...done.removed.map((name) => `removed ${name}`),
        `Written and checked: ${done.path}`,
        ...(done.personKey.isThere
          ? [`Not in it: ${done.personKey.path}. Keep a copy of that apart from the backups.`]
          : []),
        '',
      ].join('\n'),
    );
    return EXIT.ok;
  },
};
