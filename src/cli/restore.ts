import { existsSync } from 'node:fs';
import {
  checkBackup,
  InUse,
  NotEmpty,
  restore as restoreBackup,
  type PersonKey,
} from '../app/tools/backups.ts';
import { EXIT, type Command } from './command.ts';
import { print } from './output.ts';
import { proofLines } from './proof-lines.ts';
import { readSettings } from './setup.ts';

/** `vigia restore`: a backup in the place of what there is, or only read through. */
export const restore: Command = {
  name: 'restore',
  usage: 'FILE [--check] [--replace]',
  summary: 'Check a backup, or begin from it; --replace moves the present SQLite file aside',
  options: { check: { type: 'boolean' }, replace: { type: 'boolean' } },
  positionals: { min: 1, max: 1 },
  async run({ positionals: [path = ''], values: { check, replace } }) {
    if (!existsSync(path)) {
      process.stderr.write(`vigia: there is no file ${path}\n`);
      return EXIT.failed;
    }
    if (check === true) {
      await print([...proofLines(await checkBackup(path)), 'The backup is whole.', ''].join('\n'));
      return EXIT.ok;
    }
    try {
      const done = await restoreBackup(readSettings(), { path, replace: replace === true, now: new Date() });
      await print(
        [
          ...proofLines(done.proofs),
          ...(done.movedTo === undefined ? [] : [`What was there is now ${done.movedTo}`]),
          keyLine(done.personKey),
          'Restored. What the feeds bring that is newer comes in one summary.',
          '',
        ].join('\n'),
      );
      return EXIT.ok;
    } catch (error) {
      const mend = mendOf(error);
      if (!(error instanceof Error) || mend === undefined) throw error;
      process.stderr.write(`vigia: ${error.message}. ${mend}\n`);
      return EXIT.failed;
    }
  },
};

function mendOf(error: unknown): string | undefined {
  if (error instanceof NotEmpty) return 'Stop the program and use --replace, or give an empty database.';
  return error instanceof InUse ? 'Stop it, then restore. Nothing was changed.' : undefined;
}

const keyLine = ({ path, isThere }: PersonKey): string =>
  isThere
    ? `What people said of stories is theirs to change if ${path} is still the one of then.`
    : `There is no ${path}: put back the copy of then before the start, or nobody can change what they said of stories.`;
