import { ROLES, type Role } from '../app/options.ts';
import { checkStorage } from '../app/storage.ts';
import { openApp } from '../app/worker.ts';
import { whereAlertsGo } from './announcement.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { print } from './output.ts';
import { openLogFor, readSetup } from './setup.ts';
import { stopped } from './stopped.ts';

/** How long a program that cannot do its work is given to end in order. */
const END_PATIENCE_MS = 20_000;

/** `vigia run`: the program itself, until it is told to stop. */
export const run: Command = {
  name: 'run',
  usage: '[--role all|poll|deliver]',
  summary: 'Watch the feeds and deliver alerts until stopped (this is npm start)',
  options: { role: { type: 'string', default: 'all' } },
  positionals: { min: 0, max: 0 },
  async run({ values: { role } }) {
    const { settings, configuration } = readSetup();
    const log = await openLogFor(settings);
    const watched = configuration.feeds.filter(({ paused }) => paused !== true);
    await checkStorage(settings);
    const stop = new AbortController();
    // Listened for from the first moment, so that a signal during the start ends it in order, too.
    const end = stopped(stop.signal);
    let exitCode: number = EXIT.ok;
    const app = await openApp({
      settings,
      configuration,
      log,
      now: () => new Date(),
      chance: Math.random,
      print: async (text) => {
        const isShown = await print(text);
        if (!isShown) stop.abort();
        return isShown;
      },
      colour: process.stdout.isTTY,
      role: readRole(role),
      onHopeless: (reason) => {
        log.fatal({ reason }, 'stopping: another start may help');
        // What must be mended first stays what it ended for.
        if (exitCode !== EXIT.configuration) exitCode = EXIT.failed;
        stop.abort();
        // What keeps it from its work may keep it from ending, too: a server that never answers, for example.
        setTimeout(() => process.exit(exitCode), END_PATIENCE_MS).unref();
      },
      onFatal: (reason) => {
        log.fatal({ reason }, 'stopping: mend this, then start again');
        exitCode = EXIT.configuration;
        stop.abort();
      },
    });
    await using _ = app;
    await print(
      [
        `Watching ${String(watched.length)} feeds. Stop with Ctrl+C.`,
        ...whereAlertsGo(settings, configuration),
        '',
      ].join('\n'),
    );
    app.start();
    await end;
    log.info('stopping');
    return exitCode;
  },
};

function readRole(given: string | boolean | undefined): Role {
  const role = ROLES.find((one) => one === given);
  if (role === undefined) throw new UsageError(`--role takes one of ${ROLES.join(', ')}`);
  return role;
}
