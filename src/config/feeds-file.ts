import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type * as Yaml from 'yaml';
import type { Feed } from '../core/subject.ts';
import { loadFeeds } from './feeds.ts';
import { ConfigurationError } from './problem.ts';

/** A list of feeds on its way from what it is to what it should be. */
interface Edit {
  readonly path: string;
  readonly before: readonly Feed[];
  readonly after: readonly Feed[];
}

/** Appends feeds to the list. What stands in the file already stays as it is, to the letter. */
export async function addFeeds(path: string, feeds: readonly Feed[]): Promise<void> {
  const before = readFeeds(path);
  await edit({ path, before, after: [...before, ...feeds] }, (text, yaml) => {
    const items = feeds.map((feed) => toYaml(feed, yaml, indentOf(listOf(text, yaml).at(-1), text)));
    return `${text.trimEnd()}\n\n${items.join('\n')}`;
  });
}

/** Takes one feed off the list, with the comments inside its entry and no others. */
export async function removeFeed(path: string, id: string): Promise<void> {
  const before = readFeeds(path);
  await edit({ path, before, after: before.filter((feed) => feed.id !== id) }, (text, yaml) => {
    const { start, end } = linesOf(getFeed(text, yaml, id), text);
    return `${text.slice(0, start).replace(/\n[ \t]*\n$/, '\n')}${text.slice(end)}`;
  });
}

/** Marks a feed as paused, or takes the mark away. */
export async function setPaused(path: string, id: string, isPaused: boolean): Promise<void> {
  const before = readFeeds(path);
  const after = before.map(({ paused, ...feed }): Feed => {
    const stays = feed.id === id ? isPaused : paused === true;
    return { ...feed, ...(stays ? { paused: true } : {}) };
  });
  await edit({ path, before, after }, (text, yaml) => {
    const feed = getFeed(text, yaml, id);
    const value = feed.get('paused', true)?.range ?? undefined;
    if (value !== undefined) return `${text.slice(0, value[0])}${String(isPaused)}${text.slice(value[1])}`;
    const { end } = linesOf(feed, text);
    const line = `${' '.repeat(indentOf(feed, text) + 2)}paused: ${String(isPaused)}\n`;
    return `${text.slice(0, end)}${text.endsWith('\n') ? '' : '\n'}${line}${text.slice(end)}`;
  });
}

/** Where a feed's entry begins and ends: whole lines. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

function readFeeds(path: string): readonly Feed[] {
  const loaded = loadFeeds(path);
  if (loaded.value === undefined) throw new ConfigurationError(loaded.problems);
  return loaded.value;
}

/**
 * Writes what a change makes of the file, but only if it then says what it should: a list that somebody has written in
 * an unusual way is left alone. The new file takes the old one's place in one step.
 */
async function edit(
  { path, before, after }: Edit,
  change: (text: string, yaml: typeof Yaml) => string,
): Promise<void> {
  if (isDeepStrictEqual(before, after)) return;
  const target = realpathSync(path);
  const draft = `${target}.new`;
  writeFileSync(draft, change(readFileSync(target, 'utf8'), await import('yaml')));
  const { value } = loadFeeds(draft);
  if (isDeepStrictEqual(value, after)) return renameSync(draft, target);
  rmSync(draft);
  throw new ConfigurationError([
    {
      where: path,
      what: 'the list is not written as one feed after the other, so it was left as it is',
      mend: 'Edit it by hand.',
    },
  ]);
}

function listOf(text: string, yaml: typeof Yaml): readonly Yaml.YAMLMap[] {
  const feeds = yaml.parseDocument(text).get('feeds');
  return yaml.isSeq(feeds) ? feeds.items.filter((feed) => yaml.isMap(feed)) : [];
}

function getFeed(text: string, yaml: typeof Yaml, id: string): Yaml.YAMLMap {
  const feed = listOf(text, yaml).find((known) => known.get('id') === id);
  if (feed === undefined) throw new RangeError(`no feed ${id}`);
  return feed;
}

function linesOf({ range }: Yaml.YAMLMap, text: string): Lines {
  const [start, valueEnd] = range ?? [0, 0];
  const lineEnd = text.indexOf('\n', valueEnd - 1);
  return { start: text.lastIndexOf('\n', start) + 1, end: lineEnd < 0 ? text.length : lineEnd + 1 };
}

/** Returns in which column the dash of an entry stands. */
function indentOf(feed: Yaml.YAMLMap | undefined, text: string): number {
  const start = feed?.range?.[0] ?? 0;
  return Math.max(0, text.slice(text.lastIndexOf('\n', start) + 1, start).indexOf('-'));
}

function toYaml({ id, url, outlet, ...rest }: Feed, yaml: typeof Yaml, indent: number): string {
  const document = new yaml.Document([{ id, url, outlet, ...rest }]);
  const written = document.getIn([0, 'outlet']);
  if (yaml.isMap(written)) written.flow = true;
  const lines = document.toString({ lineWidth: 0, singleQuote: true }).trimEnd().split('\n');
  return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}
