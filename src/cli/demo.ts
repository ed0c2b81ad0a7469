import { openDemo } from '../app/demo.ts';
import { EXIT, type Command } from './command.ts';
import { openLogFor, readSetup } from './setup.ts';

/** `vigia demo`: the whole program on a bundled sample, without token and network. */
export const demo: Command = {
  name: 'demo',
  usage: '[--keep]',
  summary: 'Play three sample days on this machine and show the channel (no token, no network)',
  options: { keep: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  async run() {
    const { settings, configuration } = readSetup();
    const log = await openLogFor({
      ...settings,
      logLevel: settings.logLevel === 'info' ? 'fatal' : settings.logLevel,
    });
    await using played = await openDemo({ settings, configuration, log, onProgress: showProgress });
    for (const { id, name } of played.channels) {
      process.stdout.write(`\n#${name}\n`);
      for (const message of played.discord.messages(id))
        process.stdout.write(`${JSON.stringify(message).slice(0, 400)}\n`);
    }
    console.log(await played.program.ledger(), await played.program.status(), played.discord.counters());
    return EXIT.ok;
  },
};

/** A bar on a terminal, nothing in a file. */
function showProgress(share: number): void {
  if (!process.stderr.isTTY) return;
  const width = 40;
  const filled = Math.round(share * width);
  process.stderr.write(
    `\r${'━'.repeat(filled)}${' '.repeat(width - filled)} ${String(Math.round(share * 100))} %`,
  );
  if (share >= 1) process.stderr.write('\r\u001B[K');
}
