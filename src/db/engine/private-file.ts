import { closeSync, openSync } from 'node:fs';

/**
 * Makes an empty file that only its owner can read, unless there is one: it will hold members' ids. SQLite writes into
 * it, and gives the files that it puts beside it the same mode.
 */
export function createPrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
}
