import { createHmac, randomBytes } from 'node:crypto';
import type { Db } from '../db/open.ts';
import { settleSetting } from '../db/settings.ts';

const KEY_BYTES = 32;

/**
 * Returns the name that a person's opinions are kept under: the same each time, and without the installation's key of
 * no use to anybody, since a hash of an id alone could be looked up by trying all ids.
 */
export function openPseudonyms(db: Db): (userId: string) => Promise<string> {
  return async (userId) => {
    const key = await settleSetting(db, 'pseudonym-key', randomBytes(KEY_BYTES).toString('base64url'));
    return createHmac('sha256', key).update(userId).digest('base64url');
  };
}
