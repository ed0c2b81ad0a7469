import type { ParseArgsOptionsConfig } from 'node:util';

/** What went with a command on its command line, checked against its options. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** One command of the program. */
export interface Command {
  /** As it is typed: `run`, `feeds check`. */
  readonly name: string;
  /** What follows the name, for people: `FILE… [--url U]`. */
  readonly usage: string;
  /** One line for `--help`. */
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  /** How many words may follow the name besides options. */
  readonly positionals: { readonly min: number; readonly max: number };
  /** Does the work and returns the exit code. */
  readonly run: (given: Arguments) => Promise<number>;
}

/** Exit codes: those of sysexits.h where it has one. */
export const EXIT = { ok: 0, failed: 1, usage: 2, configuration: 78 } as const;

/** Thrown for a command line that makes no sense: one clear line for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
