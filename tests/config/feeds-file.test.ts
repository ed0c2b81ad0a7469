import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addFeeds, removeFeed, setPaused } from '../../src/config/feeds-file.ts';
import { loadFeeds } from '../../src/config/feeds.ts';
import { ConfigurationError } from '../../src/config/problem.ts';
import { feed } from '../support/builders.ts';
import { temporaryFolder } from '../support/command.ts';

const LIST = `# What is watched.
feeds:
  # Wires.
  - id: one
    # It moves often.
    url: https://one.example/feed # the short one
    outlet: { name: One, kind: wire }
    language: es

  # The rest.
  - id: two
    url: "https://two.example/feed"
    outlet:
      { name: Two, kind: independent, group: Two and others }
    language: pt
    certainty: sure
  - id: three
    url: https://three.example/feed
    outlet: { name: Three, kind: unknown }
    language: en
# The end.
`;

/** A list of feeds in a folder of its own. */
function openList(text = LIST): Disposable & { readonly path: string; readonly read: () => string } {
  const folder = temporaryFolder();
  const path = join(folder.path, 'feeds.yaml');
  writeFileSync(path, text);
  return {
    path,
    read: () => readFileSync(path, 'utf8'),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

const withoutBlank = (text: string): string => text.replaceAll(/\n\s*\n/g, '\n');
const idsOf = (path: string): readonly string[] | undefined => loadFeeds(path).value?.map(({ id }) => id);

test('a feed is added at the end, and nothing else of the file is touched', async () => {
  using list = openList();
  const added = feed({ id: 'four', outlet: { name: 'Four: "the" other', kind: 'wire', group: 'Fours' } });
  await addFeeds(list.path, [added, feed({ id: 'five', paused: true })]);
  expect(list.read().startsWith(LIST.trimEnd())).toBe(true);
  expect(loadFeeds(list.path).value?.slice(3)).toEqual([added, feed({ id: 'five', paused: true })]);
});

test.each([
  ['one', LIST.replace(/  - id: one\n(?:    .*\n){4}/, '')],
  ['two', LIST.replace(/  - id: two\n(?:    .*\n){5}/, '')],
  ['three', LIST.replace(/  - id: three\n(?:    .*\n){3}/, '')],
])('removing %s takes away its own lines and no others', async (id, expected) => {
  using list = openList();
  await removeFeed(list.path, id);
  expect(withoutBlank(list.read())).toBe(withoutBlank(expected));
  expect(idsOf(list.path)).not.toContain(id);
});

test.each(['one', 'two', 'three'])('pausing and resuming %s changes one line', async (id) => {
  using list = openList();
  await setPaused(list.path, id, true);
  expect(
    loadFeeds(list.path)
      .value?.filter(({ paused }) => paused)
      .map((known) => known.id),
  ).toEqual([id]);
  expect(list.read().replace(/ +paused: true\n/, '')).toBe(LIST);
  const paused = list.read();
  await setPaused(list.path, id, true);
  expect(list.read()).toBe(paused);
  await setPaused(list.path, id, false);
  expect(loadFeeds(list.path).value?.some((known) => known.paused)).toBe(false);
  expect(list.read().replace(/ +paused: false\n/, '')).toBe(LIST);
});

test('each feed of the real list can be removed and paused without a trace in the others', async () => {
  const real = readFileSync(new URL('../../config/venezuela-us/feeds.yaml', import.meta.url), 'utf8');
  using list = openList(real);
  const ids = idsOf(list.path) ?? [];
  for (const id of ids.filter((_, index) => index % 10 === 0)) {
    await setPaused(list.path, id, true);
    expect(list.read().length).toBe(real.length + '    paused: true\n'.length);
    await removeFeed(list.path, id);
    expect(idsOf(list.path)).toEqual(ids.filter((known) => known !== id));
    writeFileSync(list.path, real);
  }
});

test('a list written in one line is left as it is, with a word on why', async () => {
  const text =
    'feeds: [{ id: one, url: "https://one.example/", outlet: { name: One, kind: wire }, language: es }]\n';
  using list = openList(text);
  await expect(addFeeds(list.path, [feed({ id: 'two' })])).rejects.toThrow(ConfigurationError);
  await expect(removeFeed(list.path, 'one')).rejects.toThrow('Edit it by hand');
  expect(list.read()).toBe(text);
});
