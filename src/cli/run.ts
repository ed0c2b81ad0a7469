import { once } from 'node:events';
import { openApp } from '../app/worker.ts';
import { EXIT, type Command } from './command.ts';
import { openLogFor, readSetup } from './setup.ts';

/** `vigia run`: the program itself, until it is told to stop. */
export const run: Command = {
  name: 'run',
  usage: '',
  summary: 'Watch the feeds and deliver alerts until stopped (this is npm start)',
  options: {},
  positionals: { min: 0, max: 0 },
  async run() {
    const { settings, configuration } = readSetup();
    const log = await openLogFor(settings);
    const stop = new AbortController();
    let exitCode: number = EXIT.ok;
    const app = await openApp({
      settings,
      configuration,
      log,
      now: () => new Date(),
      chance: Math.random,
      print: (text) => process.stdout.write(text),
      colour: process.stdout.isTTY,
      onFatal: (reason) => {
        log.fatal({ reason }, 'stopping: mend the Discord token, then start again');
        exitCode = EXIT.configuration;
        stop.abort();
      },
    });
    await using _ = app;
    announceStart(configuration.feeds.length, settings.discord.token !== undefined);
    app.start();
    await stopped(stop.signal);
    log.info('stopping');
    return exitCode;
  },
};

function announceStart(feeds: number, hasToken: boolean): void {
  const lines = hasToken
    ? [`Watching ${String(feeds)} feeds, posting to Discord. Stop with Ctrl+C.`]
    : [
        `Watching ${String(feeds)} feeds. New stories appear here as they come in. Stop with Ctrl+C.`,
        'To post them to Discord, set DISCORD_TOKEN in .env and list a channel in config/destinations.yaml:',
        'README.md, "Connect Discord", goes through it step by step.',
      ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Resolves when the program is asked to stop, by a signal or from within. */
async function stopped(signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const asked = ['SIGINT', 'SIGTERM'].map((name) => once(process, name, { signal: done.signal }));
  const fatal = signal.aborted ? Promise.resolve([]) : once(signal, 'abort', { signal: done.signal });
  await Promise.race([...asked, fatal]);
  done.abort();
  await Promise.allSettled([...asked, fatal]);
}
