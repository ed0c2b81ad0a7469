import { readOpml, type OpmlFeed } from '../../app/tools/feed-list.ts';
import { findFeeds, type FeedSearch } from '../../app/tools/find-feeds.ts';
import { addFeeds } from '../../config/feeds-file.ts';
import { feedsPathOf } from '../../config/feeds.ts';
import type { Feed } from '../../core/subject.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { checkWishes, findSameFeed, toNewFeed, toWishes, type FeedWishes } from './new-feed.ts';
import { print } from '../output.ts';
import { readSetup } from '../setup.ts';
import { toTable } from './table.ts';

/** `vigia feeds import FILE.opml`: tries the feeds of another reader's list and adds those that work. */
export const feedsImport: Command = {
  name: 'feeds import',
  usage: 'FILE.opml [--dry-run] [--kind K] [--language L]',
  summary: 'Try the feeds of an OPML list and add those that work',
  options: { 'dry-run': { type: 'boolean' }, kind: { type: 'string' }, language: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  async run({ positionals: [file = ''], values }) {
    const setup = readSetup();
    const known = setup.configuration.feeds;
    const wishes = toWishes(values);
    checkWishes(wishes, known);
    const listed = await readOpml(file);
    if (listed === undefined || listed.length === 0)
      throw new UsageError(`${file} ${listed === undefined ? 'cannot be read' : 'lists no feed'}`);
    const urls = listed.map(({ url }) => url).filter((url) => findSameFeed(url, known) === undefined);
    const searches = await findFeeds(setup, urls);
    const found = new Map(urls.map((url, index) => [url, searches[index]]));
    const plan = planImport(listed, { found, known, wishes });
    const path = feedsPathOf(setup.settings);
    const isDry = values['dry-run'] === true;
    if (!isDry) await addFeeds(path, feedsOf(plan));
    await print(`${toLines(plan, isDry, path).join('\n')}\n`);
    return plan.some(({ isWorking }) => !isWorking) ? EXIT.failed : EXIT.ok;
  },
};

/** What is to become of one feed of the imported list. */
interface PlannedFeed {
  readonly name: string;
  readonly url: string;
  readonly isWorking: boolean;
  readonly result: string;
  /** Set when it is to be added. */
  readonly feed?: Feed;
}

interface Planning {
  readonly found: ReadonlyMap<string, FeedSearch | undefined>;
  readonly known: readonly Feed[];
  readonly wishes: FeedWishes;
}

const feedsOf = (plan: readonly PlannedFeed[]): Feed[] => plan.flatMap(({ feed }) => feed ?? []);

function planImport(listed: readonly OpmlFeed[], planning: Planning): PlannedFeed[] {
  const plan: PlannedFeed[] = [];
  for (const one of listed) {
    const known = [...planning.known, ...feedsOf(plan)];
    plan.push({ name: one.title, url: one.url, ...planFeed(one, { ...planning, known }) });
  }
  return plan;
}

function planFeed(
  { url, title }: OpmlFeed,
  { found, known, wishes }: Planning,
): Pick<PlannedFeed, 'isWorking' | 'result' | 'feed'> {
  const search = found.get(url);
  if (search?.kind === 'none') return { isWorking: false, result: search.detail };
  const same = findSameFeed(search?.feed.url ?? url, known);
  if (search === undefined || same !== undefined)
    return { isWorking: true, result: `on the list already, as ${same?.id ?? ''}` };
  const feed = toNewFeed(search.feed, { outlet: title, ...wishes }, known);
  if (feed === undefined) return { isWorking: false, result: 'its language cannot be told: give --language' };
  return { isWorking: true, result: describeFeed(feed), feed };
}

const describeFeed = ({ id, outlet, language }: Feed): string =>
  `${id}: ${outlet.kind === 'unknown' ? 'kind not known' : outlet.kind}, in ${language}`;

function toLines(plan: readonly PlannedFeed[], isDry: boolean, path: string): string[] {
  const added = feedsOf(plan);
  const unknown = added.filter(({ outlet }) => outlet.kind === 'unknown').length;
  return [
    ...toTable(plan.map(({ name, url, result }) => [name, url, result])),
    '',
    `${isDry ? 'Would add' : 'Added'} ${String(added.length)} of ${String(plan.length)} feeds to ${path}.`,
    ...(unknown === 0
      ? []
      : ['Say in the list what kind of outlet each is: those of unknown kind count least.']),
    ...(isDry || added.length === 0
      ? []
      : ['A vigía that is running takes them up when it is started again.']),
  ];
}
