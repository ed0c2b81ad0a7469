import { listFeeds, type ListedFeed } from '../../app/tools/feed-list.ts';
import { EXIT, type Command } from '../command.ts';
import { print } from '../output.ts';
import { readSetup } from '../setup.ts';
import { toMinute, toTable } from './table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** `vigia feeds`: how every configured feed is doing, as the last polls left it. */
export const feeds: Command = {
  name: 'feeds',
  usage: '[--json]',
  summary: 'List how every feed is doing, what is wrong with it and what to do',
  options: { json: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  async run({ values }) {
    const listed = await listFeeds(readSetup(), new Date());
    const lines = values['json'] === true ? listed.map((one) => JSON.stringify(one)) : toLines(listed);
    await print(`${lines.join('\n')}\n`);
    return EXIT.ok;
  },
};

function toLines(listed: readonly ListedFeed[]): string[] {
  const working = listed.filter((one) => stateOf(one) === 'ok').length;
  const unknown = listed.filter((one) => stateOf(one) === 'new').length;
  const troubled = listed.flatMap((one) => problemsOf(one).map((problem) => `  ${one.feed.id}: ${problem}`));
  return [
    ...toTable([
      ['feed', 'outlet', 'state', 'since', 'last success', 'a day', 'silence', 'answer', 'flags'],
      ...listed.map(toRow),
    ]),
    '',
    `${String(working)} of ${String(listed.length)} feeds work. Times are UTC; "silence" is how long each may be silent.`,
    ...(unknown === 0
      ? []
      : [`Not polled yet: ${String(unknown)}. A run polls them; "vigia feeds check" tries all of them now.`]),
    ...(troubled.length === 0 ? [] : ['', 'What is wrong, and what to do:', ...troubled]),
  ];
}

function toRow(one: ListedFeed): string[] {
  const { feed, health } = one;
  const isKnown = health.lastSuccessAt !== undefined;
  return [
    feed.id,
    feed.outlet.name,
    stateOf(one),
    health.state === 'new' ? '–' : toMinute(health.since),
    toMinute(health.lastSuccessAt),
    isKnown ? toRate(health.entriesPerDay) : '–',
    isKnown ? toSpan(health.expectedSilenceMs) : '–',
    health.tookMs === undefined ? '–' : `${String(Math.round(health.tookMs))} ms`,
    health.flags.join(', '),
  ];
}

const stateOf = ({ feed, health }: ListedFeed): string => (feed.paused === true ? 'paused' : health.state);

function problemsOf({ health, movedTo }: ListedFeed): string[] {
  const moved = movedTo === undefined ? [] : [`it has moved to ${movedTo}; take that address into the list`];
  return [...health.problems.map(({ words, advice }) => `${words}; ${advice}`), ...moved];
}

const toRate = (perDay: number): string => (perDay < 10 ? perDay.toFixed(1) : String(Math.round(perDay)));

const toSpan = (spanMs: number): string =>
  spanMs < 2 * DAY_MS
    ? `${String(Math.round(spanMs / HOUR_MS))} h`
    : `${String(Math.round(spanMs / DAY_MS))} d`;
