import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'src/main.ts');

/** A folder of a test's own, gone with the scope. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'vigia-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a command line came to. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

/** A command that is running. */
export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** What it has printed so far. */
  readonly printed: () => Omit<Ended, 'code'>;
}

/** Starts the program for a command line, in the environment given and no other. */
export function startCommand(words: readonly string[], environment: Environment = {}): Started {
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd: tmpdir(),
    env: { VIGIA_CONFIG_DIR: join(ROOT, 'config'), ...environment },
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  // A program that ends before it has read its input is no fault of the test's.
  child.stdin.on('error', () => undefined);
  return {
    child,
    printed: () => printed,
    ended: once(child, 'close').then(() => ({ code: child.exitCode, ...printed })),
  };
}

/** Runs a command line to its end, with this on its standard input. */
export async function runCommand(
  words: readonly string[],
  { environment = {}, input = '' }: { readonly environment?: Environment; readonly input?: string } = {},
): Promise<Ended> {
  const { child, ended } = startCommand(words, environment);
  child.stdin.end(input);
  return await ended;
}
