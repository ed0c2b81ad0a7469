import { auditInstallation } from '../app/tools/audit.ts';
import { total, type Balance } from '../core/audit.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { print } from './output.ts';
import { readSettings } from './setup.ts';

/** `vigia audit`: shows that nothing was lost and nothing appeared, or where. */
export const audit: Command = {
  name: 'audit',
  usage: '[--day YYYY-MM-DD]',
  summary: 'Prove that every entry read and every delivery owed is accounted for',
  options: { day: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  async run({ values: { day } }) {
    const { balances, differences } = await auditInstallation(readSettings(), readDay(day));
    await print(`${balances.flatMap(balanceLines).join('\n')}\n\n`);
    if (differences.length === 0) {
      await print('The books balance.\n');
      return EXIT.ok;
    }
    await print(`The books do not balance:\n${differences.map((line) => `  ${line}\n`).join('')}`);
    return EXIT.failed;
  },
};

function readDay(day: string | boolean | undefined): Date | undefined {
  if (day === undefined) return undefined;
  const date = new Date(`${String(day)}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day)
    throw new UsageError('--day takes a day such as 2026-03-01');
  return date;
}

function balanceLines({ name, counted, states, removed }: Balance): string[] {
  return [
    `${name} (${String(counted)} counted):`,
    ...Object.entries(states)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([state, count]) => line(count, state)),
    ...(total(removed) === 0 ? [] : [line(total(removed), 'removed by age')]),
  ];
}

const line = (count: number, what: string): string => `${String(count).padStart(9)}  ${what}`;
