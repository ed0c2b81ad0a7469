import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Enough for a database of a run and its log. */
const SIZE = '24m';
const CHUNK = Buffer.alloc(256 * 1024);

/** A small disk of its own, which can be filled to the last byte. */
export interface SmallDisk extends Disposable {
  readonly fill: () => void;
  readonly empty: () => void;
}

/** Puts a small disk in memory where a folder is; undefined where nothing may be mounted. */
export function mountSmallDisk(folder: string): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'linux') return undefined;
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0700`, 'tmpfs', folder]);
  if (mount.status !== 0) return undefined;
  const filler = join(folder, 'filler');
  return {
    fill: () => fillUp(filler),
    empty: () => rmSync(filler, { force: true }),
    [Symbol.dispose]: () => void spawnSync('umount', ['-l', folder]),
  };
}

function fillUp(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, CHUNK);
  } catch {
    // There is no room left, which is what was wanted.
  } finally {
    closeSync(file);
  }
}
