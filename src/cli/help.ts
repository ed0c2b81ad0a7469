import type { Command } from './command.ts';

/** Commands that serve one purpose. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** Returns how a command is called, in one line. */
export const usageOf = ({ name, usage }: Command): string =>
  `Usage: vigia ${[name, usage].filter((part) => part !== '').join(' ')}`;

/** The name with what must follow it, without what may. */
const callOf = ({ name, usage }: Command): string => [name, ...usage.split(/ ?\[/, 1)].join(' ').trim();

/** Returns what there is, one command a line. What each of them takes is told by its own help. */
export function helpText(groups: readonly CommandGroup[]): string {
  const width =
    Math.max(...groups.flatMap(({ commands }) => commands.map((each) => callOf(each).length))) + 2;
  const lines = groups.flatMap(({ title, commands }) => [
    `${title}:`,
    ...commands.map((command) => `  ${callOf(command).padEnd(width)}${command.summary}`),
    '',
  ]);
  return [
    'vigía watches news feeds for one subject and posts each story once, explained.',
    '',
    'Usage: npm run -s vigia -- COMMAND',
    '',
    ...lines,
    'What a command takes: npm run -s vigia -- COMMAND --help',
    'Settings come from the environment and .env; see .env.example.',
    '',
  ].join('\n');
}
