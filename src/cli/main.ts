import { inspect, parseArgs } from 'node:util';
import { ConfigurationError } from '../config/problem.ts';
import { secretsOf } from '../config/secrets.ts';
import { loadSettings } from '../config/settings.ts';
import { withoutSecrets } from '../log.ts';
import { audit } from './audit.ts';
import { backup } from './backup.ts';
import { cluster } from './cluster.ts';
import { EXIT, UsageError, type Arguments, type Command } from './command.ts';
import { demo } from './demo.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { sayFault } from './fault.ts';
import { feedbackExport } from './feedback.ts';
import { feedsAdd } from './feeds/feeds-add.ts';
import { feedsCheck } from './feeds/feeds-check.ts';
import { feedsPause, feedsRemove, feedsResume } from './feeds/feeds-edit.ts';
import { feedsExport } from './feeds/feeds-export.ts';
import { feedsImport } from './feeds/feeds-import.ts';
import { feeds } from './feeds/feeds.ts';
import { helpText, usageOf, type CommandGroup } from './help.ts';
import { migrate } from './migrate-to-postgres.ts';
import { allowClosedOutput, print } from './output.ts';
import { parseFiles } from './parse.ts';
import { poll } from './poll.ts';
import { preview } from './preview.ts';
import { restore } from './restore.ts';
import { run } from './run.ts';
import { score } from './score.ts';
import { train } from './train.ts';

const GROUPS: readonly CommandGroup[] = [
  { title: 'To run it', commands: [run, demo, poll] },
  {
    title: 'Feeds',
    commands: [feeds, feedsCheck, feedsAdd, feedsRemove, feedsPause, feedsResume, feedsImport, feedsExport],
  },
  { title: 'To see why', commands: [explain, preview, audit] },
  { title: 'To keep it', commands: [backup, restore, migrate] },
  { title: 'To teach it', commands: [feedbackExport, train, evaluate] },
  { title: 'For other programs', commands: [score, cluster, parseFiles] },
];

const COMMANDS = GROUPS.flatMap(({ commands }) => commands);

/** Runs the program for a command line, without node and script, and returns its exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  allowClosedOutput();
  try {
    const { command, wantsHelp } = readCall(words);
    if (command === undefined || wantsHelp) {
      await print(command === undefined ? helpText(GROUPS) : `${usageOf(command)}\n\n  ${command.summary}\n`);
      return EXIT.ok;
    }
    return await command.run(parse(command, words.slice(command.name.split(' ').length)));
  } catch (error) {
    return report(error);
  }
}

const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** Help may be asked for in front of a command as behind it. */
function readCall(words: readonly string[]): {
  readonly command: Command | undefined;
  readonly wantsHelp: boolean;
} {
  const [first = 'help', ...rest] = words;
  const isHelp = HELP.has(first);
  const command = findCommand(isHelp ? rest : words);
  if (command === undefined && !isHelp) throw new UsageError(unknown(first));
  return { command, wantsHelp: isHelp || words.some((word) => word !== 'help' && HELP.has(word)) };
}

/** `feeds add` is not `feeds` with a word too many: the longest name that fits is meant. */
function findCommand(words: readonly string[]): Command | undefined {
  const [longest] = COMMANDS.filter(({ name }) =>
    name.split(' ').every((part, index) => words[index] === part),
  ).toSorted((one, other) => other.name.length - one.name.length);
  return longest;
}

/** A word that begins the names of commands is not a mistake, only not all of it. */
function unknown(first: string): string {
  const begun = COMMANDS.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => `"${name}"`);
  const hint = begun.length === 0 ? '' : `; there is ${begun.join(', ')}`;
  return `there is no command "${first}"${hint}`;
}

function parse(command: Command, words: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: command.options,
    allowPositionals: true,
    strict: true,
  });
  const { min, max } = command.positionals;
  const extra = positionals[max];
  if (extra !== undefined) throw new UsageError(`${command.name} takes no "${extra}". ${usageOf(command)}`);
  if (positionals.length < min) throw new UsageError(`something is missing. ${usageOf(command)}`);
  return { values: Object.fromEntries(Object.entries(values).filter(isSingle)), positionals };
}

const isSingle = (pair: [string, unknown]): pair is [string, string | boolean] => !Array.isArray(pair[1]);

/** The last of the tops where an exception ends: one line for what the person can mend, everything for the rest. */
function report(error: unknown): number {
  if (error instanceof ConfigurationError) {
    process.stderr.write(`The configuration has ${String(error.problems.length)} problem(s):\n`);
    for (const { where, what, mend } of error.problems)
      process.stderr.write(`  ${where}: ${what}. ${mend}\n`);
    return EXIT.configuration;
  }
  if (error instanceof UsageError || isParseArgsError(error)) {
    process.stderr.write(`vigia: ${firstLine(error.message)} (vigia --help lists what there is)\n`);
    return EXIT.usage;
  }
  const settings = loadSettings().value;
  const secrets = settings === undefined ? [] : secretsOf(settings);
  const words = sayFault(error) ?? inspect(error);
  process.stderr.write(`vigia: ${withoutSecrets(words, secrets)}\n`);
  return EXIT.failed;
}

const isParseArgsError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

const firstLine = (text: string): string => text.split(/\n|\. To specify/)[0] ?? text;
