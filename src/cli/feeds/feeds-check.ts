import { checkFeeds } from '../../app/tools/check-feeds.ts';
import { EXIT, type Command } from '../command.ts';
import { print } from '../output.ts';
import { openProgress } from '../progress.ts';
import { readSetup } from '../setup.ts';
import { toMinute, toTable } from './table.ts';

/** `vigia feeds check`: tries every configured feed once and prints what came of it. */
export const feedsCheck: Command = {
  name: 'feeds check',
  usage: '',
  summary: 'Try every configured feed once and print a table of what they answer',
  options: {},
  positionals: { min: 0, max: 0 },
  async run() {
    const { settings, configuration } = readSetup();
    const checks = await check({ settings, feeds: configuration.feeds });
    await print(`${toTable(toRows(checks)).join('\n')}\n`);
    const working = checks.filter(({ isWorking }) => isWorking).length;
    await print(`\n${String(working)} of ${String(checks.length)} feeds work\n`);
    return working === checks.length ? EXIT.ok : EXIT.failed;
  },
};

async function check(
  given: Pick<Parameters<typeof checkFeeds>[0], 'settings' | 'feeds'>,
): ReturnType<typeof checkFeeds> {
  using progress = await openProgress({ what: 'feeds', total: given.feeds.length });
  return await checkFeeds({ ...given, onChecked: progress.step });
}

const toRows = (checks: Awaited<ReturnType<typeof checkFeeds>>): string[][] => [
  ['feed', 'outlet', 'kind', 'language', 'address', 'entries', 'newest', 'result'],
  ...checks.map(({ feed, entries, newest, result }) => [
    feed.id,
    feed.outlet.name,
    feed.outlet.kind,
    feed.language,
    feed.certainty,
    entries === undefined ? '–' : String(entries),
    toMinute(newest),
    result,
  ]),
];
