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
import { feedbackExport } from './feedback.ts';
import { feedsAdd } from './feeds/feeds-add.ts';
import { feedsCheck } from './feeds/feeds-check.ts';
import { feedsPause, feedsRemove, feedsResume } from './feeds/feeds-edit.ts';
import { feedsExport } from './feeds/feeds-export.ts';
import { feedsImport } from './feeds/feeds-import.ts';
import { feeds } from './feeds/feeds.ts';
import { migrate } from './migrate-to-postgres.ts';
import { allowClosedOutput, print } from './output.ts';
import { parseFiles } from './parse.ts';
import { poll } from './poll.ts';
import { preview } from './preview.ts';
import { restore } from './restore.ts';
import { run } from './run.ts';
import { score } from './score.ts';
import { train } from './train.ts';

const COMMANDS: readonly Command[] = [
  run,
  demo,
  poll,
  feeds,
  feedsCheck,
  feedsAdd,
  feedsRemove,
  feedsPause,
  feedsResume,
  feedsImport,
  feedsExport,
  explain,
  preview,
  feedbackExport,
  score,
  cluster,
  train,
  evaluate,
  parseFiles,
  audit,
  backup,
  restore,
  migrate,
];

/** Runs the program for a command line, without node and script, and returns its exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  allowClosedOutput();
  try {
    const [first = 'help'] = words;
    const command = findCommand(words);
    if (command === undefined && !HELP.has(first)) throw new UsageError(`there is no command "${first}"`);
    if (command === undefined || words.some((word) => word !== 'help' && HELP.has(word))) {
      await print(command === undefined ? helpText() : `${usageOf(command)}\n\n  ${command.summary}\n`);
      return EXIT.ok;
    }
    return await command.run(parse(command, words.slice(command.name.split(' ').length)));
  } catch (error) {
    return report(error);
  }
}

const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** `feeds add` is not `feeds` with a word too many: the longest name that fits is meant. */
function findCommand(words: readonly string[]): Command | undefined {
  const [longest] = COMMANDS.filter(({ name }) =>
    name.split(' ').every((part, index) => words[index] === part),
  ).toSorted((one, other) => other.name.length - one.name.length);
  return longest;
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
  process.stderr.write(`vigia: ${withoutSecrets(inspect(error), secrets)}\n`);
  return EXIT.failed;
}

const isParseArgsError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

const firstLine = (text: string): string => text.split(/\n|\. To specify/)[0] ?? text;

const usageOf = ({ name, usage }: Command): string =>
  `Usage: vigia ${[name, usage].filter((part) => part !== '').join(' ')}`;

function helpText(): string {
  const width = Math.max(...COMMANDS.map(({ name, usage }) => `${name} ${usage}`.length)) + 2;
  const lines = COMMANDS.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(width)}${summary}`);
  return [
    'vigía watches news feeds for one subject and posts each story once, explained.',
    '',
    'Usage: npm run -s vigia -- COMMAND',
    '',
    ...lines,
    '',
    'Settings come from the environment and .env; see .env.example.',
    '',
  ].join('\n');
}
