import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
/** What the program prints when it has been put together and begins to poll. */
const RUNNING = 'Watching';

/** The program in a process of its own. */
export interface Program {
  /** Resolves when it has begun to poll; rejects when it has ended before that. */
  readonly running: Promise<void>;
  /** Ends it as a power cut would; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Stops its clock and everything else of it, as when a virtual machine is moved. */
  readonly freeze: () => void;
  /** Lets a frozen one go on as if nothing had been. */
  readonly thaw: () => void;
  /** Resolves with its exit code when it has ended, by itself or not. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop; resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Its log so far: one JSON event a line. */
  readonly log: () => string;
}

/** Starts `vigia run` in a folder, with nothing in its environment but what is given. */
export function startProgram(
  folder: string,
  environment: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Program {
  const child = spawn(process.execPath, [MAIN, 'run', ...options], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const running = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes(RUNNING)) resolve();
    });
    void exited.then(() => reject(new Error(`the program ended before it began:\n${log}`)));
  });
  // Whoever does not wait for it kills it before that.
  running.catch(() => undefined);
  return {
    running,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    ended: exited.then(() => child.exitCode),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
    log: () => log,
  };
}

/** Waits until something holds, looking often; throws after `timeoutMs`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  wait: { readonly timeoutMs: number; readonly everyMs: number; readonly what: () => string },
): Promise<void> {
  const deadline = performance.now() + wait.timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(wait.what());
    await sleep(wait.everyMs);
  }
}
