/** One thing that keeps the program from starting, told so that it can be mended without reading code. */
export interface Problem {
  /** A file with its line (`config/destinations.yaml:12`) or the name of an environment variable. */
  readonly where: string;
  readonly what: string;
  /** What to do about it. */
  readonly mend: string;
}

/** Thrown once with every problem found, never for the first alone. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, what, mend }) => `${where}: ${what}. ${mend}`).join('\n'));
    this.problems = problems;
  }
}

/** What a loader found: a value with no problems, or the problems alone. */
export type Loaded<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value?: never; readonly problems: readonly Problem[] };
