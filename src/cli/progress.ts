import type { WriteStream } from 'node:tty';

/** Shows how far a piece of work is. Disposing of it takes the bar away. */
export interface Progress extends Disposable {
  /** Says that one more of the total is done. */
  readonly step: () => void;
}

export interface ProgressOptions {
  /** What is counted: `feeds`, `files`. */
  readonly what: string;
  /** Absent when nobody knows: then there is a count and no bar. */
  readonly total?: number;
  /** Where the bar is drawn, if it is a terminal. */
  readonly stream?: Pick<WriteStream, 'isTTY'> & NodeJS.WritableStream;
}

const NO_PROGRESS: Progress = { step: () => undefined, [Symbol.dispose]: () => undefined };

/** Opens a bar on standard error where that is a terminal; anywhere else nothing is ever written. */
export async function openProgress({
  what,
  total,
  stream = process.stderr,
}: ProgressOptions): Promise<Progress> {
  if (!stream.isTTY) return NO_PROGRESS;
  const { SingleBar, Presets } = await import('cli-progress');
  const format = total === undefined ? `{value} ${what}` : `{bar} {value} of {total} ${what}`;
  const bar = new SingleBar(
    { stream, format, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(total ?? 0, 0);
  return {
    step: () => bar.increment(),
    [Symbol.dispose]: () => bar.stop(),
  };
}

/** As {@link openProgress}, for work that prints as it goes: where that is read on a terminal, it shows the progress itself. */
export async function openSilentProgress(options: ProgressOptions): Promise<Progress> {
  return process.stdout.isTTY ? NO_PROGRESS : await openProgress(options);
}
