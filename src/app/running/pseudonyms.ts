import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../../config/settings.ts';

const KEY_FILE = 'person-key';
const KEY_BYTES = 32;

/** Returns where an installation's key to the names of opinions lies, or would. */
export const personKeyPath = ({ dataDir }: Pick<Settings, 'dataDir'>): string => join(dataDir, KEY_FILE);

/** Returns the name that a person's opinions are kept under. */
export type PseudonymOf = (userId: string) => Promise<string>;

/**
 * Opens the names that people's opinions are kept under: the same each time, and of no use to anybody without the
 * installation's key, since a hash of an id alone could be looked up by trying all ids. The key lies in a file beside
 * the database and never in it, so that a stolen database names nobody; it is made when it is first needed.
 */
export function openPseudonyms(settings: Pick<Settings, 'dataDir'>): PseudonymOf {
  let key: string | undefined;
  return (userId) => {
    key ??= settleKey(personKeyPath(settings));
    return Promise.resolve(createHmac('sha256', key).update(userId).digest('base64url'));
  };
}

/** Reads the key, or makes it; of two programs that make one at once, the first wins. */
function settleKey(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, randomBytes(KEY_BYTES).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
