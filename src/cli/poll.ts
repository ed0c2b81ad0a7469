import { openApp } from '../app/worker.ts';
import { whereAlertsGo } from './announcement.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { print } from './output.ts';
import { openLogFor, readSetup } from './setup.ts';

/** `vigia poll --once`: one turn of everything, then the end; for cron and for trying out. */
export const poll: Command = {
  name: 'poll',
  usage: '--once',
  summary: 'Visit every feed that is due, deliver what is owed, and end',
  options: { once: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  async run({ values }) {
    if (values['once'] !== true) throw new UsageError('poll takes --once; to keep polling, use run');
    const { settings, configuration } = readSetup();
    const log = await openLogFor(settings);
    let exitCode: number = EXIT.ok;
    await using app = await openApp({
      settings,
      configuration,
      log,
      now: () => new Date(),
      chance: Math.random,
      print,
      colour: process.stdout.isTTY,
      onHopeless: () => {
        exitCode = EXIT.failed;
      },
      onFatal: () => {
        exitCode = EXIT.configuration;
      },
    });
    await app.poll();
    await app.deliver();
    await print(`\n${whereAlertsGo(settings, configuration).join('\n')}\n`);
    return exitCode;
  },
};
