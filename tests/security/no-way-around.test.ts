import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Ways in which a text becomes an order, each with the only files that may use it and why no feed's or member's text
 * comes there.
 */
const WAYS: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly allowed: Readonly<Record<string, string>>;
}[] = [
  {
    what: 'SQL put together as text',
    pattern: /\bsql\.raw\b|\.executeQuery\(|CompiledQuery\.raw|\bsql\.lit\(|\.unsafe\(/,
    allowed: {
      'src/db/sharing/moved.ts': 'one of three words of its own',
      'src/db/upkeep/copy.ts': 'a number of its own',
    },
  },
  {
    what: 'statements given to the engine past the query layer',
    pattern: /\b(?:database|file|source|client|db)\.(?:exec|prepare|query)\(/,
    allowed: {
      'src/db/engine/sqlite.ts': 'the shim under the query layer',
      'src/db/upkeep/snapshot.ts': "a path of the operator's, its quotes doubled",
      'src/db/engine/soundness.ts': 'questions about the engine itself',
      'src/db/sharing/slots.ts': 'locks, with numbers as parameters',
      'src/db/engine/advisory-locks.ts': 'locks, with numbers as parameters',
    },
  },
  {
    what: 'another program or a shell',
    pattern: /child_process|\bexecSync\b|\bspawn\(/,
    allowed: {},
  },
  {
    what: 'text run as code',
    pattern: /\beval\(|new Function\(|node:vm|\bsetTimeout\(\s*['"`]|import\(\s*[^'")]/,
    allowed: {},
  },
  {
    what: 'markup that is not escaped',
    pattern: /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\{ html: /,
    allowed: { 'src/demo/discord/reading/html.ts': 'the template that escapes' },
  },
  {
    what: 'mentions that are not switched off',
    pattern: /parse: \[['"]/,
    allowed: {
      'src/demo/discord/interactions/callback.ts': 'what Discord itself does unless told otherwise',
    },
  },
  {
    what: 'certificates that are not checked',
    pattern: /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED/,
    allowed: {},
  },
];

const files = globSync('src/**/*.ts', { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));
const sources = files.map((path) => ({
  path,
  text: withoutComments(readFileSync(join(ROOT, path), 'utf8')),
}));

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

test.each(WAYS)('$what: only where it is said why', ({ pattern, allowed }) => {
  const users = sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
  expect(users.filter((path) => !Object.hasOwn(allowed, path))).toEqual([]);
});

test('the environment is read in one folder, so that a token is known in one place', () => {
  const readers = sources.filter(({ text }) => text.includes('process.env')).map(({ path }) => path);
  expect(readers.filter((path) => !path.startsWith('src/config/'))).toEqual([]);
});

test('every server listens on loopback only', () => {
  const listeners = sources.filter(({ text }) => /\.listen\(/.test(text));
  expect(listeners.length).toBeGreaterThan(0);
  for (const { path, text } of listeners) {
    const calls = [...text.matchAll(/\.listen\(([^)]*)\)/g)].map(([, given]) => given);
    expect([path, calls.filter((given) => !/'127\.0\.0\.1'|address/.test(given ?? ''))]).toEqual([path, []]);
  }
});
