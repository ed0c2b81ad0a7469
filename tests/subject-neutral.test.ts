import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { loadConcepts } from '../src/config/concepts.ts';
import type { Concept, Role } from '../src/core/text/concepts.ts';

/** The roles whose concepts make a subject what it is; the others are third parties and words of every news. */
const OWN_ROLES: ReadonlySet<Role> = new Set(['side-a', 'side-b', 'both', 'topic']);
/** A word this long with a capital is a name; shorter ones (`EU`, `MAGA`) stand inside code by chance. */
const NAME = /(?<!\p{L})\p{Lu}\p{L}{3,}/u;
/** Seats of government that the news names for those who speak there, on whatever subject. */
const SEATS: ReadonlySet<string> = new Set(['White House', 'Casa Blanca', 'Casa Branca', 'Pentagon']);

/** Invented days are about a subject: what they tell is no code. The default subject is one setting. */
const MAY_NAME = [
  /^src\/demo\/sample\//,
  /^src\/demo\/sample(?:-\w+)?\.ts$/,
  /^src\/config\/settings\.ts:.*\.default\('[a-z-]+'\)/,
];

const concepts = new Map(
  globSync('config/*/concepts.yaml').map((path) => [basename(dirname(path)), loadConcepts(path).value ?? []]),
);

/** Every spelling with a proper name in it, and the expression that finds it. */
function namesOf(known: readonly Concept[]): ReadonlyMap<string, RegExp> {
  const spellings = known
    .filter(({ role }) => OWN_ROLES.has(role))
    .flatMap((concept) => Object.values(concept.spellings).flat());
  const names = spellings.filter((spelling) => NAME.test(spelling) && !/\d/.test(spelling));
  return new Map(
    names
      .map((spelling) => [spelling.replace(/^=/, ''), spelling.startsWith('=') ? 'u' : 'iu'] as const)
      .filter(([name]) => !SEATS.has(name))
      .map(([name, flags]) => [
        name,
        new RegExp(String.raw`(?<![\p{L}\p{N}])${RegExp.escape(name)}(?![\p{L}\p{N}])`, flags),
      ]),
  );
}

interface Line {
  readonly where: string;
  readonly text: string;
}

const lines: readonly Line[] = globSync('src/**/*.{ts,html,css,json,yaml}').flatMap((path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((text) => ({ where: path, text }))
    .filter((line) => !MAY_NAME.some((allowed) => allowed.test(`${line.where}:${line.text}`))),
);

const folded = lines
  .map(({ text }) => text)
  .join('\n')
  .toLowerCase();

test('there are subjects whose names can be looked for, and code to look through', () => {
  expect([...concepts.keys()]).toEqual(expect.arrayContaining(['venezuela-us', 'ethiopia-egypt-nile']));
  expect(lines.length).toBeGreaterThan(5_000);
  const names = [...namesOf(concepts.get('venezuela-us') ?? []).keys()];
  expect(names).toEqual(
    expect.arrayContaining(['Venezuela', 'Caracas', 'Maduro', 'PDVSA', 'Chevron', 'Trump']),
  );
});

test.each([...concepts])('no code names anything that the subject %s is about', (_, known) => {
  const names = namesOf(known);
  // Most names stand nowhere, which a plain search tells at once.
  const present = [...names].filter(([name]) => folded.includes(name.toLowerCase()));
  const found = present.flatMap(([name, expression]) =>
    lines.filter((line) => expression.test(line.text)).map((line) => `${line.where} names ${name}`),
  );
  expect(found).toEqual([]);
});
