import { openDemo } from '../app/demo.ts';
import { EXIT, type Command } from './command.ts';
import { ledgerLines } from './ledger-lines.ts';
import { print } from './output.ts';
import { openLogFor, readSetup } from './setup.ts';
import { stopped } from './stopped.ts';

const NARROWEST = 60;
const WIDEST = 100;

/** `vigia demo`: the whole program on a bundled sample, without token and network. */
export const demo: Command = {
  name: 'demo',
  usage: '[--keep]',
  summary: 'Play three sample days on this machine and show the channels (no token, no network)',
  options: { keep: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  async run({ values }) {
    const { settings, configuration } = readSetup();
    const logLevel = settings.logLevel === 'info' ? 'fatal' : settings.logLevel;
    const log = await openLogFor({ ...settings, logLevel });
    await print(
      'Three sample days: 12 invented feeds, the real program, a Discord of its own. Nothing leaves this machine.\n',
    );
    await using played = await openDemo({ settings, configuration, log, onProgress: showProgress });
    await showChannels(played);
    await print(`${(await ledgerLines(played.program)).join('\n')}\n`);
    if (values['keep'] === true) {
      await print(`\nThe channels: ${played.discord.pageUrl}\nStop with Ctrl+C.\n`);
      await stopped(new AbortController().signal);
    } else {
      await print('\nTo see the channels in a browser: npm run demo -- --keep\n');
    }
    return EXIT.ok;
  },
};

async function showChannels({ channels, discord, now }: Awaited<ReturnType<typeof openDemo>>): Promise<void> {
  const width = process.stdout.isTTY ? Math.min(WIDEST, Math.max(NARROWEST, process.stdout.columns)) : WIDEST;
  const colour = process.stdout.isTTY && process.stdout.hasColors();
  for (const { id } of channels) {
    await print(`\n${discord.renderTranscript(id, { now: now(), width, colour })}\n`);
  }
}

/** A bar on a terminal, nothing in a file. */
function showProgress(share: number): void {
  if (!process.stderr.isTTY) return;
  const width = 40;
  const filled = Math.round(share * width);
  const bar = `${'━'.repeat(filled)}${' '.repeat(width - filled)}`;
  process.stderr.write(share >= 1 ? '\r\u001B[K' : `\r${bar} ${String(Math.round(share * 100))} %`);
}
