import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { ConfigurationError, type Problem } from '../../src/config/problem.ts';

const CONFIG = join(import.meta.dirname, '../../config');
const SUBJECT = 'venezuela-us';

/** A copy of the real configuration that a test may spoil. */
function copyConfiguration() {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-config-'));
  cpSync(CONFIG, folder, { recursive: true });
  const load = () => loadConfiguration({ configDir: folder, subject: SUBJECT });
  return {
    write: (name: string, text: string) => writeFileSync(join(folder, name), text),
    edit(name: string, from: string, to: string) {
      const text = readFileSync(join(folder, name), 'utf8');
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      writeFileSync(join(folder, name), text.replace(from, to));
    },
    remove: (name: string) => rmSync(join(folder, name)),
    load,
    problems: (): (Problem & { readonly where: string })[] =>
      problemsOf(load).map((problem) => ({ ...problem, where: problem.where.replace(`${folder}/`, '') })),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

function problemsOf(load: () => unknown): readonly Problem[] {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

const destinations = (...lines: readonly string[]): string => ['destinations:', ...lines, ''].join('\n');

test('without a list of destinations there are none', () => {
  using files = copyConfiguration();
  expect(files.load()).toMatchObject({ subject: { id: SUBJECT }, destinations: [] });
});

test('a destination needs an id and a channel; all topics, every story and English are understood', () => {
  using files = copyConfiguration();
  files.write('destinations.yaml', destinations('  - { id: alerts, channel: "123456789012345678" }'));
  const { destinations: loaded, subject } = files.load();
  expect(loaded).toEqual([
    {
      id: 'alerts',
      platform: 'discord',
      address: '123456789012345678',
      topics: subject.topics.map(({ id }) => id),
      level: 'all',
      language: 'en',
    },
  ]);
});

test('the problems of all files are told at once, each with its line and what to do', () => {
  using files = copyConfiguration();
  files.edit(`${SUBJECT}/subject.yaml`, "colour: '#3B8BD9'", 'colour: blue');
  files.edit(`${SUBJECT}/feeds.yaml`, 'kind: wire', 'kind: gossip');
  files.remove('world.yaml');
  files.write(`${SUBJECT}/pair-weights.json`, '{');
  files.write(
    'destinations.yaml',
    destinations(
      '  - id: one',
      '    channel: 123456789012345678',
      '  - id: one',
      '    channel: "123456789012345678"',
      '    level: sometimes',
    ),
  );
  const problems = files.problems();
  const told = problems.map(({ where, what }) => `${where}: ${what}`);
  expect(told).toEqual([
    expect.stringMatching(/subject\.yaml:\d+: topics\.0\.colour: must be a colour such as "#3B8BD9"$/),
    'world.yaml: the file cannot be read',
    expect.stringMatching(/pair-weights\.json: not JSON/),
    expect.stringMatching(/feeds\.yaml:\d+: feeds\.0\.outlet\.kind: /),
    'destinations.yaml:3: destinations.0.channel: must be the channel id in quotes, or YAML rounds it',
    expect.stringMatching(/^destinations\.yaml:6: destinations\.1\.level: /),
  ]);
  for (const { mend } of problems) expect(mend).toMatch(/^[A-Z].*\.$/);
});

test('a topic that the subject does not have, and an id that stands twice, are told with their lines', () => {
  using files = copyConfiguration();
  files.write(
    'destinations.yaml',
    destinations(
      '  - { id: one, channel: "123456789012345678", topics: [oil, gas] }',
      '  - { id: one, channel: "123456789012345679" }',
    ),
  );
  expect(files.problems().map(({ where, what }) => `${where}: ${what}`)).toEqual([
    'destinations.yaml:3: destinations.1.id: "one" is used twice',
    'destinations.yaml:2: destinations.0.topics: there is no topic "gas"; the topics are talks, strikes, oil, migration, narcotics',
  ]);
});

test('a channel id that is too short, and a destination without one, are told', () => {
  using files = copyConfiguration();
  files.write('destinations.yaml', destinations('  - { id: one, channel: "12" }', '  - { id: two }'));
  expect(files.problems().map(({ where, what }) => `${where}: ${what}`)).toEqual([
    'destinations.yaml:2: destinations.0.channel: must be a Discord channel id: 17 to 19 digits in quotes',
    'destinations.yaml:3: destinations.1.channel: must be the channel id in quotes, or YAML rounds it',
  ]);
});

test('a word that no file knows is a problem, not a silent wish', () => {
  using files = copyConfiguration();
  files.write(
    'destinations.yaml',
    destinations('  - { id: one, channel: "123456789012345678", topic: oil }'),
  );
  expect(files.problems()).toHaveLength(1);
  expect(files.problems()[0]?.what).toContain('"topic"');
});

test('broken YAML is told with its line, and a subject that cannot be read accuses no topic', () => {
  using files = copyConfiguration();
  files.write(`${SUBJECT}/subject.yaml`, 'name: [\n  en: x\n');
  files.write(
    'destinations.yaml',
    destinations('  - { id: one, channel: "123456789012345678", topics: [oil] }'),
  );
  const problems = files.problems();
  expect(problems).toHaveLength(1);
  expect(problems[0]?.where).toMatch(/^venezuela-us\/subject\.yaml:\d+$/);
});

test.each(['', 'just a text', '- 1', 'destinations: *nobody', 'a: &a [*a, *a]'])(
  'a list of destinations that reads %j is a problem and nothing worse',
  (text) => {
    using files = copyConfiguration();
    files.write('destinations.yaml', text);
    expect(files.problems().length).toBeGreaterThan(0);
  },
);

test('a subject that is not there is told file by file', () => {
  const problems = problemsOf(() => loadConfiguration({ configDir: CONFIG, subject: 'nowhere' }));
  expect(problems.length).toBeGreaterThan(3);
  for (const { where } of problems) expect(where).toContain('nowhere');
});
